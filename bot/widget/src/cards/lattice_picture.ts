/**
 * The lattice drawn by rung: this job in the middle, more preparation above, less below; the more
 * alike a neighbour, the nearer the centre line. The numbers are those of the lists beneath, which
 * hold the same steps as buttons; so the picture is hidden from screen readers.
 */

import { svg } from "../dom.ts";
import type { Drawing } from "./parts.ts";
import type { Numbered } from "./lattice.ts";

const WIDTH = 300;
const GAP = 36;
const ROW = 62;
const RADIUS = 14;
const LABEL = 26;
const MOST_IN_ROW = 6;

export interface Spot {
  readonly step: Numbered;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly height: number;
  readonly focus: { readonly x: number; readonly y: number };
  readonly spots: readonly Spot[];
  /** Where each rung's words stand. */
  readonly levels: readonly { readonly rung: number; readonly y: number }[];
}

/** Give every step a place of its own: a row for each rung, long rungs in several rows. */
export function layOut(steps: readonly Numbered[]): Layout {
  const rungs = [...new Set([0, ...steps.map((step) => step.rung)])].sort((a, b) => b - a);
  const spots: Spot[] = [];
  const levels: { rung: number; y: number }[] = [];
  const focus = { x: WIDTH / 2, y: 0 };
  let y = LABEL + RADIUS;
  for (const rung of rungs) {
    levels.push({ rung, y: y - RADIUS - 10 });
    if (rung === 0) focus.y = y;
    for (const row of rowsOf(steps.filter((step) => step.rung === rung))) {
      spots.push(...row.map((step, place) => ({ step, x: placeX(place, rung === 0), y })));
      y += ROW;
    }
  }
  return { height: y - ROW + RADIUS + 8, focus, spots, levels };
}

function rowsOf(steps: readonly Numbered[]): Numbered[][] {
  const nearestFirst = [...steps].sort((a, b) => (b.similarity ?? 0) - (a.similarity ?? 0));
  const rows: Numbered[][] = [];
  for (let at = 0; at < nearestFirst.length; at += MOST_IN_ROW) {
    rows.push(nearestFirst.slice(at, at + MOST_IN_ROW));
  }
  return rows.length ? rows : [[]];
}

/** The nearest to the centre line, then left and right in turn; beside the focus, not on it. */
function placeX(place: number, besideFocus: boolean): number {
  const turn = besideFocus ? place + 1 : place;
  const side = turn % 2 ? 1 : -1;
  const away = Math.ceil(turn / 2) * GAP * side;
  return WIDTH / 2 + away + (besideFocus ? side * 22 : 0);
}

export function drawPicture(steps: readonly Numbered[], { tongue, press }: Drawing): SVGSVGElement {
  const { height, focus, spots, levels } = layOut(steps);
  const lines = spots.map(({ step, x, y }) => {
    const bend = (focus.y + y) / 2;
    const path = `M${focus.x} ${focus.y}C${focus.x} ${bend} ${x} ${bend} ${x} ${y}`;
    return svg("path", { class: `line ${step.direction}${step.solid ? "" : " computed"}`, d: path });
  });
  const nodes = spots.map((spot) => {
    const node = drawNode(spot);
    const { title, payload } = spot.step;
    if (payload) node.addEventListener("click", () => press({ title, payload }));
    return node;
  });
  return svg(
    "svg",
    { class: "lattice", viewBox: `0 0 ${WIDTH} ${height}`, "aria-hidden": "true", focusable: "false" },
    ...lines,
    ...levels.map(({ rung, y }) =>
      svg("text", { class: "level", x: 0, y: y + 4 }, tongue.texts.rung(rung)),
    ),
    svg("circle", { class: "focus", cx: focus.x, cy: focus.y, r: RADIUS + 4 }),
    svg("circle", { class: "focus-heart", cx: focus.x, cy: focus.y, r: 5 }),
    ...nodes,
  );
}

function drawNode({ step, x, y }: Spot): SVGGElement {
  return svg(
    "g",
    { class: `node ${step.direction}${step.payload ? " choosable" : ""}` },
    svg("title", {}, step.title),
    svg("circle", { cx: x, cy: y, r: RADIUS }),
    svg("text", { x, y: y + 4.5 }, String(step.index)),
  );
}

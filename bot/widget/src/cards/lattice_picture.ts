/**
 * The lattice drawn by rung: this job in the middle, more preparation above, less below. Every line
 * runs from this job alone, so no neighbour seems to lead to another; the more alike, the nearer
 * the middle. The numbers are those of the lists beneath, which hold the same steps as buttons; so
 * the picture is hidden from screen readers.
 */

import { svg } from "../dom.ts";
import type { Drawing } from "./parts.ts";
import type { Numbered } from "./lattice.ts";
import { overview } from "./shapes.ts";

const WIDTH = 300;
const MIDDLE = WIDTH / 2;
const RADIUS = 14;
const ROW = 64;
const WIDEST_GAP = 62;
const BESIDE_X = 112;
const BESIDE_GAP = 38;
const LABEL_ABOVE = RADIUS + 12;

export interface Spot {
  readonly step: Numbered;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly height: number;
  readonly focus: number;
  readonly spots: readonly Spot[];
  /** Where each rung's words stand. */
  readonly levels: readonly { readonly rung: number; readonly y: number }[];
}

/** Give every step a place of its own: a row for each rung, columns beside this job. */
export function layOut(steps: readonly Numbered[]): Layout {
  const above = steps.filter((step) => step.rung > 0);
  const below = steps.filter((step) => step.rung < 0);
  const level = nearestFirst(steps.filter((step) => step.rung === 0));
  const half = Math.max(1, Math.ceil(level.length / 2));
  const band = (half - 1) * BESIDE_GAP;
  const rungsAbove = rungsOf(above);
  const rungsBelow = rungsOf(below);
  const top = LABEL_ABOVE + RADIUS;
  const focus = top + rungsAbove.length * ROW + band / 2;
  const rowOf = (rung: number): number =>
    rung > 0
      ? top + rungsAbove.indexOf(rung) * ROW
      : focus + band / 2 + (rungsBelow.indexOf(rung) + 1) * ROW;
  const spots = [
    ...fan(above, rowOf),
    ...level.map((step, place) => beside(step, place, focus - band / 2)),
    ...fan(below, rowOf),
  ];
  const levels = [...rungsAbove, ...rungsBelow].map((rung) => ({ rung, y: rowOf(rung) }));
  if (level.length) levels.push({ rung: 0, y: focus - band / 2 });
  return {
    height: focus + band / 2 + rungsBelow.length * ROW + RADIUS + 8,
    focus,
    spots,
    levels: levels.map(({ rung, y }) => ({ rung, y: y - LABEL_ABOVE })),
  };
}

const rungsOf = (steps: readonly Numbered[]): number[] =>
  [...new Set(steps.map((step) => step.rung))].sort((a, b) => b - a);

const nearestFirst = (steps: readonly Numbered[]): Numbered[] =>
  [...steps].sort((a, b) => (b.similarity ?? 0) - (a.similarity ?? 0));

/** The farthest rungs in the middle, so that their lines pass between the nearer ones. */
function fan(steps: readonly Numbered[], rowOf: (rung: number) => number): Spot[] {
  const count = steps.length;
  const gap = Math.min(WIDEST_GAP, (WIDTH - 2 * RADIUS - 4) / Math.max(1, count - 1));
  const slots = steps
    .map((_, at) => (at - (count - 1) / 2) * gap)
    .sort((a, b) => Math.abs(a) - Math.abs(b));
  return nearestFirst(steps)
    .sort((a, b) => Math.abs(b.rung) - Math.abs(a.rung))
    .map((step, at) => ({ step, x: MIDDLE + slots[at]!, y: rowOf(step.rung) }));
}

function beside(step: Numbered, place: number, top: number): Spot {
  const side = place % 2 ? 1 : -1;
  return { step, x: MIDDLE + side * BESIDE_X, y: top + Math.floor(place / 2) * BESIDE_GAP };
}

export function drawPicture(steps: readonly Numbered[], { tongue, press }: Drawing): SVGSVGElement {
  const { height, focus, spots, levels } = layOut(steps);
  const lines = spots.map(({ step, x, y }) =>
    svg("line", {
      class: `line ${step.direction}${step.solid ? "" : " computed"}`,
      x1: MIDDLE,
      y1: focus,
      x2: x,
      y2: y,
    }),
  );
  const nodes = spots.map((spot) => {
    const node = drawNode(spot);
    const { title } = spot.step;
    const payload = overview(spot.step);
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
    svg("circle", { class: "focus", cx: MIDDLE, cy: focus, r: RADIUS + 4 }),
    svg("circle", { class: "focus-heart", cx: MIDDLE, cy: focus, r: 5 }),
    ...nodes,
  );
}

function drawNode({ step, x, y }: Spot): SVGGElement {
  return svg(
    "g",
    { class: `node ${step.direction}${step.code ? " choosable" : ""}` },
    svg("title", {}, step.title),
    svg("circle", { cx: x, cy: y, r: RADIUS }),
    svg("text", { x, y: y + 4.5 }, String(step.index)),
  );
}

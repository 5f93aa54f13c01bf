/** Pay: the range drawn from lowest to highest, and the same numbers as a table. */

import { h, svg } from "../dom.ts";
import { dollars, find, numberOf, sourceOf, valueOf, type Tongue } from "../facts.ts";
import type { Fact } from "../wire.ts";
import { card, cell, figures, percent, rowHead, sourcesFold, table, type Drawing } from "./parts.ts";
import { factsUnder, jobOf, type Json } from "./shapes.ts";

const POINTS = ["p10", "p25", "median", "p75", "p90"] as const;
const BASES = ["annual", "hourly"] as const;
type Point = (typeof POINTS)[number];
type Basis = (typeof BASES)[number];

export function drawPay(content: Json, { tongue }: Drawing): HTMLElement | null {
  const paid = [...factsUnder(content["annual"]), ...factsUnder(content["hourly"])];
  const unpublished = factsUnder(content["not_published"]);
  const basis = BASES.find((one) => numberOf(wage(paid, one, "median")) !== undefined);
  if (!basis) return null;
  const median = wage(paid, basis, "median")!;
  return card(
    "pay",
    tongue.texts.payTitle(jobOf(content).title),
    h(
      "p",
      { class: "headline" },
      h("b", {}, valueOf(median, tongue)),
      h("small", {}, `${tongue.texts.median} · ${sourceOf(median, tongue)}`),
    ),
    range(paid, basis, tongue),
    wageTable(paid, median.area, tongue),
    h("p", { class: "hint" }, tongue.texts.payHow),
    sourcesFold(figures([...unpublished, ...paid], tongue), tongue),
  );
}

const wage = (facts: readonly Fact[], basis: Basis, point: Point): Fact | undefined =>
  find(facts, `${basis}_wage_${point}`);

function range(facts: readonly Fact[], basis: Basis, tongue: Tongue): HTMLElement | null {
  const values = POINTS.map((point) => numberOf(wage(facts, basis, point)));
  const known = values.filter((value) => value !== undefined);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (high <= low) return null;
  const at = (index: number, otherwise: number) =>
    ((values[index] ?? otherwise) - low) / (high - low);
  const median = `${percent(at(2, low))}%`;
  const ends = [low, high].map((value) => h("span", {}, dollars(value, tongue, basis === "hourly")));
  return h(
    "div",
    { class: "picture", "aria-hidden": "true" },
    svg(
      "svg",
      { class: "range", focusable: "false" },
      svg("rect", { class: "track", x: 0, y: 14, width: "100%", height: 4, rx: 2 }),
      band("whole", at(0, low), at(4, high), 10, 12),
      band("middle", at(1, low), at(3, high), 6, 20),
      svg("line", { class: "halo", x1: median, x2: median, y1: 0, y2: 32 }),
      svg("line", { class: "median", x1: median, x2: median, y1: 1, y2: 31 }),
    ),
    h("div", { class: "ends" }, ...ends),
  );
}

function band(kind: string, from: number, to: number, y: number, height: number): SVGRectElement {
  const [x, end] = [percent(from), percent(to)];
  return svg("rect", { class: kind, x: `${x}%`, y, width: `${end - x}%`, height, rx: 4 });
}

function wageTable(facts: readonly Fact[], area: string, tongue: Tongue): HTMLElement {
  const { texts } = tongue;
  const bases = BASES.filter((basis) => POINTS.some((point) => wage(facts, basis, point)));
  const heads = bases.map((basis) => (basis === "annual" ? texts.year : texts.hour));
  const row = (point: Point) =>
    h(
      "tr",
      { class: point === "median" && "strong" },
      rowHead(texts.payRow[point]),
      ...bases.map((basis) => cell(bare(wage(facts, basis, point), tongue), tongue)),
    );
  return table(`${texts.payRange}, ${area}`, [texts.payRange, ...heads], POINTS.map(row));
}

/** The value without "a year" or "an hour", which the column's head says already. */
function bare(fact: Fact | undefined, tongue: Tongue): string {
  if (!fact) return "";
  if (typeof fact.value !== "number") return valueOf(fact, tongue);
  const written = dollars(fact.value, tongue, fact.unit === "USD/hour");
  return valueOf({ ...fact, value: written, unit: "" }, tongue);
}

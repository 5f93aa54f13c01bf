/** Pay: a range for each place on one common scale, and the same numbers as a table. */

import { h, svg } from "../dom.ts";
import { byArea, dollars, find, numberOf, sourceOf, valueOf, type Tongue } from "../facts.ts";
import type { BotMessage, Fact } from "../wire.ts";
import { card, cell, percent, rowHead, sourcesFold, table, type Drawing } from "./parts.ts";
import { factsOf, jobOf } from "./shapes.ts";

const POINTS = ["p10", "p25", "median", "p75", "p90"] as const;
type Point = (typeof POINTS)[number];
type Basis = "annual" | "hourly";

interface Place {
  readonly name: string;
  readonly facts: readonly Fact[];
  readonly basis: Basis;
}

interface Scale {
  readonly low: number;
  readonly high: number;
}

export function drawPay(message: BotMessage, { tongue }: Drawing): HTMLElement | null {
  const facts = factsOf(message).filter((fact) => /^(annual|hourly)_wage_/.test(fact.name));
  if (!facts.length) return null;
  const places = [...byArea(facts)].map(([name, here]) => place(name, here));
  const scales = { annual: scaleOver(places, "annual"), hourly: scaleOver(places, "hourly") };
  return card(
    "pay",
    tongue.texts.payTitle(jobOf(message.card?.["occupation"]).title),
    ...places.map((one) => drawPlace(one, scales[one.basis], tongue)),
    scales.annual || scales.hourly ? h("p", { class: "hint" }, tongue.texts.payHow) : null,
    sourcesFold(facts, tongue),
  );
}

function place(name: string, facts: readonly Fact[]): Place {
  const annual = numberOf(find(facts, "annual_wage_median")) !== undefined;
  const hourly = numberOf(find(facts, "hourly_wage_median")) !== undefined;
  return { name, facts, basis: hourly && !annual ? "hourly" : "annual" };
}

const wage = (facts: readonly Fact[], basis: Basis, point: Point): Fact | undefined =>
  find(facts, `${basis}_wage_${point}`);

function scaleOver(places: readonly Place[], basis: Basis): Scale | null {
  const values = places
    .filter((one) => one.basis === basis)
    .flatMap((one) => POINTS.map((point) => numberOf(wage(one.facts, basis, point))))
    .filter((value) => value !== undefined);
  return values.length > 1 ? { low: Math.min(...values), high: Math.max(...values) } : null;
}

function drawPlace(one: Place, scale: Scale | null, tongue: Tongue): HTMLElement {
  const median = wage(one.facts, one.basis, "median");
  return h(
    "div",
    { class: "place" },
    median &&
      h(
        "p",
        { class: "headline" },
        h("b", {}, valueOf(median, tongue)),
        h("small", {}, `${tongue.texts.payRow.median.replace(/.*\(|\)/g, "")} · ${sourceOf(median, tongue)}`),
      ),
    scale && range(one, scale, tongue),
    wageTable(one, tongue),
  );
}

function range(one: Place, scale: Scale, tongue: Tongue): HTMLElement | null {
  const at = (point: Point): number | undefined => {
    const value = numberOf(wage(one.facts, one.basis, point));
    return value === undefined ? undefined : (value - scale.low) / (scale.high - scale.low || 1);
  };
  const [p10, p25, median, p75, p90] = POINTS.map(at);
  if (median === undefined) return null;
  const picture = svg(
    "svg",
    { class: "range", "aria-hidden": "true", focusable: "false" },
    svg("rect", { class: "track", x: 0, y: 14, width: "100%", height: 4, rx: 2 }),
    band("whole", p10 ?? 0, p90 ?? 1, 10, 12),
    band("middle", p25 ?? median, p75 ?? median, 6, 20),
    svg("line", {
      class: "mark",
      x1: `${percent(median)}%`,
      x2: `${percent(median)}%`,
      y1: 1,
      y2: 31,
    }),
  );
  const cents = one.basis === "hourly";
  const ends = h(
    "div",
    { class: "ends", "aria-hidden": "true" },
    h("span", {}, dollars(scale.low, tongue, cents)),
    h("span", {}, dollars(scale.high, tongue, cents)),
  );
  return h("div", { class: "picture" }, picture, ends);
}

function band(kind: string, from: number, to: number, y: number, height: number): SVGRectElement {
  const [start, end] = [percent(from), percent(to)];
  return svg("rect", {
    class: kind,
    x: `${start}%`,
    y,
    width: `${Math.max(0.5, end - start)}%`,
    height,
    rx: 4,
  });
}

function wageTable(one: Place, tongue: Tongue): HTMLElement {
  const { texts } = tongue;
  const rows = POINTS.map((point) => ({
    point,
    annual: wage(one.facts, "annual", point),
    hourly: wage(one.facts, "hourly", point),
  })).filter(({ annual, hourly }) => annual || hourly);
  const bases = (["annual", "hourly"] as const).filter((basis) => rows.some((row) => row[basis]));
  const heads = bases.map((basis) => (basis === "annual" ? texts.year : texts.hour));
  return table(
    `${texts.payRange}, ${one.name}`,
    [one.name, ...heads],
    rows.map((row) =>
      h(
        "tr",
        row.point === "median" ? { class: "strong" } : {},
        rowHead(texts.payRow[row.point]),
        ...bases.map((basis) => cell(bare(row[basis], tongue), tongue)),
      ),
    ),
  );
}

/** The fact without "a year" or "an hour", which the column's head says already. */
function bare(fact: Fact | undefined, tongue: Tongue): Fact | undefined {
  if (typeof fact?.value !== "number") return fact;
  return { ...fact, value: dollars(fact.value, tongue, fact.unit === "USD/hour"), unit: "" };
}

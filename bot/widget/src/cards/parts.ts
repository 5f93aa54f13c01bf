/** What several cards are made of. */

import { h, spoken, svg, type Child } from "../dom.ts";
import { sourceOf, valueOf, type Tongue } from "../facts.ts";
import { labelOf } from "../texts/facts.ts";
import type { Choice, Fact } from "../wire.ts";

export interface Drawing {
  readonly tongue: Tongue;
  /** What happens when something on the card is chosen. */
  readonly press: (choice: Choice) => void;
}

export function card(kind: string, title: string, ...parts: Child[]): HTMLElement {
  return h("section", { class: `card card-${kind}` }, h("h3", {}, title), ...parts);
}

/** Every figure with its source, folded; figures of one source stand together. */
export function sourcesFold(facts: readonly Fact[], tongue: Tongue): HTMLElement | null {
  if (!facts.length) return null;
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const source = sourceOf(fact, tongue);
    groups.set(source, [...(groups.get(source) ?? []), fact]);
  }
  return h(
    "details",
    { class: "sources" },
    h("summary", {}, tongue.texts.sources),
    ...[...groups].map(([source, figures]) => sourceGroup(source, figures, tongue)),
  );
}

function sourceGroup(source: string, facts: readonly Fact[], tongue: Tongue): HTMLElement {
  const line = (fact: Fact) =>
    h("li", {}, `${labelOf(fact.name, tongue.language)}: ${valueOf(fact, tongue)}`);
  return h("div", {}, h("h4", {}, source), h("ul", {}, ...facts.map(line)));
}

/** A small figure under its label, with its source line beneath. */
export function tile(fact: Fact, tongue: Tongue): HTMLElement {
  return h(
    "div",
    { class: "tile" },
    h("dt", {}, labelOf(fact.name, tongue.language)),
    h("dd", {}, h("b", {}, valueOf(fact, tongue)), h("small", {}, sourceOf(fact, tongue))),
  );
}

/** A table cell that says "no figure" to screen readers where others see a dash. */
export function cell(fact: Fact | undefined, tongue: Tongue): HTMLElement {
  if (fact) return h("td", {}, valueOf(fact, tongue));
  return h(
    "td",
    {},
    h("span", { "aria-hidden": "true" }, tongue.texts.missing),
    spoken(tongue.texts.missingSpoken),
  );
}

/** A bar from `from` to `to` (0-1) of the width; the number beside it says the same in words. */
export function bar(from: number, to: number, kind: string): SVGSVGElement {
  const [start, end] = [Math.min(from, to), Math.max(from, to)].map(percent);
  return svg(
    "svg",
    { class: "bar", "aria-hidden": "true", focusable: "false" },
    svg("rect", { class: "track", x: 0, y: 5, width: "100%", height: 10, rx: 5 }),
    svg("rect", {
      class: kind,
      x: `${start}%`,
      y: 5,
      width: `${Math.max(1, end! - start!)}%`,
      height: 10,
      rx: 5,
    }),
  );
}

export const percent = (share: number): number =>
  Math.round(Math.max(0, Math.min(1, share)) * 1000) / 10;

/** A table whose first cell in each row is its header. */
export function table(caption: string, heads: readonly string[], rows: HTMLElement[]): HTMLElement {
  return h(
    "table",
    {},
    h("caption", { class: "spoken" }, caption),
    h("thead", {}, h("tr", {}, ...heads.map((head) => h("th", { scope: "col" }, head)))),
    h("tbody", {}, ...rows),
  );
}

export const rowHead = (...children: Child[]): HTMLElement =>
  h("th", { scope: "row" }, ...children);

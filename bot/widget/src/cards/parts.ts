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

/** A figure under the name it has on its card. */
export interface Figure {
  readonly label: string;
  readonly fact: Fact;
}

export function card(kind: string, title: string, ...parts: Child[]): HTMLElement {
  return h("section", { class: `card card-${kind}` }, h("h3", {}, title), ...parts);
}

export const figures = (facts: readonly Fact[], { language }: Tongue): Figure[] =>
  facts.map((fact) => ({ label: labelOf(fact.name, language), fact }));

/** Every figure with its source, folded; figures of one source stand together. */
export function sourcesFold(all: readonly Figure[], tongue: Tongue): HTMLElement | null {
  if (!all.length) return null;
  const groups = new Map<string, Set<string>>();
  for (const { label, fact } of all) {
    const source = sourceOf(fact, tongue);
    const lines = groups.get(source) ?? new Set();
    groups.set(source, lines.add(`${label}: ${valueOf(fact, tongue)}`));
  }
  const group = ([source, lines]: [string, Set<string>]) =>
    h("div", {}, h("h4", {}, source), h("ul", {}, ...[...lines].map((line) => h("li", {}, line))));
  return h(
    "details",
    { class: "sources" },
    h("summary", {}, tongue.texts.sources),
    ...[...groups].map(group),
  );
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

export const tiles = (facts: readonly Fact[], tongue: Tongue): HTMLElement | null =>
  facts.length ? h("dl", { class: "tiles" }, ...facts.map((fact) => tile(fact, tongue))) : null;

/** A table cell that says "no figure" to screen readers where others see a dash. */
export function cell(value: string, { texts }: Tongue): HTMLElement {
  if (value) return h("td", {}, value);
  return h("td", {}, h("span", { "aria-hidden": "true" }, texts.missing), spoken(texts.missingSpoken));
}

export const percent = (share: number): number =>
  Math.round(Math.max(0, Math.min(1, share)) * 1000) / 10;

/** A bar from `from` to `to` (0-1) of the width; the number beside it says the same in words. */
export function bar(from: number, to: number, kind: string): SVGSVGElement {
  const start = percent(Math.min(from, to));
  const end = percent(Math.max(from, to));
  return svg(
    "svg",
    { class: "bar", "aria-hidden": "true", focusable: "false" },
    svg("rect", { class: "track", x: 0, y: 5, width: "100%", height: 10, rx: 5 }),
    svg("rect", { class: kind, x: `${start}%`, y: 5, width: `${Math.max(1, end - start)}%`, height: 10, rx: 5 }),
  );
}

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

export const rowHead = (...children: Child[]): HTMLElement => h("th", { scope: "row" }, ...children);

export interface Bar {
  readonly label: string;
  readonly note?: string;
  readonly value: string;
  /** Both 0-1 of the width. */
  readonly from: number;
  readonly to: number;
  readonly strong: boolean;
}

/** A bar chart that is a table: name, bar, value. */
export function barTable(caption: string, bars: readonly Bar[], { texts }: Tongue): HTMLElement {
  const row = ({ label, note, value, from, to, strong }: Bar) =>
    h(
      "tr",
      { class: strong && "strong" },
      rowHead(label, note && h("small", {}, note)),
      h("td", { class: "drawn" }, bar(from, to, strong ? "own" : "other")),
      h("td", {}, value),
    );
  return h(
    "div",
    { class: "bars" },
    table(caption, [texts.figure, texts.bar, texts.value], bars.map(row)),
  );
}

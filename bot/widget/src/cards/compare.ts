/** Two to four occupations side by side: one row a figure, no winner. */

import { h } from "../dom.ts";
import { find, type Tongue } from "../facts.ts";
import { labelOf } from "../texts/facts.ts";
import type { BotMessage } from "../wire.ts";
import { card, cell, rowHead, sourcesFold, table, type Drawing } from "./parts.ts";
import { columnsOf, type Column } from "./shapes.ts";

export function drawCompare(message: BotMessage, { tongue }: Drawing): HTMLElement | null {
  const columns = columnsOf(message.card ?? {});
  const names = [...new Set(columns.flatMap((column) => column.facts.map((fact) => fact.name)))];
  if (columns.length < 2 || !names.length) return null;
  const { texts } = tongue;
  const heads = [texts.measure, ...columns.map((column) => column.title)];
  const rows = names.map((name) => row(name, columns, tongue));
  const scroller = { class: "sideways", tabindex: 0, role: "region", "aria-label": texts.compareScroll };
  return card(
    "compare",
    texts.compareTitle,
    h("div", scroller, table(texts.compareTitle, heads, rows)),
    ...columns.map((column) => columnSources(column, tongue)),
  );
}

function row(name: string, columns: readonly Column[], tongue: Tongue): HTMLElement {
  const figures = columns.map((column) => cell(find(column.facts, name), tongue));
  return h("tr", {}, rowHead(labelOf(name, tongue.language)), ...figures);
}

function columnSources(column: Column, tongue: Tongue): HTMLElement | null {
  const fold = sourcesFold(column.facts, tongue);
  fold?.querySelector("summary")?.append(`: ${column.title}`);
  return fold;
}

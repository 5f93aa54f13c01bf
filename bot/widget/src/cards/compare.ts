/** Two to four occupations side by side: one row a figure, no winner. */

import { h } from "../dom.ts";
import { valueOf, type Tongue } from "../facts.ts";
import { labelOf } from "../texts/facts.ts";
import { isObject, text } from "../wire.ts";
import { card, cell, rowHead, sourcesFold, table, type Drawing, type Figure } from "./parts.ts";
import { columnsOf, rowsOf, type Job, type Json, type Row } from "./shapes.ts";

export function drawCompare(content: Json, { tongue }: Drawing): HTMLElement | null {
  const columns = columnsOf(content);
  const rows = rowsOf(content);
  if (columns.length < 2 || !rows.length) return null;
  const { texts } = tongue;
  const area = isObject(content["area"]) ? text(content["area"]["name"]) : "";
  const title = texts.inPlace(texts.compareTitle, area);
  const heads = [texts.measure, ...columns.map((column) => column.title)];
  const scroller = { class: "sideways", tabindex: 0, role: "region", "aria-label": texts.compareScroll };
  return card(
    "compare",
    title,
    h("div", scroller, table(title, heads, rows.map((row) => drawRow(row, columns, tongue)))),
    sourcesFold(rows.flatMap((row) => sourced(row, columns, tongue)), tongue),
  );
}

/** The name of a row: that of its figures, which may differ from the wire's short one. */
function nameOf(row: Row, { language }: Tongue): string {
  return labelOf(row.cells.find((cell) => cell)?.name ?? row.name, language);
}

function drawRow(row: Row, columns: readonly Job[], tongue: Tongue): HTMLElement {
  const values = columns.map((_, at) => {
    const fact = row.cells[at];
    return cell(fact ? valueOf(fact, tongue) : "", tongue);
  });
  return h("tr", {}, rowHead(nameOf(row, tongue)), ...values);
}

function sourced(row: Row, columns: readonly Job[], tongue: Tongue): Figure[] {
  const label = nameOf(row, tongue);
  return columns.flatMap(({ title }, at) => {
    const fact = row.cells[at];
    return fact ? [{ label: `${label}, ${title}`, fact }] : [];
  });
}

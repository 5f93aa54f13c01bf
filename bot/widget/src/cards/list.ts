/** Several jobs to choose from, each with the figures that brought it here. */

import { button, h } from "../dom.ts";
import { valueOf, type Tongue } from "../facts.ts";
import { labelOf } from "../texts/facts.ts";
import { text, type Fact } from "../wire.ts";
import { card, sourcesFold, type Drawing } from "./parts.ts";
import { itemsOf, overview, type Item, type Json } from "./shapes.ts";

export function drawList(content: Json, drawing: Drawing): HTMLElement | null {
  const items = itemsOf(content["items"]);
  if (!items.length) return null;
  const { texts } = drawing.tongue;
  const { count } = content;
  const more = typeof count === "number" && count > items.length;
  return card(
    "list",
    text(content["title"]) || texts.listTitle,
    more && h("p", { class: "hint" }, texts.shown(items.length, count)),
    h("ol", { class: "jobs" }, ...items.map((item) => row(item, drawing))),
    sourcesFold(items.flatMap((item) => sourced(item, drawing.tongue)), drawing.tongue),
  );
}

function row(item: Item, { tongue, press }: Drawing): HTMLElement {
  const payload = overview(item);
  const figure = (fact: Fact) =>
    h("span", {}, `${labelOf(fact.name, tongue.language)}: `, h("b", {}, valueOf(fact, tongue)));
  return h(
    "li",
    {},
    payload
      ? button({ class: "job" }, () => press({ title: item.title, payload }), item.title)
      : h("span", { class: "job" }, item.title),
    item.facts.length > 0 && h("p", { class: "figures" }, ...item.facts.map(figure)),
  );
}

const sourced = ({ title, facts }: Item, { language }: Tongue) =>
  facts.map((fact) => ({ label: `${title}, ${labelOf(fact.name, language)}`, fact }));

/** Several jobs to choose from, each with why it is here. */

import { button, h } from "../dom.ts";
import { sourceOf, valueOf, type Tongue } from "../facts.ts";
import { labelOf } from "../texts/facts.ts";
import { text, type BotMessage, type Fact } from "../wire.ts";
import { card, type Drawing } from "./parts.ts";
import { itemsOf, type Item } from "./shapes.ts";

export function drawList(message: BotMessage, drawing: Drawing): HTMLElement | null {
  const items = itemsOf(message.card ?? {});
  if (!items.length) return null;
  const { texts } = drawing.tongue;
  const total = message.card?.["total"];
  const count =
    typeof total === "number" && total > items.length ? texts.shown(items.length, total) : "";
  return card(
    "list",
    text(message.card?.["title"]) || texts.listTitle,
    count && h("p", { class: "hint" }, count),
    h("ol", { class: "jobs" }, ...items.map((item) => row(item, drawing))),
  );
}

function row(item: Item, { tongue, press }: Drawing): HTMLElement {
  const choose = () => press({ title: item.title, payload: item.payload });
  return h(
    "li",
    {},
    item.payload
      ? button({ class: "job" }, choose, item.title)
      : h("span", { class: "job" }, item.title),
    item.why && h("p", {}, item.why),
    ...item.facts.map((fact) => figure(fact, tongue)),
  );
}

function figure(fact: Fact, tongue: Tongue): HTMLElement {
  return h(
    "p",
    { class: "figure" },
    `${labelOf(fact.name, tongue.language)}: `,
    h("b", {}, valueOf(fact, tongue)),
    h("small", {}, sourceOf(fact, tongue)),
  );
}

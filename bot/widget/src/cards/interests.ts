/** RIASEC: six bars in their usual order; the table is the chart. */

import { h } from "../dom.ts";
import { scaleOf, valueOf, type Tongue } from "../facts.ts";
import { labelOf } from "../texts/facts.ts";
import type { BotMessage, Fact } from "../wire.ts";
import { bar, card, rowHead, sourcesFold, table, type Drawing } from "./parts.ts";
import { factsOf, jobOf } from "./shapes.ts";

export function drawInterests(message: BotMessage, { tongue }: Drawing): HTMLElement | null {
  const facts = factsOf(message).filter((fact) => fact.name.startsWith("interest."));
  const scale = scaleOf(facts[0]?.unit ?? "") ?? { lowest: 1, highest: 7, words: "1–7" };
  if (!facts.length) return null;
  const { texts } = tongue;
  const highest = Math.max(...facts.map(valueNumber));
  const row = (fact: Fact) => {
    const value = valueNumber(fact);
    const share = (value - scale.lowest) / (scale.highest - scale.lowest);
    return h(
      "tr",
      value === highest ? { class: "strong" } : {},
      rowHead(interestName(fact, tongue)),
      h("td", { class: "drawn" }, bar(0, share, value === highest ? "own" : "other")),
      h("td", {}, valueOf(fact, tongue)),
    );
  };
  return card(
    "interests",
    texts.interestsTitle(jobOf(message.card?.["occupation"]).title),
    h("div", { class: "bars" }, table(texts.interestsTitle(""), [texts.interest, "", texts.score], facts.map(row))),
    h("p", { class: "hint" }, texts.interestsHow(scale.words)),
    sourcesFold(facts, tongue),
  );
}

const valueNumber = (fact: Fact): number => (typeof fact.value === "number" ? fact.value : 0);

const interestName = (fact: Fact, { language }: Tongue): string =>
  labelOf(fact.name.slice("interest.".length).toLowerCase(), language);

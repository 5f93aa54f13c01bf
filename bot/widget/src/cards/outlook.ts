/** Outlook: growth beside that of all jobs, and openings, because a shrinking job still hires. */

import { h } from "../dom.ts";
import { find, numberOf, sourceOf, valueOf, type Tongue } from "../facts.ts";
import type { BotMessage, Fact } from "../wire.ts";
import { bar, card, rowHead, sourcesFold, table, tile, type Drawing } from "./parts.ts";
import { factsOf, jobOf } from "./shapes.ts";

const OTHERS = ["annual_openings", "employment_change", "employment", "employment_projected"];

export function drawOutlook(message: BotMessage, { tongue }: Drawing): HTMLElement | null {
  const facts = factsOf(message);
  const growth = find(facts, "projected_growth");
  const others = OTHERS.map((name) => find(facts, name)).filter((fact) => fact !== undefined);
  if (!growth && !others.length) return null;
  return card(
    "outlook",
    tongue.texts.outlookTitle(jobOf(message.card?.["occupation"]).title),
    growth && h("p", { class: "headline" }, h("b", {}, valueOf(growth, tongue)), h("small", {}, sourceOf(growth, tongue))),
    growth && compared(growth, find(facts, "growth_all_occupations"), tongue),
    others.length > 0 && h("dl", { class: "tiles" }, ...others.map((fact) => tile(fact, tongue))),
    find(facts, "annual_openings") && h("p", { class: "hint" }, tongue.texts.openingsNote),
    sourcesFold(facts, tongue),
  );
}

function compared(own: Fact, all: Fact | undefined, tongue: Tongue): HTMLElement | null {
  const [ownValue, allValue] = [numberOf(own), numberOf(all)];
  if (ownValue === undefined || allValue === undefined) return null;
  const low = Math.min(0, ownValue, allValue);
  const span = Math.max(0, ownValue, allValue) - low || 1;
  const row = (name: string, fact: Fact, value: number, kind: string) =>
    h(
      "tr",
      {},
      rowHead(name),
      h("td", { class: "drawn" }, bar(-low / span, (value - low) / span, kind)),
      h("td", {}, valueOf(fact, tongue)),
    );
  const { texts } = tongue;
  return h(
    "div",
    { class: "bars" },
    table(
      texts.outlookCompared,
      [texts.outlookCompared, "", texts.value],
      [row(texts.thisJob, own, ownValue, "own"), row(texts.allJobs, all!, allValue, "other")],
    ),
  );
}

/** An occupation at a glance: its key figures as tiles. */

import { h } from "../dom.ts";
import { find } from "../facts.ts";
import type { BotMessage, Fact } from "../wire.ts";
import { card, sourcesFold, tile, type Drawing } from "./parts.ts";
import { factsOf, jobOf } from "./shapes.ts";

const KEY_FIGURES = [
  ["annual_wage_median", "hourly_wage_median"],
  ["projected_growth"],
  ["annual_openings"],
  ["entry_education"],
  ["employment"],
  ["job_zone"],
] as const;
const MOST_TILES = 6;

export function drawOccupation(message: BotMessage, { tongue }: Drawing): HTMLElement | null {
  const facts = factsOf(message);
  const tiles = KEY_FIGURES.map((names) => names.map((name) => find(facts, name)).find(holds))
    .filter((fact) => fact !== undefined)
    .slice(0, MOST_TILES);
  const { title } = jobOf(message.card?.["occupation"]);
  if (!tiles.length && !title) return null;
  return card(
    "occupation",
    title || tongue.texts.factsTitle,
    tiles.length > 0 && h("dl", { class: "tiles" }, ...tiles.map((fact) => tile(fact, tongue))),
    sourcesFold(facts, tongue),
  );
}

const holds = (fact: Fact | undefined): boolean => fact !== undefined && fact.value !== null;

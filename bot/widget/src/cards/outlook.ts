/** Outlook: growth beside that of all jobs, and openings, because a shrinking job still hires. */

import { h } from "../dom.ts";
import { find, numberOf, sourceOf, valueOf, type Tongue } from "../facts.ts";
import type { Fact } from "../wire.ts";
import { barTable, card, figures, sourcesFold, tiles, type Drawing } from "./parts.ts";
import { factsUnder, jobOf, type Json } from "./shapes.ts";

const OTHERS = ["annual_openings", "employment_change", "employment", "employment_projected"];

export function drawOutlook(content: Json, { tongue }: Drawing): HTMLElement | null {
  const facts = factsUnder(content["facts"]);
  const growth = find(facts, "projected_growth");
  const others = OTHERS.map((name) => find(facts, name)).filter((fact) => fact !== undefined);
  if (!growth && !others.length) return null;
  return card(
    "outlook",
    tongue.texts.outlookTitle(jobOf(content).title),
    growth && headline(growth, tongue),
    growth && compared(growth, find(facts, "growth_all_occupations"), tongue),
    tiles(others, tongue),
    sourcesFold(figures(facts, tongue), tongue),
  );
}

function headline(growth: Fact, tongue: Tongue): HTMLElement {
  return h(
    "p",
    { class: "headline" },
    h("b", {}, valueOf(growth, tongue)),
    h("small", {}, `${tongue.texts.outlookCompared} · ${sourceOf(growth, tongue)}`),
  );
}

function compared(own: Fact, all: Fact | undefined, tongue: Tongue): HTMLElement | null {
  const [ownValue, allValue] = [numberOf(own), numberOf(all)];
  if (ownValue === undefined || allValue === undefined || !all) return null;
  const low = Math.min(0, ownValue, allValue);
  const span = Math.max(0, ownValue, allValue) - low || 1;
  const { texts } = tongue;
  const drawn = (label: string, fact: Fact, value: number, strong: boolean) => ({
    label,
    value: valueOf(fact, tongue),
    from: -low / span,
    to: (value - low) / span,
    strong,
  });
  return barTable(
    texts.outlookCompared,
    [drawn(texts.thisJob, own, ownValue, true), drawn(texts.allJobs, all, allValue, false)],
    tongue,
  );
}

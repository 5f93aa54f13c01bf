/** An occupation at a glance; how to start; what schooling it takes. */

import { h } from "../dom.ts";
import { numberOf, valueOf, type Tongue } from "../facts.ts";
import { labelOf } from "../texts/facts.ts";
import { text, type Fact } from "../wire.ts";
import { barTable, card, figures, sourcesFold, tiles, type Drawing } from "./parts.ts";
import { factsUnder, jobOf, lines, type Json } from "./shapes.ts";

const MOST_TILES = 6;
const ATTAINMENT = /^(attainment|required_education)\./;

export function drawOccupation(content: Json, { tongue }: Drawing): HTMLElement | null {
  const { title } = jobOf(content);
  const facts = factsUnder(content["facts"]);
  const duties = lines(content["duties"]);
  if (!title) return null;
  return card(
    "occupation",
    title,
    paragraph(content["summary"]),
    duties.length > 0 && h("h4", {}, tongue.texts.duties),
    duties.length > 0 && h("ul", {}, ...duties.map((duty) => h("li", {}, duty))),
    paragraph(content["setting"]),
    tiles(known(facts).slice(0, MOST_TILES), tongue),
    sourcesFold(figures(facts, tongue), tongue),
  );
}

export function drawSteps(content: Json, { tongue }: Drawing): HTMLElement | null {
  const steps = lines(content["steps"]);
  const facts = factsUnder(content["facts"]);
  if (!steps.length) return null;
  return card(
    "steps",
    tongue.texts.stepsTitle(jobOf(content).title),
    h("ol", {}, ...steps.map((step) => h("li", {}, step))),
    tiles(known(facts), tongue),
    sourcesFold(figures(facts, tongue), tongue),
  );
}

export function drawEducation(content: Json, { tongue }: Drawing): HTMLElement | null {
  const facts = factsUnder(content["facts"]);
  const majors = lines(content["majors"]);
  if (!facts.length && !majors.length) return null;
  const { texts } = tongue;
  return card(
    "education",
    texts.educationTitle(jobOf(content).title),
    tiles(known(facts).filter((fact) => !ATTAINMENT.test(fact.name)), tongue),
    shares("attainment", texts.attainment, facts, tongue),
    shares("required_education", texts.required, facts, tongue),
    majors.length > 0 && h("h4", {}, texts.majors),
    majors.length > 0 && h("ul", { class: "chips" }, ...majors.map((major) => h("li", {}, major))),
    sourcesFold(figures(facts, tongue), tongue),
  );
}

function shares(
  kind: string,
  caption: string,
  facts: readonly Fact[],
  tongue: Tongue,
): HTMLElement | null {
  const parts = facts.filter((fact) => fact.name.startsWith(`${kind}.`) && numberOf(fact));
  if (!parts.length) return null;
  const bars = parts.map((fact) => ({
    label: labelOf(fact.name, tongue.language).replace(/^[^:]*: /, ""),
    value: valueOf(fact, tongue),
    from: 0,
    to: numberOf(fact)! / 100,
    strong: true,
  }));
  return h("div", { class: "part" }, h("h4", {}, caption), barTable(caption, bars, tongue));
}

const paragraph = (words: unknown): HTMLElement | null => {
  const said = text(words, 1200);
  return said ? h("p", {}, said) : null;
};

const known = (facts: readonly Fact[]): Fact[] => facts.filter((fact) => fact.value !== null);

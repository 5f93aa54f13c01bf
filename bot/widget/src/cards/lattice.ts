/** The lattice: a picture by rung, and the same steps as lists of buttons. */

import { button, h, spoken } from "../dom.ts";
import { number, valueOf, type Tongue } from "../facts.ts";
import { labelOf } from "../texts/facts.ts";
import { card, sourcesFold, type Drawing, type Figure } from "./parts.ts";
import { drawPicture } from "./lattice_picture.ts";
import { jobOf, overview, stepsOf, type Direction, type Json, type Step } from "./shapes.ts";

export interface Numbered extends Step {
  readonly index: number;
}

const ORDER: readonly Direction[] = ["advance", "transfer", "feeder"];

export function drawLattice(content: Json, drawing: Drawing): HTMLElement | null {
  const found = stepsOf(content["edges"]);
  const steps = ORDER.flatMap((direction) => found.filter((step) => step.direction === direction))
    .map((step, at): Numbered => ({ ...step, index: at + 1 }));
  if (!steps.length) return null;
  const { texts } = drawing.tongue;
  return card(
    "lattice",
    texts.latticeTitle(jobOf(content).title),
    drawPicture(steps, drawing),
    h("p", { class: "hint", "aria-hidden": "true" }, `${texts.legendSolid} · ${texts.legendDashed}`),
    ...ORDER.map((direction) => part(direction, steps, drawing)),
    sourcesFold(steps.flatMap((step) => sourced(step, drawing.tongue)), drawing.tongue),
  );
}

function part(direction: Direction, all: readonly Numbered[], drawing: Drawing): HTMLElement | null {
  const steps = all.filter((step) => step.direction === direction);
  if (!steps.length) return null;
  const { texts } = drawing.tongue;
  return h(
    "div",
    { class: `steps ${direction}` },
    h("h4", {}, texts[direction], spoken(": "), h("small", {}, texts[`${direction}Hint`])),
    h("ul", {}, ...steps.map((step) => row(step, drawing))),
  );
}

function row(step: Numbered, { tongue, press }: Drawing): HTMLElement {
  const payload = overview(step);
  const content = [
    h("span", { class: "dot", "aria-hidden": "true" }, String(step.index)),
    h("span", { class: "name" }, step.title),
    spoken(". "),
    h("small", {}, about(step, tongue)),
  ];
  return h(
    "li",
    {},
    payload
      ? button({ class: "step" }, () => press({ title: step.title, payload }), ...content)
      : h("span", { class: "step" }, ...content),
  );
}

function about(step: Step, tongue: Tongue): string {
  const { texts } = tongue;
  const figures = step.facts
    .filter((fact) => !fact.name.startsWith("similarity") && fact.value !== null)
    .map((fact) => valueOf(fact, tongue));
  return [
    texts.rung(step.rung),
    step.similarity === null ? "" : texts.closeness(number(step.similarity, tongue, 0)),
    step.solid ? texts.solid : texts.computed,
    ...figures,
  ]
    .filter(Boolean)
    .join(" · ");
}

function sourced({ title, facts }: Step, { language }: Tongue): Figure[] {
  return facts.map((fact) => {
    const name = fact.name.startsWith("similarity") ? "similarity" : fact.name;
    return { label: `${title}, ${labelOf(name, language)}`, fact };
  });
}

/** The lattice: a picture by rung, and the same steps as lists of buttons. */

import { button, h, spoken } from "../dom.ts";
import { number, type Tongue } from "../facts.ts";
import { list, text, type BotMessage } from "../wire.ts";
import { card, sourcesFold, type Drawing } from "./parts.ts";
import { drawPicture } from "./lattice_picture.ts";
import { factsOf, jobOf, stepsOf, type Direction, type Step } from "./shapes.ts";

export interface Numbered extends Step {
  readonly index: number;
}

const ORDER: readonly Direction[] = ["advance", "transfer", "feeder"];

export function drawLattice(message: BotMessage, drawing: Drawing): HTMLElement | null {
  const content: Record<string, unknown> = message.card ?? {};
  const steps = stepsOf(content).map((step, at): Numbered => ({ ...step, index: at + 1 }));
  if (!steps.length) return null;
  const { texts } = drawing.tongue;
  const notes = list(content["notes"]).map((note) => text(note, 400)).filter(Boolean);
  return card(
    "lattice",
    texts.latticeTitle(jobOf(content["occupation"]).title),
    drawPicture(steps, drawing),
    h("p", { class: "hint", "aria-hidden": "true" }, `${texts.legendSolid} · ${texts.legendDashed}`),
    ...ORDER.map((direction) => part(direction, steps, drawing)),
    ...(notes.length ? notes : [texts.latticeNote]).map((note) => h("p", { class: "hint" }, note)),
    sourcesFold(factsOf(message), drawing.tongue),
  );
}

function part(direction: Direction, all: readonly Numbered[], drawing: Drawing): HTMLElement | null {
  const steps = all.filter((step) => step.direction === direction);
  if (!steps.length) return null;
  const { texts } = drawing.tongue;
  return h(
    "div",
    { class: `steps ${direction}` },
    h("h4", {}, texts[direction], h("small", {}, texts[`${direction}Hint`])),
    h("ul", {}, ...steps.map((step) => row(step, drawing))),
  );
}

function row(step: Numbered, { tongue, press }: Drawing): HTMLElement {
  const choose = () => press({ title: step.title, payload: step.payload });
  const content = [
    h("span", { class: "dot", "aria-hidden": "true" }, String(step.index)),
    h("span", { class: "name" }, step.title),
    spoken(". "),
    h("small", {}, about(step, tongue)),
  ];
  return h(
    "li",
    {},
    step.payload
      ? button({ class: "step" }, choose, ...content)
      : h("span", { class: "step" }, ...content),
  );
}

function about(step: Numbered, tongue: Tongue): string {
  const { texts } = tongue;
  return [
    texts.rung(step.rung),
    step.similarity === null ? "" : texts.closeness(number(step.similarity, tongue, 0)),
    step.solid ? texts.solid : texts.computed,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** One thing said, drawn. */

import { beside } from "../brief.ts";
import { drawCard } from "../cards/index.ts";
import { figures, sourcesFold, type Drawing } from "../cards/parts.ts";
import { button, h, spoken } from "../dom.ts";
import { parse, render } from "../richtext.ts";
import type { Entry } from "../session.ts";
import { tongueOf } from "../texts/tongues.ts";
import type { BotMessage } from "../wire.ts";

export interface Drawn {
  readonly drawing: Drawing;
  readonly trusted: readonly string[];
  /** Absent where no desk takes ratings. */
  readonly rate: ((entry: Entry, helpful: boolean) => void) | null;
}

/** Cards, sources and the rating speak the language of what was said, not that of the panel. */
export function drawEntry(entry: Entry, drawn: Drawn): HTMLElement {
  const panel = drawn.drawing.tongue.language;
  const attributes = {
    class: `entry ${entry.from}`,
    "data-entry": entry.id,
    lang: entry.language === panel ? null : entry.language,
  };
  const drawing = { ...drawn.drawing, tongue: tongueOf(entry.language) };
  return h("div", attributes, ...inside(entry, { ...drawn, drawing }));
}

function inside(entry: Entry, drawn: Drawn): Node[] {
  const { texts } = drawn.drawing.tongue;
  if (entry.from === "you") {
    return [h("div", { class: "bubble" }, spoken(`${texts.you}: `), entry.text)];
  }
  if (entry.from === "person") {
    const name = h("p", { class: "by" }, entry.by || texts.counselor);
    return [name, ...words(entry.text, drawn)];
  }
  return [spoken(`${texts.bot}: `), ...answer(entry, drawn)];
}

const words = (said: string, { drawing, trusted }: Drawn): Node[] =>
  render(parse(said, trusted), drawing.tongue.texts.newWindow);

/** The words, the card or else the sources of the figures in the words, and the rating. */
function answer(entry: Entry, drawn: Drawn): Node[] {
  const { message } = entry;
  if (!message) return words(entry.text, drawn);
  const { tongue } = drawn.drawing;
  const card = drawCard(message.card, drawn.drawing);
  const { before, after } = beside(card ? message : { ...message, card: null });
  const under = card ?? sourcesFold(figures(message.facts, tongue), tongue);
  const rating = rated(message) && drawn.rate ? drawRating(entry, drawn, drawn.rate) : null;
  return [...words(before, drawn), under, ...words(after, drawn), rating].filter(
    (node) => node !== null,
  );
}

/** Only what answers something: a figure or a card, and not a question of the quiz. */
const rated = ({ facts, card }: BotMessage): boolean =>
  facts.length > 0 || (card !== null && card.type !== "quiz");

function drawRating(
  entry: Entry,
  { drawing }: Drawn,
  rate: NonNullable<Drawn["rate"]>,
): HTMLElement {
  const { texts } = drawing.tongue;
  const group = h("div", { class: "rating", role: "group", "aria-label": texts.rateQuestion });
  const choose = (helpful: boolean) => () => {
    rate(entry, helpful);
    const thanks = h("span", { tabindex: -1 }, texts.rateThanks);
    group.replaceChildren(thanks);
    thanks.focus({ preventScroll: true });
  };
  group.append(
    h("span", { "aria-hidden": "true" }, texts.rateQuestion),
    button({ class: "plain", "aria-label": texts.rateYesLabel }, choose(true), texts.rateYes),
    button({ class: "plain", "aria-label": texts.rateNoLabel }, choose(false), texts.rateNo),
  );
  return group;
}

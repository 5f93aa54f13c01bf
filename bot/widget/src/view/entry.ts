/** One thing said, drawn. */

import { drawCard } from "../cards/index.ts";
import { sourcesFold, type Drawing } from "../cards/parts.ts";
import { button, h, spoken } from "../dom.ts";
import { parse, render } from "../richtext.ts";
import type { Entry } from "../session.ts";
import type { BotMessage } from "../wire.ts";

export interface Drawn {
  readonly drawing: Drawing;
  readonly trusted: readonly string[];
  /** Absent where no desk takes ratings. */
  readonly rate: ((entry: Entry, helpful: boolean) => void) | null;
}

/** Answers about the talk itself are not worth a rating. */
const SMALL_TALK =
  /^utter_(greet|goodbye|thanks|smalltalk|bot_identity|affirm|deny|forget|crisis|distress|handoff|rate|ask|choose|change_language|privacy|fallback|error|trouble)/;

export function drawEntry(entry: Entry, drawn: Drawn): HTMLElement {
  const { texts, language } = drawn.drawing.tongue;
  const attributes = {
    class: `entry ${entry.from}`,
    "data-entry": entry.id,
    lang: entry.language === language ? null : entry.language,
  };
  if (entry.from === "you") {
    const bubble = h("div", { class: "bubble" }, spoken(`${texts.you}: `), entry.text);
    return h("div", attributes, bubble);
  }
  if (entry.from === "person") {
    const name = h("p", { class: "by" }, entry.by || texts.counselor);
    return h("div", attributes, name, ...words(entry, drawn));
  }
  return h("div", attributes, spoken(`${texts.bot}: `), ...words(entry, drawn), ...extras(entry, drawn));
}

const words = (entry: Entry, { drawing, trusted }: Drawn): Node[] =>
  render(parse(entry.text, trusted), drawing.tongue.texts.newWindow);

function extras(entry: Entry, drawn: Drawn): Node[] {
  const { message } = entry;
  if (!message) return [];
  const figures = drawCard(message, drawn.drawing) ?? fold(message, drawn);
  const rating = rated(message) && drawn.rate ? drawRating(entry, drawn, drawn.rate) : null;
  return [figures, rating].filter((node) => node !== null);
}

const fold = (message: BotMessage, { drawing }: Drawn): HTMLElement | null =>
  sourcesFold(message.facts, drawing.tongue);

const rated = (message: BotMessage): boolean =>
  message.response !== "" && !SMALL_TALK.test(message.response);

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

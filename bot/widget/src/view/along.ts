/** The offer to send the talk along with a question: what goes, who reads it, how long; yes or no. */

import type { Along } from "../desk.ts";
import { button, h } from "../dom.ts";
import type { Texts } from "../texts/en.ts";

export interface Sending {
  readonly words: string;
  /** Whether it was kept. */
  readonly send: (words: string) => Promise<boolean>;
  readonly announce: (words: string) => void;
}

export function drawAlong({ number, days }: Along, texts: Texts, sending: Sending): HTMLElement {
  const trouble = h("p", { class: "trouble", hidden: true }, texts.alongFailed);
  const box = h("div", { class: "along", role: "group", "aria-label": texts.along });
  const settle = (words: string): void => {
    const told = h("p", { tabindex: -1 }, words);
    box.replaceChildren(told);
    told.focus({ preventScroll: true });
    sending.announce(words);
  };
  const agree = async (): Promise<void> => {
    if (await sending.send(sending.words)) return settle(texts.alongDone(number));
    trouble.hidden = false;
    sending.announce(texts.alongFailed);
  };
  box.append(
    h("b", {}, texts.alongNumber(number)),
    h("p", {}, texts.alongWhy(days)),
    h("details", {}, h("summary", {}, texts.alongWhat), h("pre", { tabindex: 0 }, sending.words)),
    button({ class: "solid" }, () => void agree(), texts.alongYes),
    button({ class: "quiet" }, () => settle(texts.alongNot), texts.alongNo),
    trouble,
  );
  return box;
}

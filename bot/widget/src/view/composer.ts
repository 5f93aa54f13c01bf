/** Where a question is typed. Enter sends, Shift+Enter makes a new line. */

import { h, icon, spoken } from "../dom.ts";
import type { Texts } from "../texts/en.ts";
import { LONGEST_QUESTION } from "../wire.ts";
import { ICONS } from "./icons.ts";

const WARN_FROM = 800;
const TALLEST = 140;

export interface Typing {
  readonly send: (words: string) => void;
  readonly draft: (words: string) => void;
}

export class Composer {
  readonly node: HTMLFormElement;
  private readonly field: HTMLTextAreaElement;
  private readonly count: HTMLElement;

  constructor(
    private readonly texts: Texts,
    private readonly typing: Typing,
    draft: string,
  ) {
    this.field = h("textarea", {
      id: "question",
      rows: 1,
      maxlength: LONGEST_QUESTION,
      placeholder: texts.placeholder,
      enterkeyhint: "send",
      autocomplete: "off",
      "aria-describedby": "left",
    });
    this.field.value = draft;
    this.count = h("p", { id: "left", class: "left", "aria-live": "polite" });
    this.node = h(
      "form",
      { class: "composer", novalidate: true },
      h("label", { class: "spoken", for: "question" }, texts.question),
      this.field,
      h("button", { class: "send", type: "submit" }, icon(ICONS.send), spoken(texts.send)),
      this.count,
    );
    this.listen();
    this.settle();
  }

  focus(): void {
    this.field.focus({ preventScroll: true });
  }

  /** The textarea's height follows its words. */
  settle(): void {
    this.field.style.height = "auto";
    const height = Math.min(this.field.scrollHeight, TALLEST);
    if (height > 0) this.field.style.height = `${height}px`;
    const left = LONGEST_QUESTION - this.field.value.length;
    this.count.textContent =
      this.field.value.length < WARN_FROM ? "" : this.texts.left(Math.floor(left / 10) * 10 || left);
  }

  private listen(): void {
    this.field.addEventListener("input", () => {
      this.settle();
      this.typing.draft(this.field.value);
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.node.requestSubmit();
    });
    this.node.addEventListener("submit", (event) => {
      event.preventDefault();
      const words = this.field.value.trim();
      if (!words) return;
      this.field.value = "";
      this.typing.draft("");
      this.settle();
      this.typing.send(words);
    });
  }
}

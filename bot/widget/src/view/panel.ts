/** The dialog: header, history, composer, tools. Built anew when the language changes. */

import { button, h, icon, spoken } from "../dom.ts";
import type { Tongue } from "../facts.ts";
import type { Language, Options } from "../options.ts";
import type { Entry } from "../session.ts";
import type { Choice } from "../wire.ts";
import { Announcer } from "./announcer.ts";
import { Composer } from "./composer.ts";
import { ICONS } from "./icons.ts";
import { Log } from "./log.ts";
import { drawOpening } from "./opening.ts";
import { Tools, type Tooling } from "./tools.ts";

export interface PanelActions {
  readonly ask: (words: string) => void;
  readonly press: (choice: Choice) => void;
  readonly retry: (entry: Entry) => void;
  readonly rate: ((entry: Entry, helpful: boolean) => void) | null;
  readonly draft: (words: string) => void;
  readonly resize: (large: boolean) => void;
  readonly close: () => void;
  readonly switchLanguage: () => void;
  readonly tooling: Tooling;
}

export class Panel {
  readonly node: HTMLElement;
  readonly log: Log;
  readonly composer: Composer;
  private readonly announcer = new Announcer();
  private readonly banner = h("p", { class: "banner", hidden: true });

  constructor(
    private readonly options: Options,
    private readonly tongue: Tongue,
    private readonly actions: PanelActions,
    { draft, large }: { readonly draft: string; readonly large: boolean },
  ) {
    const { texts } = tongue;
    const trusted = [options.server, options.desk, location.href].flatMap(originOf);
    this.log = new Log(
      { drawing: { tongue, press: actions.press }, trusted, rate: actions.rate },
      { press: actions.press, retry: actions.retry, refocus: () => this.focus() },
      ...drawOpening(options, texts),
    );
    this.composer = new Composer(texts, { send: actions.ask, draft: actions.draft }, draft);
    this.node = h(
      "section",
      { class: large ? "panel large" : "panel", id: "panel", tabindex: -1, lang: tongue.language, ...this.role() },
      this.header(large),
      this.log.node,
      this.banner,
      this.composer.node,
      new Tools(texts, actions.tooling).node,
      this.announcer.node,
    );
    this.node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || options.mode === "page") return;
      event.stopPropagation();
      actions.close();
    });
  }

  /** Where typing does not bring up an on-screen keyboard, the field; else the panel itself. */
  focus(): void {
    if (matchMedia("(hover: hover) and (pointer: fine)").matches) this.composer.focus();
    else this.node.focus({ preventScroll: true });
  }

  announce(words: string, language?: Language): void {
    this.announcer.say(words, language);
  }

  /** Questions of the operator's, or ours, until something has been asked. */
  offerQuestions(ask: (words: string) => void): void {
    const { texts } = this.tongue;
    const questions = this.options.questions.length ? this.options.questions : texts.questions;
    this.log.suggest(
      questions.map((title) => ({ title, payload: "" })),
      { label: texts.suggestions, choose: (choice) => ask(choice.title) },
    );
  }

  showBanner(words: string, calm = false): void {
    this.banner.textContent = words;
    this.banner.hidden = !words;
    this.banner.classList.toggle("calm", calm);
    if (words) this.announce(words);
  }

  private role(): Record<string, string> {
    return this.options.mode === "page"
      ? { role: "region", "aria-labelledby": "title" }
      : { role: "dialog", "aria-modal": "false", "aria-labelledby": "title" };
  }

  private header(large: boolean): HTMLElement {
    const { texts, language } = this.tongue;
    const other = language === "en" ? "es" : "en";
    const title = h("h2", { id: "title" }, texts.title);
    return h(
      "header",
      {},
      h("span", { class: "mark", "aria-hidden": "true" }, icon(ICONS.lattice)),
      h("div", { class: "names" }, title, this.options.library && h("p", {}, this.options.library)),
      button({ class: "plain", lang: other }, this.actions.switchLanguage, texts.otherLanguage),
      ...(this.options.mode === "page" ? [] : [this.sizer(large), this.closer()]),
    );
  }

  private sizer(large: boolean): HTMLElement {
    const { texts } = this.tongue;
    const dress = (now: boolean) =>
      toggle.replaceChildren(
        icon(now ? ICONS.smaller : ICONS.larger),
        spoken(now ? texts.smaller : texts.larger),
      );
    const toggle = button({ class: "round sizer" }, () => {
      const now = this.node.classList.toggle("large");
      dress(now);
      this.actions.resize(now);
    });
    dress(large);
    return toggle;
  }

  private closer(): HTMLElement {
    const { close } = this.actions;
    return button({ class: "round" }, close, icon(ICONS.close), spoken(this.tongue.texts.close));
  }
}

function originOf(address: string | null): string[] {
  return address ? [new URL(address).origin] : [];
}

/** The history of the talk. It is never re-read: its live region is off, the Announcer speaks. */

import { button, h, type Child } from "../dom.ts";
import type { Language } from "../options.ts";
import type { Entry } from "../session.ts";
import { tongueOf } from "../texts/tongues.ts";
import type { Failure } from "../transport.ts";
import type { Choice } from "../wire.ts";
import { drawEntry, type Drawn } from "./entry.ts";

const SLOW = 6000;

/** How replies are offered: in the panel's language and as answers, where nothing else is said. */
interface Offer {
  readonly language?: Language;
  readonly label?: string;
  readonly choose?: (choice: Choice) => void;
}

export interface Actions {
  readonly press: (choice: Choice) => void;
  readonly retry: (entry: Entry) => void;
  /** Called when what had the focus is about to go. */
  readonly refocus: () => void;
}

export class Log {
  readonly node: HTMLElement;
  private readonly working: HTMLElement;
  private suggestions: HTMLElement | null = null;
  private clock: ReturnType<typeof setTimeout> | undefined;
  /** The saying whose answer is read now. */
  private question: HTMLElement | null = null;
  /** What was added since; only older entries may be left undrawn while out of sight. */
  private fresh: HTMLElement[] = [];

  constructor(
    private readonly drawn: Drawn,
    private readonly actions: Actions,
    ...opening: Child[]
  ) {
    const { texts } = drawn.drawing.tongue;
    this.working = h("div", { class: "working", hidden: true });
    this.node = h(
      "div",
      { class: "log", role: "log", "aria-live": "off", "aria-label": texts.history, tabindex: 0 },
      ...opening,
      this.working,
    );
  }

  /** Put an entry at the end; what it replaces (older suggestions) goes. */
  add(entry: Entry): HTMLElement {
    const node = drawEntry(entry, this.drawn);
    this.dropSuggestions();
    this.working.before(node);
    if (entry.from === "you") this.ask(node);
    this.fresh.push(node);
    const offered = entry.message?.buttons.filter(({ title }) => !onCard(node, title)) ?? [];
    if (offered.length) this.suggest(offered, { language: entry.language });
    return node;
  }

  /** Offer replies; `label` names the group for screen readers. */
  suggest(choices: readonly Choice[], { language, label, choose }: Offer = {}): void {
    const { tongue } = this.drawn.drawing;
    const own = tongueOf(language ?? tongue.language);
    this.dropSuggestions();
    this.suggestions = h(
      "div",
      {
        class: "suggestions",
        role: "group",
        lang: own.language === tongue.language ? null : own.language,
        "aria-label": label ?? own.texts.answers,
      },
      ...choices.map((choice) =>
        button({ class: "suggestion" }, () => (choose ?? this.actions.press)(choice), choice.title),
      ),
    );
    this.working.before(this.suggestions);
  }

  /** Put something that is not said at the end: it is not kept. */
  place(node: HTMLElement): void {
    this.working.before(node);
    this.fresh.push(node);
    this.toEnd();
  }

  setWorking(busy: boolean, announce: (words: string) => void): void {
    const { texts } = this.drawn.drawing.tongue;
    clearTimeout(this.clock);
    this.working.hidden = !busy;
    if (!busy) return;
    const dots = h("span", { class: "dots", "aria-hidden": "true" }, h("i"), h("i"), h("i"));
    const words = h("span", {}, texts.working);
    this.working.replaceChildren(dots, words);
    this.toEnd();
    this.clock = setTimeout(() => {
      words.textContent = texts.workingStill;
      announce(texts.workingStill);
    }, SLOW);
  }

  /** Say beside a saying that no answer came, and offer to try again. */
  fail(entry: Entry, failure: Failure): string {
    const { texts } = this.drawn.drawing.tongue;
    const words = texts.failure[failure];
    const again = () => {
      this.actions.refocus();
      this.actions.retry(entry);
    };
    this.clearFailure(entry);
    this.find(entry)?.append(
      h("div", { class: "trouble" }, h("span", {}, words), button({ class: "quiet" }, again, texts.retry)),
    );
    this.toEnd();
    return words;
  }

  clearFailure(entry: Entry): void {
    this.find(entry)?.querySelector(".trouble")?.remove();
  }

  /** Show the newest answer from its first line: the question goes to the top if it is long. */
  toAnswer(): void {
    const scroller = this.scroller();
    const end = scroller.scrollHeight - scroller.clientHeight;
    const top = this.question ? this.offsetOf(this.question, scroller) - 12 : end;
    scroller.scrollTop = Math.min(end, top);
  }

  toEnd(): void {
    const scroller = this.scroller();
    scroller.scrollTop = scroller.scrollHeight;
  }

  private ask(question: HTMLElement): void {
    for (const node of this.fresh) node.classList.add("settled");
    this.fresh = [];
    this.question = question;
  }

  private dropSuggestions(): void {
    if (!this.suggestions) return;
    if (this.suggestions.matches(":focus-within")) this.actions.refocus();
    this.suggestions.remove();
    this.suggestions = null;
  }

  private find(entry: Entry): HTMLElement | null {
    return this.node.querySelector<HTMLElement>(`[data-entry="${entry.id}"]`);
  }

  /** Where there is little height, the panel scrolls as a whole instead of the log. */
  private scroller(): HTMLElement {
    const own = getComputedStyle(this.node).overflowY === "auto";
    return own ? this.node : (this.node.closest<HTMLElement>(".panel") ?? this.node);
  }

  private offsetOf(node: HTMLElement, scroller: HTMLElement): number {
    return node.getBoundingClientRect().top - scroller.getBoundingClientRect().top + scroller.scrollTop;
  }
}

/** Whether a card has a button of that name already. */
function onCard(entry: HTMLElement, title: string): boolean {
  const names = entry.querySelectorAll("button.step .name, button.job");
  return [...names].some((name) => name.textContent === title);
}

/** <career-lattice>: puts the launcher, the panel and the talk together. */

import { Chat, type Surface } from "./chat.ts";
import { Desk, type Along } from "./desk.ts";
import { button, h, icon } from "./dom.ts";
import type { Tongue } from "./facts.ts";
import { TICK } from "./pace.ts";
import { readOptions, type Language, type Options } from "./options.ts";
import { plainText } from "./richtext.ts";
import { Session, tabStorage, type Entry } from "./session.ts";
import styles from "./styles.css";
import { tongueOf } from "./texts/tongues.ts";
import { saveText, transcript, wordsOf } from "./transcript.ts";
import { WebChannel } from "./transport.ts";
import { drawAlong } from "./view/along.ts";
import { ICONS } from "./view/icons.ts";
import { Panel } from "./view/panel.ts";
import { printChat, unfoldInPrint } from "./view/printing.ts";
import { followKeyboard } from "./view/sheet.ts";
import { uncover } from "./view/uncover.ts";
import { themeSheet } from "./view/theme.ts";

const ENDED = "career-lattice:ended";

export class CareerLattice extends HTMLElement {
  private options!: Options;
  private session!: Session;
  private chat!: Chat;
  private panel: Panel | null = null;
  private launcher: HTMLButtonElement | null = null;
  private readonly root = this.attachShadow({ mode: "open" });
  private life: AbortController | null = null;
  private cleanups: (() => void)[] = [];
  private stopFollowing: () => void = () => {};
  private channel: BroadcastChannel | null = null;

  connectedCallback(): void {
    const { options, problems } = readOptions(this.dataset, document.baseURI);
    for (const { option, value, expected } of problems) {
      console.warn(`career-lattice: data-${option} is "${value}"; it should be ${expected}`);
    }
    this.options = options;
    this.session = new Session(tabStorage());
    this.chat = new Chat({
      session: this.session,
      transport: new WebChannel(options.server),
      desk: options.desk ? new Desk(options.desk) : null,
      surface: this.surface(),
      language: () => this.language,
      area: options.area,
    });
    this.dress();
    this.listen();
    if (options.mode === "page") this.build();
    else this.placeLauncher();
    if (options.mode === "float" && this.session.state.open) this.open(false);
  }

  disconnectedCallback(): void {
    this.life?.abort();
    for (const clean of this.cleanups) clean();
    this.stopFollowing();
    this.channel?.close();
    this.root.replaceChildren();
    this.panel = this.launcher = null;
  }

  /** Open the panel, with the focus in it unless the page merely came back. */
  open(focus = true): void {
    this.panel ??= this.build();
    this.panel.node.hidden = false;
    if (this.launcher) {
      this.launcher.hidden = true;
      this.launcher.setAttribute("aria-expanded", "true");
    }
    this.stopFollowing();
    this.stopFollowing = followKeyboard(this.panel.node);
    this.session.update({ open: true });
    this.panel.composer.settle();
    this.panel.log.toAnswer();
    if (focus) this.panel.focus();
    void this.chat.resync();
  }

  /** Close the panel; the focus goes back to the launcher unless it is elsewhere on the page. */
  close(): void {
    if (!this.panel || !this.launcher) return;
    const hadFocus = this.root.activeElement !== null;
    this.panel.node.hidden = true;
    this.launcher.hidden = false;
    this.launcher.setAttribute("aria-expanded", "false");
    this.stopFollowing();
    this.session.update({ open: false });
    if (hadFocus) this.launcher.focus({ preventScroll: true });
  }

  private get language(): Language {
    return this.session.state.language || this.options.language;
  }

  private get tongue(): Tongue {
    return tongueOf(this.language);
  }

  private dress(): void {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(styles);
    const { colour, theme, position, mode } = this.options;
    this.root.adoptedStyleSheets = [sheet, themeSheet(colour, theme)];
    this.toggleAttribute("data-left", position === "bottom-left");
    this.dataset["mode"] = mode;
  }

  private placeLauncher(): void {
    const { texts, language } = this.tongue;
    const fresh = button(
      {
        class: "launcher",
        lang: language,
        "aria-haspopup": "dialog",
        "aria-expanded": String(this.session.state.open),
        hidden: this.launcher?.hidden ?? false,
      },
      () => this.open(),
      icon(ICONS.lattice),
      h("span", {}, texts.launcher),
    );
    if (this.launcher) this.launcher.replaceWith(fresh);
    else this.root.append(fresh);
    this.launcher = fresh;
  }

  private build(): Panel {
    const panel = new Panel(this.options, this.tongue, this.panelActions(), this.session.state);
    const { unanswered } = this.session.state;
    const entries = this.session.entries();
    for (const entry of entries) {
      panel.log.add(entry);
      if (unanswered.includes(entry.id)) panel.log.fail(entry, "refused");
    }
    if (!entries.length) panel.offerQuestions((words) => this.chat.ask(words));
    this.root.append(panel.node);
    panel.composer.settle();
    panel.log.toAnswer();
    if (!navigator.onLine) panel.showBanner(this.tongue.texts.offline);
    this.panel = panel;
    return panel;
  }

  private rebuild(): Panel {
    this.panel?.node.remove();
    this.panel = null;
    if (this.launcher) this.placeLauncher();
    return this.build();
  }

  private panelActions() {
    const { chat } = this;
    return {
      ask: (words: string) => chat.ask(words),
      press: (choice: { title: string; payload: string }) => chat.press(choice),
      retry: (entry: Entry) => chat.retry(entry),
      rate: this.options.desk
        ? (entry: Entry, helpful: boolean) => chat.rate(entry, helpful)
        : null,
      draft: (draft: string) => this.session.update({ draft }),
      resize: (large: boolean) => this.session.update({ large }),
      close: () => this.close(),
      switchLanguage: () => this.switchLanguage(),
      tooling: {
        person: () => chat.press({ title: this.tongue.texts.person_ask, payload: "/handoff" }),
        save: () => this.save(),
        print: () => printChat(),
        end: () => this.end(),
      },
    };
  }

  private surface(): Surface {
    return {
      said: (entry) => {
        this.panel?.log.add(entry);
        this.panel?.log.toEnd();
      },
      answered: (entries) => this.showAnswer(entries),
      failed: (entry, failure) => {
        const words = this.panel?.log.fail(entry, failure);
        if (words) this.panel?.announce(words);
      },
      offerAlong: (along) => this.offerAlong(along),
      retrying: (entry) => this.panel?.log.clearFailure(entry),
      working: (busy) => {
        this.panel?.log.setWorking(busy, (words) => this.panel?.announce(words));
        if (busy) this.panel?.announce(this.tongue.texts.working);
      },
    };
  }

  private showAnswer(entries: readonly Entry[]): void {
    const { panel } = this;
    if (!panel) return;
    const heard = entries.map((entry) => {
      const node = panel.log.add(entry);
      const { texts } = tongueOf(entry.language);
      const card = node.querySelector(".card h3")?.textContent ?? "";
      const who = entry.from === "person" ? texts.person : texts.bot;
      return [`${who}: ${plainText(entry.text)}`, card].filter(Boolean).join(" ");
    });
    panel.log.toAnswer();
    panel.announce(heard.join("\n"), entries.at(-1)?.language);
  }

  private offerAlong(along: Along): void {
    const { panel, tongue } = this;
    const sending = {
      words: wordsOf(this.session.entries(), tongue),
      send: (words: string) => this.chat.sendAlong(along.number, words),
      announce: (words: string) => panel?.announce(words),
    };
    panel?.log.place(drawAlong(along, tongue.texts, sending));
    panel?.announce(tongue.texts.alongWhy(along.days));
  }

  private switchLanguage(): void {
    const language = this.language === "en" ? "es" : "en";
    this.session.update({ language });
    this.chat.changeLanguage(language);
    const panel = this.rebuild();
    panel.node.querySelector<HTMLElement>("header button")?.focus();
    panel.announce(this.tongue.texts.language);
  }

  private save(): void {
    const { tongue } = this;
    const words = transcript(this.session.entries(), this.options.library, tongue);
    saveText(words, tongue.texts.transcriptFile);
    this.panel?.announce(tongue.texts.saved);
  }

  private end(): void {
    const { conversation } = this.session.state;
    this.chat.end();
    if (conversation) this.channel?.postMessage(conversation);
    this.showEnded(true);
  }

  /** Everything is gone; say so, and offer to begin anew. */
  private showEnded(focus: boolean): void {
    if (!this.panel) return;
    const panel = this.rebuild();
    const { texts } = this.tongue;
    const start = () => {
      panel.node.classList.remove("ended");
      note.remove();
      panel.focus();
    };
    const again = button({ class: "solid" }, start, texts.startNew);
    const note = h("div", { class: "farewell" }, h("p", {}, texts.endDone), again);
    panel.log.node.before(note);
    panel.node.classList.add("ended");
    if (focus) again.focus();
    panel.announce(texts.endDone);
  }

  private listen(): void {
    this.life = new AbortController();
    const { signal } = this.life;
    window.addEventListener("online", () => this.connection(true), { signal });
    window.addEventListener("offline", () => this.connection(false), { signal });
    window.addEventListener("focus", () => void this.chat.resync(), { signal });
    window.addEventListener("pageshow", (event) => event.persisted && this.comeBack(), { signal });
    document.addEventListener("visibilitychange", () => void this.chat.resync(), { signal });
    const covering = () => (this.launcher && this.panel && !this.panel.node.hidden ? this.panel.node : null);
    document.addEventListener("keydown", (event) => uncover(event, covering(), () => this.close()), {
      signal,
    });
    const clock = setInterval(() => {
      if (document.visibilityState === "visible") void this.chat.look();
    }, TICK);
    this.cleanups = [unfoldInPrint(this.root), () => clearInterval(clock)];
    this.channel = new BroadcastChannel(ENDED);
    this.channel.addEventListener("message", ({ data }) => {
      if (data !== this.session.state.conversation) return;
      this.chat.abandon();
      this.showEnded(false);
    });
  }

  /** The browser shows a page it had put aside: the talk may have gone on, or ended, elsewhere. */
  private comeBack(): void {
    if (!this.session.reread()) return;
    this.chat.leave();
    if (this.panel) this.rebuild();
  }

  private connection(back: boolean): void {
    const { texts } = this.tongue;
    this.panel?.showBanner(back ? texts.online : texts.offline, back);
    if (!back) return;
    this.chat.reconnected();
    const { panel } = this;
    setTimeout(() => {
      if (navigator.onLine) panel?.showBanner("");
    }, 5000);
  }
}

/** The talk itself: what is sent, what comes back, what is tried again. Knows nothing of nodes. */

import type { Along, Desk, News } from "./desk.ts";
import type { Language } from "./options.ts";
import { pause, TICK } from "./pace.ts";
import type { Entry, Session } from "./session.ts";
import { NoAnswer, type Failure, type Saying, type Transport } from "./transport.ts";
import { LONGEST_QUESTION, text, type BotMessage, type Choice } from "./wire.ts";

/** Where the talk is shown. */
export interface Surface {
  /** A saying of the person's, at once. */
  said(entry: Entry): void;
  /** All messages of one answer. */
  answered(entries: readonly Entry[]): void;
  /** A question was taken: its person may send the talk along. */
  offerAlong(along: Along): void;
  failed(entry: Entry, failure: Failure): void;
  /** A saying is on its way again. */
  retrying(entry: Entry): void;
  working(busy: boolean): void;
}

export interface Parts {
  readonly session: Session;
  readonly transport: Transport;
  readonly desk: Desk | null;
  readonly surface: Surface;
  readonly language: () => Language;
  /** Code of the page's own area, or "". */
  readonly area: string;
}

/** Failures that the return of the connection may mend. */
const PASSING: ReadonlySet<Failure> = new Set(["offline", "unreachable"]);
const TAKEN = "utter_handoff_taken";
const HANDOFF = /^\/?(utter_)?(handoff|counsel)/;

export class Chat {
  private line: Promise<void> = Promise.resolve();
  private underway = 0;
  /** Rises when a talk ends: an answer that comes later belongs to nobody. */
  private talk = 0;
  private readonly waiting = new Map<number, Entry>();
  private resyncing = false;
  /** When a reply was last looked for, and when somebody last did something. */
  private looked = 0;
  private stirred = Date.now();
  private taken = false;

  constructor(private readonly parts: Parts) {}

  ask(words: string): void {
    const question = text(words, LONGEST_QUESTION).trim();
    if (question) this.say({ text: question });
  }

  press({ title, payload }: Choice): void {
    this.say({ text: title, payload });
  }

  retry(entry: Entry): void {
    this.waiting.delete(entry.id);
    this.parts.surface.retrying(entry);
    this.deliver(entry);
  }

  /** The connection is back: what waited goes out, in order. */
  reconnected(): void {
    for (const entry of [...this.waiting.values()]) this.retry(entry);
    void this.resync();
  }

  /** Look for a counselor's replies if it is time to. */
  async look(): Promise<void> {
    const now = Date.now();
    const next = this.looked + pause(now - this.stirred, this.taken);
    // A timer may come a little early: what is due within half a tick is due.
    if (now + TICK / 2 >= next) await this.resync();
  }

  /** Look for a counselor's replies, if a person was asked for. */
  async resync(): Promise<void> {
    const { session, desk, surface } = this.parts;
    const { conversation, handed, lastReply } = session.state;
    if (!desk || !handed || !conversation || this.resyncing) return;
    this.resyncing = true;
    this.looked = Date.now();
    const talk = this.talk;
    const { replies, taken } = (await desk.news(conversation, lastReply)) ?? this.noNews();
    this.resyncing = false;
    if (talk !== this.talk) return;
    if (replies.length || (taken && !this.taken)) this.stirred = Date.now();
    this.taken = taken;
    if (!replies.length) return;
    session.update({ lastReply: replies[replies.length - 1]!.id });
    surface.answered(
      replies.map((reply) => this.keep({ from: "person", text: reply.text, by: reply.from })),
    );
  }

  /** Send the talk along with a case; whether it was kept. */
  async sendAlong(number: string, words: string): Promise<boolean> {
    const { session, desk } = this.parts;
    return (await desk?.sendAlong(session.state.conversation, number, words)) ?? false;
  }

  rate(entry: Entry, helpful: boolean): void {
    const { session, desk } = this.parts;
    void desk?.rate(session.state.conversation, entry.message?.response ?? "", helpful);
  }

  /** From now on the server answers in this language. */
  changeLanguage(language: Language): void {
    const { session, transport } = this.parts;
    const { conversation } = session.state;
    if (conversation) transport.tell(conversation, `/change_language${JSON.stringify({ language })}`);
  }

  /** Ask the server to forget the talk, and leave nothing in this browser. */
  end(): void {
    const { conversation } = this.parts.session.state;
    this.abandon();
    if (conversation) this.parts.transport.tell(conversation, "/forget");
  }

  /** Leave nothing in this browser. */
  abandon(): void {
    this.leave();
    this.parts.session.clear();
  }

  /** Whatever is under way belongs to nobody any more. */
  leave(): void {
    this.talk += 1;
    this.underway = 0;
    this.taken = false;
    this.line = Promise.resolve();
    this.waiting.clear();
  }

  private noNews(): News {
    return { replies: [], taken: this.taken };
  }

  private say(saying: { text: string; payload?: string }): void {
    const entry = this.keep({ from: "you", ...saying });
    if (HANDOFF.test(saying.payload ?? "")) this.parts.session.update({ handed: true });
    this.stirred = Date.now();
    this.parts.surface.said(entry);
    this.deliver(entry);
  }

  /** One at a time, in the order in which they were said. */
  private deliver(entry: Entry): void {
    const talk = this.talk;
    this.underway += 1;
    this.markUnanswered(entry.id, true);
    this.parts.surface.working(true);
    this.line = this.line.then(async () => {
      if (talk !== this.talk) return;
      const show = await this.exchange(entry);
      if (talk !== this.talk) return;
      this.underway -= 1;
      this.parts.surface.working(this.underway > 0);
      show();
    });
  }

  /** Send a saying; what comes of it is shown by the function returned. */
  private async exchange(entry: Entry): Promise<() => void> {
    try {
      const messages = await this.send(entry);
      return () => this.receive(entry, messages);
    } catch (error) {
      if (!(error instanceof NoAnswer)) throw error;
      if (PASSING.has(error.failure)) this.waiting.set(entry.id, entry);
      return () => this.parts.surface.failed(entry, error.failure);
    }
  }

  private async send({ at, id, text, payload }: Entry): Promise<BotMessage[]> {
    const { session, transport } = this.parts;
    const said: Saying = payload ? { payload } : { text };
    // Tried again, it has the same name: the bot answers it once.
    const name = `${at}-${id}`;
    try {
      return await transport.send(session.state.conversation || (await this.open()), said, name);
    } catch (error) {
      if (!(error instanceof NoAnswer) || error.failure !== "gone") throw error;
      return transport.send(await this.open(), said, name);
    }
  }

  /** A new conversation, told in which language and for which place to answer. */
  private async open(): Promise<string> {
    const { session, transport, language, area } = this.parts;
    const talk = this.talk;
    const conversation = await transport.open();
    const wishes = { language: language(), ...(area ? { area } : {}) };
    if (area || wishes.language !== "en") {
      await transport.send(conversation, { payload: `/greet${JSON.stringify(wishes)}` });
    }
    if (talk === this.talk) session.update({ conversation });
    return conversation;
  }

  private receive(entry: Entry, messages: readonly BotMessage[]): void {
    this.markUnanswered(entry.id, false);
    if (messages.some((message) => HANDOFF.test(message.response))) {
      this.parts.session.update({ handed: true });
    }
    this.parts.surface.answered(
      messages.map((message) => this.keep({ from: "bot", text: message.text, message })),
    );
    if (messages.some(({ response }) => response === TAKEN)) void this.askAlong();
  }

  private async askAlong(): Promise<void> {
    const { session, desk, surface } = this.parts;
    const talk = this.talk;
    const along = (await desk?.along(session.state.conversation)) ?? null;
    if (along && talk === this.talk) surface.offerAlong(along);
  }

  private keep(entry: Omit<Entry, "id" | "at" | "language">): Entry {
    return this.parts.session.add({
      at: Date.now(),
      language: entry.message?.language ?? this.parts.language(),
      ...entry,
    });
  }

  private markUnanswered(id: number, unanswered: boolean): void {
    const { session } = this.parts;
    const others = session.state.unanswered.filter((one) => one !== id);
    session.update({ unanswered: unanswered ? [...others, id] : others });
  }
}

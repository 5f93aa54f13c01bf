/** The talk, kept in this tab only (sessionStorage) and gone when the chat is ended. */

import type { Language } from "./options.ts";
import type { BotMessage } from "./wire.ts";

/** One thing said. `from` "person" is a counselor; "note" is the chat itself. */
export interface Entry {
  readonly id: number;
  readonly from: "you" | "bot" | "person" | "note";
  readonly text: string;
  /** The name a counselor signs with. */
  readonly by?: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The payload of the button that was pressed, where it was one. */
  readonly payload?: string;
  readonly message?: BotMessage;
  /** The language it is in; of a person's words, that of the interface then. */
  readonly language: Language;
}

export interface State {
  readonly conversation: string;
  readonly language: Language | "";
  readonly open: boolean;
  readonly large: boolean;
  readonly draft: string;
  /** Whether a person was asked for: only then are a counselor's replies looked for. */
  readonly handed: boolean;
  /** The last reply of a counselor that was shown. */
  readonly lastReply: string;
  readonly next: number;
  /** Entries of sayings that no answer came to. */
  readonly unanswered: readonly number[];
}

const FRESH: State = {
  conversation: "",
  language: "",
  open: false,
  large: false,
  draft: "",
  handed: false,
  lastReply: "0",
  next: 1,
  unanswered: [],
};

const PREFIX = "career-lattice:";
const STATE = `${PREFIX}state`;
const MOST_ENTRIES = 600;

/** Storage may be refused (private mode, quota): the talk then lives in memory alone. */
export class Session {
  private current: State;

  constructor(private readonly storage: Storage | null) {
    this.current = { ...FRESH, ...this.read<Partial<State>>(STATE) };
  }

  /** Take over what another page of the tab has kept; whether that is another talk, or more of it. */
  reread(): boolean {
    const { conversation, next } = this.current;
    this.current = { ...FRESH, ...this.read<Partial<State>>(STATE) };
    return conversation !== this.current.conversation || next !== this.current.next;
  }

  get state(): State {
    return this.current;
  }

  update(change: Partial<State>): void {
    this.current = { ...this.current, ...change };
    this.write(STATE, this.current);
  }

  /** Keep a new entry; each has its own key, so that a long talk is never rewritten. */
  add(entry: Omit<Entry, "id">): Entry {
    const id = this.current.next;
    const kept: Entry = { id, ...entry };
    this.update({ next: id + 1 });
    this.write(keyOf(id), kept);
    if (id > MOST_ENTRIES) this.storage?.removeItem(keyOf(id - MOST_ENTRIES));
    return kept;
  }

  entries(): Entry[] {
    const first = Math.max(1, this.current.next - MOST_ENTRIES);
    const found: Entry[] = [];
    for (let id = first; id < this.current.next; id += 1) {
      const entry = this.read<Entry>(keyOf(id));
      if (entry) found.push(entry);
    }
    return found;
  }

  clear(): void {
    this.current = FRESH;
    if (!this.storage) return;
    for (const key of Object.keys(this.storage)) {
      if (key.startsWith(PREFIX)) this.storage.removeItem(key);
    }
  }

  private read<T>(key: string): T | null {
    try {
      return JSON.parse(this.storage?.getItem(key) ?? "null") as T | null;
    } catch {
      return null;
    }
  }

  private write(key: string, value: unknown): void {
    const words = JSON.stringify(value);
    if (this.tryWrite(key, words)) return;
    this.dropOldest();
    this.tryWrite(key, words);
  }

  private tryWrite(key: string, words: string): boolean {
    try {
      this.storage?.setItem(key, words);
      return true;
    } catch {
      return false;
    }
  }

  /** When the browser's share is full, the oldest half of the talk gives way. */
  private dropOldest(): void {
    const kept = this.entries();
    for (const entry of kept.slice(0, Math.ceil(kept.length / 2))) {
      this.storage?.removeItem(keyOf(entry.id));
    }
  }
}

const keyOf = (id: number): string => `${PREFIX}${id}`;

/** sessionStorage, or null where the browser refuses it. */
export function tabStorage(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

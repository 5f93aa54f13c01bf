/** The bot's `web` channel: a conversation the server names, then one request a message. */

import { isObject, readMessages, text, type BotMessage } from "./wire.ts";

export type Saying = { readonly text: string } | { readonly payload: string };

/** Why no answer came. "gone": the server does not know this conversation any more. */
export type Failure = "offline" | "unreachable" | "slow" | "gone" | "too_fast" | "refused";

export class NoAnswer extends Error {
  constructor(readonly failure: Failure) {
    super(`no answer: ${failure}`);
  }
}

export interface Transport {
  /** A new conversation's id. */
  open(): Promise<string>;
  /** Say something; the same `name` sent again is the same message, and no second turn. */
  send(conversation: string, saying: Saying, name?: string): Promise<BotMessage[]>;
  /** Tell the bot something whose answer nobody reads. */
  tell(conversation: string, payload: string): void;
}

const PATIENCE = 25_000;
/** What a status other than 200 means to the person; any other: "refused". */
const MEANING: Readonly<Record<number, Failure>> = {
  401: "gone",
  403: "gone",
  404: "gone",
  410: "gone",
  429: "too_fast",
};

export class WebChannel implements Transport {
  constructor(
    private readonly server: string,
    private readonly patience = PATIENCE,
  ) {}

  async open(): Promise<string> {
    const body = await this.post("conversations", {});
    const conversation = isObject(body) ? text(body["conversation"], 500) : "";
    if (!conversation) throw new NoAnswer("refused");
    return conversation;
  }

  async send(conversation: string, saying: Saying, name = ""): Promise<BotMessage[]> {
    const said = { conversation, ...saying, ...(name ? { id: name } : {}) };
    const messages = readMessages(await this.post("messages", said));
    if (!messages.length) throw new NoAnswer("refused");
    return messages;
  }

  tell(conversation: string, payload: string): void {
    this.post("messages", { conversation, payload }).catch(() => {});
  }

  private async post(path: string, body: object): Promise<unknown> {
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), this.patience);
    try {
      const answer = await fetch(`${this.server}/webhooks/web/${path}`, {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify(body),
        credentials: "omit",
        referrerPolicy: "no-referrer",
        cache: "no-store",
        // The page may be left while the answer is awaited.
        keepalive: true,
        signal: stop.signal,
      });
      if (!answer.ok) throw new NoAnswer(MEANING[answer.status] ?? "refused");
      return await answer.json();
    } catch (error) {
      if (error instanceof NoAnswer) throw error;
      if (error instanceof SyntaxError) throw new NoAnswer("refused");
      if (stop.signal.aborted) throw new NoAnswer("slow");
      throw new NoAnswer(navigator.onLine ? "unreachable" : "offline");
    } finally {
      clearTimeout(clock);
    }
  }
}

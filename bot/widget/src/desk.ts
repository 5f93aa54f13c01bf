/** The counselors' desk, where one is set: replies that wait for this talk, and ratings. */

import { isObject, list, text } from "./wire.ts";

export interface Reply {
  readonly id: string;
  readonly text: string;
  readonly from: string;
}

/** What the desk has for a talk: replies, and whether a counselor has one of its questions. */
export interface News {
  readonly replies: readonly Reply[];
  readonly taken: boolean;
}

/** A case that the talk may be sent along with, and for how many days it is then kept. */
export interface Along {
  readonly number: string;
  readonly days: number;
}

/** The desk's name for the state of a case that a counselor works on. */
const CLAIMED = "open";
const PATIENCE = 15_000;
const LONGEST_REPLY = 6000;

export class Desk {
  constructor(private readonly address: string) {}

  /** What came after the reply `after`; null when the desk cannot be reached. */
  async news(conversation: string, after: string): Promise<News | null> {
    const query = new URLSearchParams({ conversation, after });
    const body = await this.ask(`replies?${query}`);
    if (!isObject(body)) return null;
    const replies = list(body["replies"]).filter(isObject).map(readReply);
    const cases = list(body["cases"]).filter(isObject);
    return {
      replies: replies.filter((reply) => reply.text),
      taken: cases.some((one) => one["state"] === CLAIMED),
    };
  }

  /** Where the talk may be sent along: the newest case, if the library takes transcripts. */
  async along(conversation: string): Promise<Along | null> {
    const body = await this.ask(`replies?${new URLSearchParams({ conversation })}`);
    if (!isObject(body)) return null;
    const days = body["transcripts_days"];
    const number = list(body["cases"]).filter(isObject).map((one) => text(one["number"]))[0];
    return number && typeof days === "number" && days > 0 ? { number, days } : null;
  }

  /** Send the talk along; whether it was kept. */
  async sendAlong(conversation: string, number: string, words: string): Promise<boolean> {
    return (await this.ask("transcript", { conversation, number, text: words })) !== null;
  }

  async rate(conversation: string, response: string, helpful: boolean): Promise<void> {
    await this.ask("ratings", { conversation, response, helpful });
  }

  private async ask(path: string, body?: object): Promise<unknown> {
    const given: RequestInit = body
      ? {
          method: "POST",
          headers: { "Content-Type": "application/json" },
          body: JSON.stringify(body),
          keepalive: true,
        }
      : {};
    try {
      const answer = await fetch(`${this.address}/student/${path}`, {
        ...given,
        credentials: "omit",
        referrerPolicy: "no-referrer",
        cache: "no-store",
        signal: AbortSignal.timeout(PATIENCE),
      });
      return answer.ok ? await answer.json().catch(() => ({})) : null;
    } catch {
      return null;
    }
  }
}

function readReply(reply: Record<string, unknown>): Reply {
  return {
    id: text(String(reply["id"] ?? "")),
    text: text(reply["text"], LONGEST_REPLY),
    from: text(reply["by"]),
  };
}

/** The counselors' desk, where one is set: replies that wait for this talk, and ratings. */

import { isObject, list, text } from "./wire.ts";

export interface Reply {
  readonly id: string;
  readonly text: string;
  readonly from: string;
}

const PATIENCE = 15_000;
const LONGEST_REPLY = 6000;

export class Desk {
  constructor(private readonly address: string) {}

  /** Replies after `after`; none when the desk cannot be reached, which is tried again later. */
  async replies(conversation: string, after: string): Promise<Reply[]> {
    const query = new URLSearchParams({ conversation, after });
    const body = await this.ask(`replies?${query}`);
    if (!isObject(body)) return [];
    return list(body["replies"]).filter(isObject).map(readReply).filter((reply) => reply.text);
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
      return answer.ok ? await answer.json().catch(() => null) : null;
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

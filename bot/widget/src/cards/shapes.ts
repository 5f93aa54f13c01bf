/** Cards read from the wire into the shapes the drawings take; a missing part is simply absent. */

import { isObject, list, readFacts, text, type BotMessage, type Fact } from "../wire.ts";

export interface Job {
  readonly code: string;
  readonly title: string;
}

export type Direction = "advance" | "transfer" | "feeder";

export interface Step extends Job {
  readonly direction: Direction;
  readonly rung: number;
  /** 0-100; null where none is given. */
  readonly similarity: number | null;
  /** Named by experts or a state, not only computed. */
  readonly solid: boolean;
  readonly payload: string;
}

export interface Column extends Job {
  readonly facts: readonly Fact[];
}

export interface Item extends Job {
  readonly why: string;
  readonly facts: readonly Fact[];
  readonly payload: string;
}

const MOST_STEPS = 30;
const MOST_COLUMNS = 4;
const MOST_ITEMS = 20;
const LISTS: readonly [string, Direction][] = [
  ["advance", "advance"],
  ["transfer", "transfer"],
  ["feeders", "feeder"],
];

export function jobOf(value: unknown): Job {
  if (!isObject(value)) return { code: "", title: "" };
  return { code: text(value["code"], 12), title: text(value["title"]) };
}

/** The card's own facts, else those of its message. */
export function factsOf(message: BotMessage): readonly Fact[] {
  const own = readFacts(message.card?.["facts"]);
  return own.length ? own : message.facts;
}

export function stepsOf(card: Record<string, unknown>): Step[] {
  return LISTS.flatMap(([key, direction]) =>
    list(card[key])
      .slice(0, MOST_STEPS)
      .filter(isObject)
      .map((edge) => stepOf(edge, direction)),
  ).filter((step) => step.title);
}

function stepOf(edge: Record<string, unknown>, direction: Direction): Step {
  const rung = edge["rung"];
  const similarity = edge["similarity"];
  return {
    ...jobOf(edge),
    direction,
    rung: typeof rung === "number" ? Math.max(-9, Math.min(9, Math.round(rung))) : 0,
    similarity: typeof similarity === "number" ? similarity : null,
    solid: edge["solid"] === true,
    payload: payloadOf(edge),
  };
}

export function columnsOf(card: Record<string, unknown>): Column[] {
  return list(card["occupations"])
    .slice(0, MOST_COLUMNS)
    .filter(isObject)
    .map((column) => ({ ...jobOf(column), facts: readFacts(column["facts"]) }));
}

export function itemsOf(card: Record<string, unknown>): Item[] {
  return list(card["items"])
    .slice(0, MOST_ITEMS)
    .filter(isObject)
    .map((item) => ({
      ...jobOf(item),
      why: text(item["why"], 300),
      facts: readFacts(item["facts"]),
      payload: payloadOf(item),
    }))
    .filter((item) => item.title);
}

function payloadOf(value: Record<string, unknown>): string {
  const own = text(value["payload"], 500);
  const { code } = jobOf(value);
  return own || (code ? `/overview${JSON.stringify({ occupation: code })}` : "");
}

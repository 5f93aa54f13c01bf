/** Cards read from the wire (docs/answers.md) into what the drawings take; what is missing is absent. */

import { isObject, list, readFacts, text, type Fact } from "../wire.ts";

export type Json = Readonly<Record<string, unknown>>;

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
  readonly facts: readonly Fact[];
}

export interface Rated {
  readonly name: string;
  readonly fact: Fact;
}

export interface Item extends Job {
  readonly facts: readonly Fact[];
}

export interface Row {
  readonly name: string;
  readonly cells: readonly (Fact | null)[];
}

const MOST = 30;
const MOST_COLUMNS = 4;
const DIRECTIONS: ReadonlySet<unknown> = new Set(["advance", "transfer", "feeder"]);

const objects = (value: unknown): Json[] => list(value).slice(0, MOST).filter(isObject);

export function jobOf(value: unknown): Job {
  if (!isObject(value)) return { code: "", title: "" };
  return { code: text(value["code"], 12), title: text(value["title"]) };
}

/** What a click on an occupation asks. */
export const overview = ({ code }: Job): string =>
  code ? `/overview${JSON.stringify({ occupation: code })}` : "";

export function stepsOf(edges: unknown): Step[] {
  return objects(edges)
    .filter((edge) => DIRECTIONS.has(edge["direction"] ?? "advance"))
    .map(stepOf)
    .filter((step) => step.title);
}

function stepOf(edge: Json): Step {
  const { rung, similarity, direction } = edge;
  return {
    ...jobOf(edge),
    direction: (direction ?? "advance") as Direction,
    rung: typeof rung === "number" ? Math.max(-9, Math.min(9, Math.round(rung))) : 0,
    similarity: typeof similarity === "number" ? similarity : null,
    solid: edge["solid"] === true,
    facts: readFacts(edge["facts"]),
  };
}

export function itemsOf(items: unknown): Item[] {
  return objects(items)
    .map((item) => ({ ...jobOf(item), facts: readFacts(item["facts"]) }))
    .filter((item) => item.title);
}

export function ratedOf(items: unknown): Rated[] {
  return objects(items).flatMap((item) => {
    const [fact] = readFacts([item["fact"]]);
    const name = text(item["name"]);
    return fact && name ? [{ name, fact }] : [];
  });
}

export function columnsOf(card: Json): Job[] {
  return objects(card["occupations"]).slice(0, MOST_COLUMNS).map(jobOf);
}

export function rowsOf(card: Json): Row[] {
  return objects(card["rows"]).map((row) => ({
    name: text(row["name"]),
    cells: list(row["cells"])
      .slice(0, MOST_COLUMNS)
      .map((cell) => readFacts([cell])[0] ?? null),
  }));
}

/** The facts under keys such as p10, p25 …, and those of a plain list. */
export function factsUnder(value: unknown): Fact[] {
  return readFacts(isObject(value) ? Object.values(value) : value);
}

export const lines = (value: unknown, longest = 400): string[] =>
  list(value)
    .slice(0, MOST)
    .map((line) => text(line, longest))
    .filter(Boolean);

/** Every step of every route of a path. */
export const routesOf = (card: Json): Step[][] =>
  list(card["routes"]).slice(0, 5).map(stepsOf).filter((route) => route.length > 0);

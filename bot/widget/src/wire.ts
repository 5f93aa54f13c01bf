/** What the bot's server sends, read with suspicion: wrong shapes are dropped, lengths are cut. */

import type { Language } from "./options.ts";

export interface Fact {
  readonly name: string;
  readonly value: number | string | null;
  readonly unit: string;
  readonly source: string;
  readonly period: string;
  readonly area: string;
  readonly area_code: string;
  readonly status: string;
  readonly group: string;
}

export interface Choice {
  readonly title: string;
  readonly payload: string;
}

/** A card as it came: `type` says which drawing it asks for. */
export type Card = Readonly<Record<string, unknown>> & { readonly type: string };

export interface BotMessage {
  readonly response: string;
  readonly text: string;
  /** The language it is written in, where the server says so. */
  readonly language: Language | null;
  readonly buttons: readonly Choice[];
  readonly facts: readonly Fact[];
  readonly card: Card | null;
}

export const LONGEST_QUESTION = 1000;
const LONGEST_ANSWER = 6000;
const LONGEST_LABEL = 160;
const MOST_MESSAGES = 20;
const MOST_BUTTONS = 10;
const MOST_FACTS = 300;

type Json = Record<string, unknown>;

export const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Text without control characters (line breaks and tabs stay), at most `longest` long. */
export function text(value: unknown, longest = LONGEST_LABEL): string {
  if (typeof value !== "string") return "";
  // eslint-disable-next-line no-control-regex
  const clean = value.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g, "");
  return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
}

export function readMessages(body: unknown): BotMessage[] {
  if (!isObject(body)) return [];
  return list(body["messages"])
    .slice(0, MOST_MESSAGES)
    .filter(isObject)
    .map(readMessage)
    .filter((message) => message.text || message.card);
}

function readMessage(message: Json): BotMessage {
  return {
    response: text(message["response"]),
    text: text(message["text"], LONGEST_ANSWER),
    language: readLanguage(message["language"]),
    buttons: readChoices(message["buttons"]),
    facts: readFacts(message["facts"]),
    card: readCard(message["card"]),
  };
}

const readLanguage = (value: unknown): Language | null =>
  value === "en" || value === "es" ? value : null;

export function readChoices(value: unknown): Choice[] {
  return list(value)
    .filter(isObject)
    .map((choice) => ({ title: text(choice["title"]), payload: text(choice["payload"], 500) }))
    .filter((choice) => choice.title && choice.payload)
    .slice(0, MOST_BUTTONS);
}

export function readFacts(value: unknown): Fact[] {
  return list(value).slice(0, MOST_FACTS).filter(isObject).map(readFact).filter((fact) => fact.name);
}

function readFact(fact: Json): Fact {
  const value = fact["value"];
  return {
    name: text(fact["name"]),
    value: typeof value === "number" && Number.isFinite(value) ? value : text(value, 300) || null,
    unit: text(fact["unit"]),
    source: text(fact["source"]),
    period: text(fact["period"]),
    area: text(fact["area"]),
    area_code: text(fact["area_code"]),
    status: text(fact["status"]),
    group: text(fact["group"]),
  };
}

function readCard(value: unknown): Card | null {
  return isObject(value) && typeof value["type"] === "string" ? (value as Card) : null;
}

/**
 * An answer's words beside its card. The words hold every figure, because Slack and screen readers
 * need them; on screen a line that the card shows anyway would say it twice, and is left out.
 */

import { isObject, type BotMessage } from "./wire.ts";

const SOURCED = /\((?:BLS|O\*NET|CIP|Career Lattice)[^()]*\)[.;]?$/;
const LISTED = /^\s*(?:[-*•]|\d{1,2}[.)])\s+/;
const SENTENCE = /[.!?:…]$/;
const HEADING = 90;

export interface Beside {
  readonly before: string;
  readonly after: string;
}

/** The lines of `message.text` that its card does not show: above the card, and below it. */
export function beside(message: BotMessage): Beside {
  const { card } = message;
  if (!card) return { before: message.text, after: "" };
  const shown = namesIn(card);
  const title = typeof card["title"] === "string" ? card["title"] : "";
  const lines = message.text.split("\n");
  const hidden = lines.map((line) => covered(line.trim(), shown, title));
  const first = hidden.includes(true) ? hidden.indexOf(true) : lines.length;
  const kept = (from: number, to: number) =>
    lines.filter((_, at) => at >= from && at < to && !hidden[at]).join("\n").trim();
  return { before: kept(0, first), after: kept(first, lines.length) };
}

function covered(line: string, shown: readonly string[], title: string): boolean {
  if (SOURCED.test(line)) return true;
  if (shown.includes(line)) return true;
  if (LISTED.test(line)) return shown.some((name) => line.includes(name));
  return title !== "" && line.length < HEADING && line.includes(title) && !SENTENCE.test(line);
}

/** Every text of the card that is long enough to be recognised in a line. */
function namesIn(value: unknown, depth = 0): string[] {
  if (typeof value === "string") return value.length > 2 ? [value] : [];
  if (depth > 5) return [];
  if (Array.isArray(value)) return value.flatMap((one) => namesIn(one, depth + 1));
  if (!isObject(value)) return [];
  if ("source" in value && "unit" in value) return [];
  return Object.entries(value).flatMap(([key, one]) =>
    key === "type" || key === "kind" || key === "direction" ? [] : namesIn(one, depth + 1),
  );
}

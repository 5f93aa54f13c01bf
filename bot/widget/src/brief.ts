/**
 * An answer's words beside its card. The words hold every figure, because Slack and screen readers
 * need them; on screen a line that the card shows anyway would say it twice, and is left out.
 */

import { marked } from "./facts.ts";
import { isObject, type BotMessage } from "./wire.ts";

const LISTED = /^\s*(?:[-*•]|\d{1,2}[.)])\s+/;
const SENTENCE = /[.!?:…]$/;
const HEADING = 90;
const NO_NAMES = new Set(["type", "kind", "direction", "code", "evidence"]);
const IN_BRACKETS = /\(.*\)[.;]?$/;

export interface Beside {
  readonly before: string;
  readonly after: string;
}

/** What a card shows: the names on it, its title, and the sources folded under it. */
interface Shown {
  readonly title: string;
  readonly names: ReadonlySet<string>;
  readonly sources: ReadonlySet<string>;
}

/** The lines of `message.text` that its card does not show: above the card, and below it. */
export function beside(message: BotMessage): Beside {
  const { card } = message;
  // How high an exposure is stands in the words alone.
  if (!card || card["kind"] === "exposure") return { before: message.text, after: "" };
  const names = new Set<string>();
  const sources = new Set<string>();
  gather(card, names, sources);
  const title = typeof card["title"] === "string" ? card["title"] : "";
  const lines = message.text.split("\n");
  const hidden = lines.map((line) => covered(line.trim(), { title, names, sources }));
  const first = hidden.includes(true) ? hidden.indexOf(true) : lines.length;
  const kept = (from: number, to: number) =>
    lines.filter((_, at) => at >= from && at < to && !hidden[at]).join("\n").trim();
  return { before: kept(0, first), after: kept(first, lines.length) };
}

function covered(line: string, { title, names, sources }: Shown): boolean {
  const source = IN_BRACKETS.test(line) && [...sources].some((one) => line.includes(`(${one}`));
  if (source || names.has(line)) return true;
  if (SENTENCE.test(line) && !LISTED.test(line)) return false;
  const named = [...names].filter((name) => line.includes(name)).length;
  return named >= (LISTED.test(line) ? 1 : 2) || (line.length < HEADING && title !== "" && line.includes(title));
}

/** Every text of a card that is long enough to be recognised in a line, and every source. */
function gather(value: unknown, names: Set<string>, sources: Set<string>, depth = 0): void {
  if (typeof value === "string" && value.length > 2) names.add(value);
  if (depth > 5 || typeof value !== "object" || value === null) return;
  if (isObject(value) && typeof value["source"] === "string") {
    sources.add(marked(value["source"]));
    return;
  }
  for (const [key, one] of Object.entries(value)) {
    if (!NO_NAMES.has(key)) gather(one, names, sources, depth + 1);
  }
}

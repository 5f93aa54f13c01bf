/** The talk as a text file: who said what, and every figure with its source. */

import { sourceOf, valueOf, type Tongue } from "./facts.ts";
import { plainText } from "./richtext.ts";
import type { Entry } from "./session.ts";
import { labelOf } from "./texts/facts.ts";
import { tongueOf } from "./texts/tongues.ts";
import type { Fact } from "./wire.ts";

export function transcript(
  entries: readonly Entry[],
  library: string,
  tongue: Tongue,
  now = new Date(),
): string {
  const { texts, language } = tongue;
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "short" });
  const head = [texts.transcriptTitle, library, date.format(now)].filter(Boolean);
  const said = entries.map((entry) => saying(entry, tongue));
  return `${[head.join("\n"), ...said].join("\n\n")}\n`;
}

/** The latest of what was said, words only: what a counselor gets who is sent the talk. */
export function wordsOf(entries: readonly Entry[], { texts }: Tongue, longest = 5000): string {
  const speaker = { you: texts.student, bot: "Bot", person: texts.counselor, note: texts.note };
  const said = entries.map(({ from, text }) => `${speaker[from]}: ${plainText(text)}`);
  return said.join("\n\n").slice(-longest);
}

/** The words hold every figure that is said; the facts add those that only the card shows. */
function saying(entry: Entry, tongue: Tongue): string {
  const { texts } = tongue;
  const own = tongueOf(entry.language);
  const speaker = { you: texts.you, bot: texts.bot, person: texts.person, note: texts.note };
  const facts = (entry.message?.facts ?? []).map((fact) => factLine(fact, own));
  const sources = facts.length ? [`${own.texts.sources}:`, ...new Set(facts)] : [];
  return [`${speaker[entry.from]}:`, plainText(entry.text), ...sources].join("\n");
}

const factLine = (fact: Fact, tongue: Tongue): string =>
  `  - ${labelOf(fact.name, tongue.language)}: ${valueOf(fact, tongue)} (${sourceOf(fact, tongue)})`;

/** Hand the text to the browser as a download. */
export function saveText(words: string, name: string): void {
  const address = URL.createObjectURL(new Blob([words], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

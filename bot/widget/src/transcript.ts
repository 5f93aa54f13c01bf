/** The talk as a text file: who said what, and every figure with its source. */

import { columnsOf, itemsOf, stepsOf } from "./cards/shapes.ts";
import { sourceOf, valueOf, type Tongue } from "./facts.ts";
import { plainText } from "./richtext.ts";
import type { Entry } from "./session.ts";
import { labelOf } from "./texts/facts.ts";
import type { BotMessage, Fact } from "./wire.ts";
import { readFacts } from "./wire.ts";

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

function saying(entry: Entry, tongue: Tongue): string {
  const { texts } = tongue;
  const speaker = { you: texts.you, bot: texts.bot, person: texts.person, note: texts.note };
  const card = entry.message ? cardLines(entry.message, tongue) : [];
  const figures = entry.message ? factLines(allFacts(entry.message), tongue) : [];
  return [`${speaker[entry.from]}:`, plainText(entry.text), ...card, ...figures]
    .filter(Boolean)
    .join("\n");
}

function allFacts(message: BotMessage): readonly Fact[] {
  const own = readFacts(message.card?.["facts"]);
  return own.length > message.facts.length ? own : message.facts;
}

const factLines = (facts: readonly Fact[], tongue: Tongue): string[] =>
  facts.map(
    (fact) =>
      `  - ${labelOf(fact.name, tongue.language)}: ${valueOf(fact, tongue)} (${sourceOf(fact, tongue)})`,
  );

function cardLines({ card }: BotMessage, tongue: Tongue): string[] {
  if (!card) return [];
  const { texts } = tongue;
  const steps = stepsOf(card).map(
    (step) => `  - ${texts[step.direction]}: ${step.title} (${texts.rung(step.rung)})`,
  );
  const items = itemsOf(card).flatMap((item) => [
    `  - ${item.title}${item.why ? `: ${item.why}` : ""}`,
    ...factLines(item.facts, tongue),
  ]);
  const columns = columnsOf(card).flatMap((column) => [
    `  ${column.title}`,
    ...factLines(column.facts, tongue),
  ]);
  return [...steps, ...items, ...columns];
}

/** Hand the text to the browser as a download. */
export function saveText(words: string, name: string): void {
  const address = URL.createObjectURL(new Blob([words], { type: "text/plain;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A figure in words: its value with its unit, and its source line. */

import type { Language } from "./options.ts";
import type { Texts } from "./texts/en.ts";
import { periodInSpanish, plainName } from "./texts/names.ts";
import type { Fact } from "./wire.ts";

const LOCALE: Record<Language, string> = { en: "en-US", es: "es-US" };
const MINUS = "\u2212";

/** Everything needed to write figures in one language. */
export interface Tongue {
  readonly language: Language;
  readonly texts: Texts;
}

export function number(value: number, { language }: Tongue, digits = 1): string {
  const written = new Intl.NumberFormat(LOCALE[language], { maximumFractionDigits: digits }).format(
    Math.abs(value),
  );
  return value < 0 && written !== "0" ? MINUS + written : written;
}

export function dollars(value: number, tongue: Tongue, cents: boolean): string {
  const digits = cents ? 2 : 0;
  return new Intl.NumberFormat(LOCALE[tongue.language], {
    style: "currency",
    currency: "USD",
    currencyDisplay: "narrowSymbol",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** "$37,540 a year", "−7%", "at least $239,200 a year", "not published". */
export function valueOf(fact: Fact, tongue: Tongue): string {
  const { texts } = tongue;
  if (fact.status === "not applicable") return texts.notApplicable;
  if (fact.status === "not published" || fact.value === null) return texts.notPublished;
  const written = withUnit(fact, tongue);
  return fact.status === "at least" ? texts.atLeast(written) : written;
}

function withUnit(fact: Fact, tongue: Tongue): string {
  const { value, unit } = fact;
  const { texts, language } = tongue;
  if (typeof value !== "number") return plainName(String(value), language);
  const scale = scaleOf(unit);
  if (unit === "USD/year") return texts.aYear(dollars(value, tongue, false));
  if (unit === "USD/hour") return texts.anHour(dollars(value, tongue, true));
  if (unit === "jobs/year") return texts.aYear(number(value, tongue, 0));
  if (unit.startsWith("percent")) return `${number(value, tongue)}%`;
  if (unit === "jobs") return texts.jobs(number(value, tongue, 0));
  if (scale) return texts.outOf(number(value, tongue, 2), number(scale.highest, tongue, 0));
  return number(value, tongue, 2);
}

/** The ends of a unit that names its scale ("importance 1-5", "scale 1-7"); null for others. */
export function scaleOf(unit: string): { lowest: number; highest: number; words: string } | null {
  const found = /(?:^|\s)(\d+)\s*[-–]\s*(\d+)(?:$|,)/.exec(unit);
  if (!found) return null;
  return {
    lowest: Number(found[1]),
    highest: Number(found[2]),
    words: `${found[1]}–${found[2]}`,
  };
}

/** The name of a source with the mark that O*NET® data must carry. */
export const marked = (source: string): string => source.replace(/O\*NET(?!®)/g, "O*NET®");

/** "BLS OEWS, May 2025, Alaska". */
export function sourceOf(fact: Fact, { texts, language }: Tongue): string {
  const period = language === "es" ? periodInSpanish(fact.period) : fact.period;
  const parts = [marked(fact.source), period, plainName(fact.area, language)].filter(Boolean);
  if (fact.group) parts.push(texts.forGroup(fact.group));
  return parts.join(", ");
}

export const find = (facts: readonly Fact[], name: string): Fact | undefined =>
  facts.find((fact) => fact.name === name);

/** The number of a fact; undefined where there is none to draw. */
export function numberOf(fact: Fact | undefined): number | undefined {
  return typeof fact?.value === "number" ? fact.value : undefined;
}

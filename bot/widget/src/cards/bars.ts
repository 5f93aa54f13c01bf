/** Lists of rated things as bars: interests, skills, industries, exposure to AI. */

import { h } from "../dom.ts";
import { numberOf, scaleOf, valueOf, type Tongue } from "../facts.ts";
import { labelOf } from "../texts/facts.ts";
import { text, type Fact } from "../wire.ts";
import { barTable, card, figures, sourcesFold, type Bar, type Drawing, type Figure } from "./parts.ts";
import { jobOf, ratedOf, type Json, type Rated } from "./shapes.ts";

/** RIASEC in its usual order; the strongest stand out. */
export function drawInterests(content: Json, drawing: Drawing): HTMLElement | null {
  const { texts, language } = drawing.tongue;
  const items = ratedOf(content["items"]).map(({ name, fact }) => ({
    name: labelOf(name.toLowerCase(), language),
    fact,
  }));
  const highest = Math.max(...items.map(({ fact }) => numberOf(fact) ?? 0));
  const hint = texts.interestsHow(scaleOf(items[0]?.fact.unit ?? "")?.words ?? "1–7");
  return chart("interests", texts.interestsTitle(jobOf(content).title), items, drawing.tongue, {
    hint,
    strong: (fact) => numberOf(fact) === highest,
  });
}

export function drawRatings(content: Json, { tongue }: Drawing): HTMLElement | null {
  const { texts } = tongue;
  const items = ratedOf(content["items"]);
  const kind = texts.ratings[text(content["kind"])] ?? texts.factsTitle;
  const scale = scaleOf(items[0]?.fact.unit ?? "");
  return chart("ratings", texts.about(kind, jobOf(content).title), items, tongue, {
    hint: scale ? texts.scale(scale.words) : "",
    strong: () => true,
  });
}

export function drawBars(content: Json, { tongue }: Drawing): HTMLElement | null {
  const { texts } = tongue;
  const kind = texts.bars[text(content["kind"])] ?? texts.factsTitle;
  const title = texts.about(kind, jobOf(content).title);
  return chart("bars", title, ratedOf(content["items"]), tongue, { hint: "", strong: () => true });
}

/** Units that the value itself says, or the line beneath; what is left says what is measured. */
const UNIT_ALONE = /^(scale|importance|level|jobs|percent|USD).*$|\s*\d+\s*[-–]\s*\d+$/;

interface Manner {
  readonly hint: string;
  readonly strong: (fact: Fact) => boolean;
}

function chart(
  kind: string,
  title: string,
  items: readonly Rated[],
  tongue: Tongue,
  { hint, strong }: Manner,
): HTMLElement | null {
  if (!items.length) return null;
  const most = Math.max(1, ...items.map(({ fact }) => numberOf(fact) ?? 0));
  const drawn = ({ name, fact }: Rated): Bar => ({
    label: name.split(": ")[0]!,
    note: name.split(": ").slice(1).join(": ") || fact.unit.replace(UNIT_ALONE, ""),
    value: valueOf(fact, tongue),
    from: 0,
    to: shareOf(fact, most),
    strong: strong(fact),
  });
  const named: Figure[] = items.map(({ name, fact }) => ({ ...figures([fact], tongue)[0]!, label: name }));
  return card(
    kind,
    title,
    barTable(title, items.map(drawn), tongue),
    hint && h("p", { class: "hint" }, hint),
    sourcesFold(named, tongue),
  );
}

/** How far a bar reaches: on its own scale, of a hundred percent, or of the largest. */
function shareOf(fact: Fact, most: number): number {
  const value = numberOf(fact) ?? 0;
  const scale = scaleOf(fact.unit);
  if (scale) return (value - scale.lowest) / (scale.highest - scale.lowest);
  return value / (fact.unit.startsWith("percent") ? 100 : most);
}

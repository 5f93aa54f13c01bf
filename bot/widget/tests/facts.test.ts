import assert from "node:assert/strict";
import { test } from "node:test";
import { marked, scaleOf, sourceOf, valueOf } from "../src/facts.ts";
import { en } from "../src/texts/en.ts";
import { es } from "../src/texts/es.ts";
import { labelOf } from "../src/texts/facts.ts";
import type { Fact } from "../src/wire.ts";

const EN = { language: "en", texts: en } as const;
const ES = { language: "es", texts: es } as const;

const fact = (value: Fact["value"], unit: string, more: Partial<Fact> = {}): Fact => ({
  name: "x", value, unit, source: "BLS OEWS", period: "May 2025", area: "United States", area_code: "US", status: "", group: "", ...more,
});

test("values are written with their unit", () => {
  const written: [Fact, string][] = [
    [fact(37540, "USD/year"), "$37,540 a year"],
    [fact(18.05, "USD/hour"), "$18.05 an hour"],
    [fact(-7, "percent"), "−7%"],
    [fact(12.5, "percent of answers"), "12.5%"],
    [fact(163100, "jobs"), "163,100 jobs"],
    [fact(25800, "jobs/year"), "25,800 a year"],
    [fact(4.125, "importance 1-5"), "4.13 of 5"],
    [fact(2.1, "scale 1-7"), "2.1 of 7"],
    [fact(-1.5, "impact -3 to 3"), "−1.5"],
    [fact(239200, "USD/year", { status: "at least" }), "at least $239,200 a year"],
    [fact(null, "USD/year", { status: "not published" }), "not published"],
    [fact(null, "USD/year", { status: "not applicable" }), "does not apply"],
    [fact(null, "USD/year"), "not published"],
    [fact("Master's degree", "category"), "Master's degree"],
    [fact("Postsecondary nondegree award", "category"), "Certificate after high school"],
    [fact(-0.001, "percent"), "0%"],
  ];
  for (const [given, expected] of written) assert.equal(valueOf(given, EN), expected);
});

test("values are written in Spanish", () => {
  assert.equal(valueOf(fact(37540, "USD/year"), ES), "$37,540 al año");
  assert.equal(valueOf(fact("Master's degree", "category"), ES), "maestría");
  assert.equal(sourceOf(fact(1, "jobs"), ES), "BLS OEWS, mayo de 2025, Estados Unidos");
});

test("a source line has source, period, place and the wider group", () => {
  const grouped = fact(1, "jobs", { group: "Teaching assistants" });
  assert.equal(sourceOf(grouped, EN), "BLS OEWS, May 2025, United States, for the group “Teaching assistants”");
});

test("O*NET carries its mark, once", () => {
  assert.equal(marked("O*NET 30.1"), "O*NET® 30.1");
  assert.equal(marked("O*NET® 30.1"), "O*NET® 30.1");
});

test("scales are read from units", () => {
  assert.equal(scaleOf("importance 1-5")?.highest, 5);
  assert.equal(scaleOf("level 0-7")?.lowest, 0);
  assert.equal(scaleOf("percent"), null);
  assert.equal(scaleOf("impact -3 to 3"), null);
});

test("a name without words of its own is spelled out", () => {
  assert.equal(labelOf("annual_wage_median", "en"), "Median pay");
  assert.equal(labelOf("skill.active_listening", "en"), "Skill: active listening");
  assert.equal(labelOf("something_new", "es"), "Something new");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../src/texts/en.ts";
import { transcript, wordsOf } from "../src/transcript.ts";
import type { Entry } from "../src/session.ts";

test("the saved talk says who said what, and where each figure comes from", () => {
  const fact = {
    name: "annual_wage_median", value: 37540, unit: "USD/year", source: "BLS OEWS", period: "May 2025",
    area: "Alaska", area_code: "AK", status: "", group: "",
  };
  const entries: Entry[] = [
    { id: 1, from: "you", text: "Pay?", at: 1, language: "en" },
    {
      id: 2, from: "bot", text: "**Pay**", at: 2, language: "en",
      message: { response: "utter_pay", text: "**Pay**", language: "en", buttons: [], facts: [fact, fact], card: null },
    },
  ];
  const words = transcript(entries, "Riverbend", { language: "en", texts: en }, new Date(2026, 0, 2, 3, 4));
  assert.match(words, /^Career questions: my chat\nRiverbend\nJanuary 2, 2026/);
  assert.match(words, /You said:\nPay\?/);
  assert.match(words, /The assistant said:\nPay\nWhere these figures come from:\n {2}- Median pay: \$37,540 a year \(BLS OEWS, May 2025, Alaska\)\n$/);
});

test("the talk that goes to a counselor is words only, and no longer than may be sent", () => {
  const entries: Entry[] = [
    { id: 1, from: "you", text: "Pay?", at: 1, language: "en" },
    { id: 2, from: "bot", text: "**Pay** is $1", at: 2, language: "en" },
  ];
  const tongue = { language: "en", texts: en } as const;
  assert.equal(wordsOf(entries, tongue), "Student: Pay?\n\nBot: Pay is $1");
  assert.equal(wordsOf(entries, tongue, 6), " is $1");
});

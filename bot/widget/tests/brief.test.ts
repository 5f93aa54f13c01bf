import assert from "node:assert/strict";
import { test } from "node:test";
import { beside } from "../src/brief.ts";
import type { BotMessage, Card } from "../src/wire.ts";

const paid = {
  p50: { name: "annual_wage_median", value: 1, unit: "USD/year", source: "BLS OEWS" },
  growth: { name: "projected_growth", value: 2, unit: "percent", source: "BLS Employment Projections" },
};

const message = (text: string, card: Card | null): BotMessage => ({
  response: "utter_pay", text, language: null, buttons: [], facts: [], card,
});

test("lines with a source and the heading are on the card already", () => {
  const text = "Pay for Curators\nMedian pay: $60,000 a year, Alaska, May 2025 (BLS OEWS)\n\nAsk me more.";
  assert.deepEqual(beside(message(text, { type: "pay", title: "Curators", annual: paid })), { before: "", after: "Ask me more." });
});

test("a line that says something of its own stays", () => {
  const text = "Median pay: not published, Nome, May 2025 (BLS OEWS). Here is Alaska instead.\nGrowth: 2%, United States, 2024-34 (BLS Employment Projections)";
  assert.deepEqual(beside(message(text, { type: "pay", title: "Curators", annual: paid })), {
    before: "Median pay: not published, Nome, May 2025 (BLS OEWS). Here is Alaska instead.",
    after: "",
  });
});

test("numbered lines that the card lists are left out", () => {
  const card = { type: "lattice", title: "Librarians", edges: [{ title: "Archivists", direction: "transfer" }] };
  const { after } = beside(message("1. Archivists: same level\n2. Pirates: no level", card));
  assert.equal(after, "2. Pirates: no level");
});

test("without a card every line stays", () => {
  const text = "Median pay: $60,000 a year, Alaska, May 2025 (BLS OEWS)";
  assert.equal(beside(message(text, null)).before, text);
});

test("a source is left out only where the card shows it", () => {
  const names = { type: "names", title: "Electricians", items: ["Awls", "Backhoes"] };
  const text = "Tools for Electricians\n• Awls\nOther tools: Awls, Backhoes\nFrom: United States, 2025 (O*NET® 30.1)";
  assert.equal(beside(message(text, names)).after, "From: United States, 2025 (O*NET® 30.1)");
});

test("how high an exposure is stays in words", () => {
  const text = "• Medium: 0.5 on a scale of 0 to 1, United States, 2023 (A Study)";
  assert.equal(beside(message(text, { type: "bars", kind: "exposure", items: [] })).before, text);
});

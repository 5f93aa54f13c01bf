import assert from "node:assert/strict";
import { test } from "node:test";
import { beside } from "../src/brief.ts";
import type { BotMessage, Card } from "../src/wire.ts";

const message = (text: string, card: Card | null): BotMessage => ({
  response: "utter_pay", text, buttons: [], facts: [], card,
});

test("lines with a source and the heading are on the card already", () => {
  const text = "Pay for Curators\nMedian pay: $60,000 a year, Alaska, May 2025 (BLS OEWS)\n\nAsk me more.";
  assert.deepEqual(beside(message(text, { type: "pay", title: "Curators" })), { before: "", after: "Ask me more." });
});

test("a line that says something of its own stays", () => {
  const text = "Median pay: not published, Nome, May 2025 (BLS OEWS). Here is Alaska instead.\nGrowth: 2%, United States, 2024-34 (BLS Employment Projections)";
  assert.deepEqual(beside(message(text, { type: "pay", title: "Curators" })), {
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

import assert from "node:assert/strict";
import { test } from "node:test";
import { readMessages, text } from "../src/wire.ts";

test("a message keeps what it needs and drops the rest", () => {
  const [message] = readMessages({
    messages: [{ response: "utter_pay", text: "Pay", buttons: [{ title: "a", payload: "/a" }, { title: "b" }], card: { type: "pay" } }],
  });
  assert.equal(message?.response, "utter_pay");
  assert.deepEqual(message?.buttons, [{ title: "a", payload: "/a" }]);
  assert.equal(message?.card?.type, "pay");
  assert.deepEqual(message?.facts, []);
});

test("only languages that the chat speaks are believed", () => {
  const messages = ["es", "en", "fr", 7].map((language) => ({ text: "a", language }));
  const read = readMessages({ messages });
  assert.deepEqual(read.map(({ language }) => language), ["es", "en", null, null]);
});

test("no shape of an answer breaks the reading", () => {
  const shapes: unknown[] = [
    null, 1, "x", [], {}, { messages: null }, { messages: [null, 1, "x", [], {}] },
    { messages: [{ text: 5, buttons: {}, facts: "x", card: [] }] },
    { messages: [{ text: "a", facts: [{ name: {}, value: {} }, { name: "x", value: NaN }] }] },
  ];
  for (const shape of shapes) assert.ok(Array.isArray(readMessages(shape)));
  assert.equal(readMessages(shapes[8])[0]?.facts[0]?.value, null);
});

test("lengths and counts are capped", () => {
  const many = Array.from({ length: 100 }, () => ({
    text: "x".repeat(50_000),
    buttons: Array.from({ length: 100 }, () => ({ title: "t".repeat(999), payload: "/p" })),
  }));
  const messages = readMessages({ messages: many });
  assert.equal(messages.length, 20);
  assert.equal(messages[0]!.text.length, 6000);
  assert.equal(messages[0]!.buttons.length, 10);
  assert.equal(messages[0]!.buttons[0]!.title.length, 160);
});

test("control characters go, line breaks stay", () => {
  assert.equal(text("a\u0000b\u001b[31m\nc\u009f", 50), "ab[31m\nc");
});

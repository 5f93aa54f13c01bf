import assert from "node:assert/strict";
import { test } from "node:test";
import { pause } from "../src/pace.ts";

const minutes = (count: number) => count * 60_000;

test("a reply is looked for often at first, then less, and seldom where nobody has the question", () => {
  assert.equal(pause(0, false), 5_000);
  assert.equal(pause(minutes(4), true), 5_000);
  assert.equal(pause(minutes(6), true), 15_000);
  assert.equal(pause(minutes(6), false), 30_000);
});

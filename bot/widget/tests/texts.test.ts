import assert from "node:assert/strict";
import { test } from "node:test";
import { en } from "../src/texts/en.ts";
import { es } from "../src/texts/es.ts";

function keys(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, one]) => keys(one, `${path}.${key}`));
}

test("both languages say the same things", () => {
  assert.deepEqual(keys(es), keys(en));
});

test("only No and the dash are the same in both languages", () => {
  const same = Object.entries(en).filter(([key, words]) => words === (es as Record<string, unknown>)[key]);
  assert.deepEqual(same.map(([key]) => key), ["rateNo", "missing"]);
});

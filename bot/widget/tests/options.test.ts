import assert from "node:assert/strict";
import { test } from "node:test";
import { readOptions } from "../src/options.ts";

const PAGE = "https://library.example/jobs/";

test("one line without options works against the page's own server", () => {
  const { options, problems } = readOptions({}, PAGE);
  assert.deepEqual(problems, []);
  assert.equal(options.server, "https://library.example");
  assert.equal(options.desk, null);
  assert.equal(options.language, "en");
  assert.equal(options.mode, "float");
});

test("addresses lose a trailing slash and may be relative to the page", () => {
  const { options } = readOptions({ server: "https://bot.example/", desk: "/desk/" }, PAGE);
  assert.equal(options.server, "https://bot.example");
  assert.equal(options.desk, "https://library.example/desk");
});

test("what cannot be used is named with its value and what would be right", () => {
  const given = { language: "fr", colour: "teal", server: "javascript:alert(1)", position: "top" };
  const { options, problems } = readOptions(given, PAGE);
  assert.deepEqual(
    problems.map(({ option, value }) => [option, value]),
    [
      ["server", "javascript:alert(1)"],
      ["colour", "teal"],
      ["language", "fr"],
      ["position", "top"],
    ],
  );
  assert.ok(problems.every(({ expected }) => expected));
  assert.equal(options.server, "https://library.example");
  assert.equal(options.language, "en");
});

test("questions are split at | and at most five", () => {
  const { options } = readOptions({ questions: " a | b ||c|d|e|f" }, PAGE);
  assert.deepEqual(options.questions, ["a", "b", "c", "d", "e"]);
});

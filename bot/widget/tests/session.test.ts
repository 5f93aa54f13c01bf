import assert from "node:assert/strict";
import { test } from "node:test";
import { Session } from "../src/session.ts";

class FakeStorage {
  [key: string]: unknown;
  constructor(limit = Infinity) {
    Object.defineProperties(this, {
      limit: { value: limit },
      getItem: { value: (key: string) => (this[key] as string) ?? null },
      removeItem: { value: (key: string) => delete this[key] },
      setItem: {
        value: (key: string, words: string) => {
          const others = Object.entries(this).filter(([name]) => name !== key);
          const size = others.reduce((sum, [, value]) => sum + String(value).length, words.length);
          if (size > limit) throw new DOMException("full", "QuotaExceededError");
          this[key] = words;
        },
      },
    });
  }
}

const storage = (limit?: number) => new FakeStorage(limit) as unknown as Storage;
const saying = (text: string) => ({ from: "you", text, at: 1, language: "en" }) as const;

test("a talk is there again after a reload", () => {
  const kept = storage();
  const before = new Session(kept);
  before.update({ conversation: "c", open: true, draft: "half a" });
  before.add(saying("one"));
  before.add(saying("two"));
  const after = new Session(kept);
  assert.equal(after.state.conversation, "c");
  assert.equal(after.state.draft, "half a");
  assert.deepEqual(after.entries().map(({ text }) => text), ["one", "two"]);
});

test("ending leaves nothing of ours and all of the page's", () => {
  const kept = storage();
  kept.setItem("theirs", "x");
  const session = new Session(kept);
  session.update({ conversation: "c" });
  session.add(saying("secret"));
  session.clear();
  assert.deepEqual(Object.keys(kept), ["theirs"]);
  assert.deepEqual(session.entries(), []);
  assert.equal(session.state.conversation, "");
});

test("a full storage drops the oldest and keeps the newest", () => {
  const kept = storage(6000);
  const session = new Session(kept);
  for (let n = 0; n < 200; n += 1) session.add(saying(`saying ${n}`));
  const texts = new Session(kept).entries().map(({ text }) => text);
  assert.ok(texts.length > 10);
  assert.equal(texts[texts.length - 1], "saying 199");
});

test("at most six hundred entries are kept", () => {
  const kept = storage();
  const session = new Session(kept);
  for (let n = 0; n < 650; n += 1) session.add(saying(String(n)));
  assert.equal(new Session(kept).entries().length, 600);
});

test("without storage the talk still goes on", () => {
  const session = new Session(null);
  session.update({ conversation: "c" });
  assert.equal(session.add(saying("x")).id, 1);
  assert.equal(session.state.conversation, "c");
});

test("damaged storage is as if it were empty", () => {
  const kept = storage();
  kept.setItem("career-lattice:state", "{half");
  assert.equal(new Session(kept).state.next, 1);
});

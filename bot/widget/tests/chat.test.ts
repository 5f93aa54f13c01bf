import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { Chat, type Surface } from "../src/chat.ts";
import type { Along, Desk } from "../src/desk.ts";
import type { Entry } from "../src/session.ts";
import { Session } from "../src/session.ts";
import { NoAnswer, type Saying, type Transport } from "../src/transport.ts";
import type { BotMessage } from "../src/wire.ts";

const reply = (text: string): BotMessage => ({ response: "utter_x", text, language: null, buttons: [], facts: [], card: null });

class FakeTransport implements Transport {
  opened = 0;
  sent: { conversation: string; saying: Saying }[] = [];
  told: string[] = [];
  failures: NoAnswer[] = [];
  hold: Promise<void> = Promise.resolve();

  async open() {
    this.opened += 1;
    return `c${this.opened}`;
  }

  names: string[] = [];
  response = "";

  async send(conversation: string, saying: Saying, name = "") {
    this.sent.push({ conversation, saying });
    this.names.push(name);
    await this.hold;
    const failure = this.failures.shift();
    if (failure) throw failure;
    if (this.response) return [{ ...reply("taken"), response: this.response }];
    return [reply("text" in saying ? `re: ${saying.text}` : `re: ${saying.payload}`)];
  }

  tell(_: string, payload: string) {
    this.told.push(payload);
  }
}

class Screen implements Surface {
  lines: string[] = [];
  busy = false;
  failures: Entry[] = [];
  said = (entry: Entry) => void this.lines.push(`> ${entry.text}`);
  answered = (entries: readonly Entry[]) => void this.lines.push(...entries.map(({ text }) => text));
  failed = (entry: Entry, failure: string) => {
    this.failures.push(entry);
    this.lines.push(`! ${failure}`);
  };
  offers: Along[] = [];
  offerAlong = (along: Along) => void this.offers.push(along);
  retrying = () => {};
  working = (busy: boolean) => void (this.busy = busy);
}

let transport: FakeTransport;
let screen: Screen;
let session: Session;

function chat(language: "en" | "es" = "en", area = ""): Chat {
  return new Chat({ session, transport, surface: screen, desk: null, language: () => language, area });
}

const settled = () => new Promise((done) => setTimeout(done, 5));

beforeEach(() => {
  transport = new FakeTransport();
  screen = new Screen();
  session = new Session(null);
});

test("a question is shown at once and answered in the server's conversation", async () => {
  chat().ask(" How? ");
  assert.deepEqual(screen.lines, ["> How?"]);
  assert.equal(screen.busy, true);
  await settled();
  assert.deepEqual(screen.lines, ["> How?", "re: How?"]);
  assert.equal(screen.busy, false);
  assert.equal(session.state.conversation, "c1");
});

test("the talk may be sent along once a question was taken, where a desk takes it", async () => {
  const along = { number: "7KQF-D2MX", days: 30 };
  const sent: string[] = [];
  const desk = {
    along: async () => along,
    sendAlong: async (...given: string[]) => sent.push(given.join(" ")) > 0,
  } as unknown as Desk;
  const talk = new Chat({ session, transport, surface: screen, desk, language: () => "en", area: "" });
  talk.ask("How?");
  await settled();
  assert.deepEqual(screen.offers, []);
  transport.response = "utter_handoff_taken";
  talk.ask("Am I too old?");
  await settled();
  assert.deepEqual(screen.offers, [along]);
  assert.equal(await talk.sendAlong(along.number, "the words"), true);
  assert.deepEqual(sent, ["c1 7KQF-D2MX the words"]);
});

test("a counselor's reply is looked for every five seconds at first, and seldom in the long run", async (t) => {
  t.mock.timers.enable({ apis: ["Date"], now: 1_000_000 });
  let looks = 0;
  let news = { replies: [] as { id: string; text: string; from: string }[], taken: false };
  const desk = { news: async () => (looks++, news), along: async () => null } as unknown as Desk;
  const talk = new Chat({ session, transport, surface: screen, desk, language: () => "en", area: "" });
  const pass = async (seconds: number) => {
    looks = 0;
    for (let at = 0; at < seconds; at += 5) {
      t.mock.timers.tick(5_000);
      await talk.look();
    }
    return looks;
  };
  assert.equal(await pass(60), 0, "nobody was asked for");
  transport.response = "utter_handoff_taken";
  talk.ask("Am I too old?");
  await settled();
  assert.equal(await pass(60), 12);
  await pass(300);
  assert.equal(await pass(60), 2, "nobody has it yet");
  news = { replies: [], taken: true };
  await pass(30);
  assert.equal(await pass(60), 12, "a counselor has just taken it");
  await pass(300);
  assert.equal(await pass(60), 4);
  news = { replies: [{ id: "7", text: "No.", from: "Ms. Kay" }], taken: false };
  await pass(15);
  news = { replies: [], taken: false };
  assert.equal(screen.lines.at(-1), "No.");
  assert.equal(await pass(60), 12, "they may have more to say");
});

test("quick questions are answered in order, in one conversation", async () => {
  const talk = chat();
  for (const words of ["a", "b", "c"]) talk.ask(words);
  await settled();
  assert.deepEqual(screen.lines.slice(3), ["re: a", "re: b", "re: c"]);
  assert.equal(transport.opened, 1);
});

test("typed commands travel as text, buttons as payload", async () => {
  const talk = chat();
  talk.ask("/pay");
  talk.press({ title: "Pay", payload: "/pay" });
  await settled();
  assert.deepEqual(transport.sent.map(({ saying }) => saying), [{ text: "/pay" }, { payload: "/pay" }]);
});

test("an empty question is none, a long one is cut", async () => {
  const talk = chat();
  talk.ask("  \n ");
  talk.ask("x".repeat(2000));
  await settled();
  assert.equal(transport.sent.length, 1);
  assert.equal((transport.sent[0]!.saying as { text: string }).text.length, 1000);
});

test("a failed answer can be tried again", async () => {
  transport.failures = [new NoAnswer("slow")];
  const talk = chat();
  talk.ask("a");
  await settled();
  assert.deepEqual(screen.lines, ["> a", "! slow"]);
  assert.deepEqual(session.state.unanswered, [1]);
  talk.retry(screen.failures[0]!);
  await settled();
  assert.equal(screen.lines.at(-1), "re: a");
  assert.deepEqual(session.state.unanswered, []);
});

test("what failed for want of a connection goes out when it is back", async () => {
  transport.failures = [new NoAnswer("offline"), new NoAnswer("refused")];
  const talk = chat();
  talk.ask("a");
  talk.ask("b");
  await settled();
  talk.reconnected();
  await settled();
  assert.deepEqual(screen.lines.slice(-1), ["re: a"]);
});

test("a conversation that the server forgot is begun anew without a word", async () => {
  const talk = chat();
  talk.ask("a");
  await settled();
  transport.failures = [new NoAnswer("gone")];
  talk.ask("b");
  await settled();
  assert.equal(session.state.conversation, "c2");
  assert.equal(screen.lines.at(-1), "re: b");
});

test("language and place are told when a conversation begins", async () => {
  chat("es", "AK").ask("a");
  await settled();
  assert.deepEqual(transport.sent[0]!.saying, { payload: '/greet{"language":"es","area":"AK"}' });
  assert.deepEqual(screen.lines, ["> a", "re: a"]);
});

test("ending asks the server to forget, and a late answer is nobody's", async () => {
  const talk = chat();
  talk.ask("a");
  await settled();
  let release = () => {};
  transport.hold = new Promise((done) => (release = done));
  talk.ask("b");
  await settled();
  talk.end();
  release();
  await settled();
  assert.deepEqual(transport.told, ["/forget"]);
  assert.deepEqual(screen.lines, ["> a", "re: a", "> b"]);
  assert.equal(session.state.conversation, "");
});

test("what is tried again keeps its name, and another saying has another", async () => {
  const talk = chat();
  transport.failures = [new NoAnswer("slow")];
  talk.ask("hello");
  await settled();
  talk.retry(screen.failures[0]!);
  talk.ask("hello");
  await settled();
  const [first, again, other] = transport.names;
  assert.ok(first);
  assert.equal(first, again);
  assert.notEqual(first, other);
});

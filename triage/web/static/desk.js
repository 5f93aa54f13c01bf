// The desk works without this script; it adds fresh rows, single keys, ready replies and progress.
"use strict";
const EVERY = 4000;
const KEYS = "desk-keys";
const find = (selector) => document.querySelector(selector);
const say = (text) => { find("#said").textContent = text; };

function numbers(root) {
  return new Set([...root.querySelectorAll("tr[data-number]")].map((row) => row.dataset.number));
}

async function refresh(live) {
  if (document.hidden) return;
  const answer = await fetch(location.href, { headers: { "X-Desk-Live": "1" } }).catch(() => null);
  if (!answer) return say("The desk does not answer. Trying again.");
  if (answer.status === 401) return location.assign("/login");
  if (!answer.ok) return;
  const fresh = document.createElement("div");
  fresh.innerHTML = await answer.text();
  replaceRows(live, fresh);
}

function replaceRows(live, fresh) {
  const before = numbers(live);
  const added = [...numbers(fresh)].filter((number) => !before.has(number)).length;
  const held = document.activeElement?.closest("tr")?.dataset.number;
  if (live.innerHTML.trim() === fresh.innerHTML.trim()) return;
  live.replaceChildren(...fresh.childNodes);
  if (held) live.querySelector(`tr[data-number="${CSS.escape(held)}"] a`)?.focus();
  if (added) say(added === 1 ? "1 new case" : `${added} new cases`);
}

function step(by) {
  const links = [...document.querySelectorAll("#queue tbody th a")];
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at + by))].focus();
}

function onKey(event) {
  if (localStorage.getItem(KEYS) !== "on" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches("input, textarea, select")) return;
  if (event.key === "j") return step(1);
  if (event.key === "k") return step(-1);
  const wanted = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!wanted) return;
  event.preventDefault();
  if (wanted.matches("button")) wanted.click(); else wanted.focus();
}

async function watch(bar) {
  const answer = await fetch(bar.dataset.progress).catch(() => null);
  const { done, total } = answer?.ok ? await answer.json() : { done: bar.value, total: bar.max };
  bar.value = done;
  find("#done").textContent = `${done} of ${total}`;
  if (done >= total) return say("All questions are drafted.");
  setTimeout(() => watch(bar), 1000);
}

async function compare(notice) {
  if (document.hidden || !notice.hidden) return;
  const answer = await fetch(location.pathname, { headers: { "X-Desk-Live": "1" } }).catch(() => null);
  if (!answer?.ok || (await answer.text()) === notice.dataset.watch) return;
  notice.hidden = false;
  say("The case has changed since you opened it.");
}

const live = find("#live[data-live='on']");
if (live) setInterval(() => refresh(live), EVERY);
document.addEventListener("keydown", onKey);
const keys = find("#keys");
if (keys) {
  keys.checked = localStorage.getItem(KEYS) === "on";
  keys.addEventListener("change", () => localStorage.setItem(KEYS, keys.checked ? "on" : "off"));
}
const ready = find("select[data-into]");
ready?.addEventListener("change", () => {
  const into = find(`#${ready.dataset.into}`);
  if (ready.value) into.value += (into.value ? "\n\n" : "") + ready.value;
  into.focus();
});
const changed = find("[data-watch]");
if (changed) setInterval(() => compare(changed), EVERY);
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
const bar = find("[data-progress]");
if (bar) watch(bar);

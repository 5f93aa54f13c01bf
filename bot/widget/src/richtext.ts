/** The little markup that answers use: paragraphs, lists, **strong**, links. Nothing else. */

import { h, spoken, type Child } from "./dom.ts";

export type Span =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "strong"; readonly text: string }
  | { readonly kind: "link"; readonly text: string; readonly href: string };

export type Block =
  | { readonly kind: "paragraph"; readonly lines: readonly Span[][] }
  | { readonly kind: "list"; readonly ordered: boolean; readonly items: readonly Span[][] };

const BULLET = /^\s*(?:[-*•]|(\d{1,2})[.)])\s+(.*)$/;
const MARKUP =
  /\*\*([^*\n]{1,300})\*\*|\[([^\]\n]{1,200})\]\(([^)\s]{1,500})\)|((?:https?:\/\/|mailto:)[^\s<>"'`]{1,500})/gi;
const TRAILING = /[.,;:!?)\]]+$/;

export function parse(text: string, trusted: readonly string[] = []): Block[] {
  const blocks: Block[] = [];
  let lines: Span[][] = [];
  let items: Span[][] = [];
  let ordered = false;
  const close = () => {
    if (lines.length) blocks.push({ kind: "paragraph", lines });
    if (items.length) blocks.push({ kind: "list", ordered, items });
    [lines, items] = [[], []];
  };
  for (const line of text.split("\n")) {
    const bullet = BULLET.exec(line);
    if (bullet) {
      const numbered = bullet[1] !== undefined;
      if (!items.length || numbered !== ordered) close();
      ordered = numbered;
      items.push(spans(bullet[2]!, trusted));
    } else if (!line.trim()) {
      close();
    } else {
      if (items.length) close();
      lines.push(spans(line.trim(), trusted));
    }
  }
  close();
  return blocks;
}

function spans(line: string, trusted: readonly string[]): Span[] {
  const found: Span[] = [];
  let at = 0;
  const plain = (upto: number) => {
    if (upto > at) found.push({ kind: "text", text: line.slice(at, upto) });
  };
  for (const match of line.matchAll(MARKUP)) {
    const span = spanOf(match, trusted);
    if (!span) continue;
    plain(match.index);
    found.push(span);
    at = match.index + lengthOf(match);
  }
  plain(line.length);
  return found;
}

function spanOf(match: RegExpMatchArray, trusted: readonly string[]): Span | null {
  const [, strong, label, target, bare] = match;
  if (strong) return { kind: "strong", text: strong };
  const address = bare?.replace(TRAILING, "") ?? target ?? "";
  const href = safeLink(address, trusted);
  return href ? { kind: "link", text: label ?? address.replace(/^mailto:/i, ""), href } : null;
}

const lengthOf = (match: RegExpMatchArray): number =>
  match[4] ? match[4].replace(TRAILING, "").length : match[0].length;

/** An address that may be followed, or "": https and mailto, and http to `trusted` origins. */
export function safeLink(address: string, trusted: readonly string[] = []): string {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return "";
  }
  if (url.username || url.password) return "";
  if (url.protocol === "https:" || url.protocol === "mailto:") return url.href;
  return url.protocol === "http:" && trusted.includes(url.origin) ? url.href : "";
}

/** Draw blocks; `newTab` is what a screen reader hears after a link that leaves the page. */
export function render(blocks: readonly Block[], newTab: string): Node[] {
  const line = (parts: readonly Span[]): Node[] => parts.map((span) => drawn(span, newTab));
  return blocks.map((block) => {
    if (block.kind === "list") {
      const items = block.items.map((item) => h("li", {}, ...line(item)));
      return h(block.ordered ? "ol" : "ul", {}, ...items);
    }
    const parts: Child[] = block.lines.flatMap((spans, index) =>
      index ? [h("br"), ...line(spans)] : line(spans),
    );
    return h("p", {}, ...parts);
  });
}

function drawn(span: Span, newTab: string): Node {
  if (span.kind === "text") return document.createTextNode(span.text);
  if (span.kind === "strong") return h("strong", {}, span.text);
  const link = { href: span.href, rel: "noopener noreferrer" };
  if (span.href.startsWith("mailto:")) return h("a", link, span.text);
  return h("a", { ...link, target: "_blank" }, span.text, spoken(` (${newTab})`));
}

/** The same text without its markup, for the saved talk and the live region. */
export function plainText(text: string): string {
  return text
    .replace(/\*\*([^*\n]{1,300})\*\*/g, "$1")
    .replace(/\[([^\]\n]{1,200})\]\(([^)\s]{1,500})\)/g, "$1 ($2)");
}

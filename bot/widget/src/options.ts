/** What the person who embeds the chat may choose, read from `data-` attributes. */

import { parseColour, type Rgb } from "./colour.ts";

export type Language = "en" | "es";
export type Position = "bottom-right" | "bottom-left";
export type Theme = "auto" | "light" | "dark";

export interface Options {
  /** Where the bot answers, without a trailing slash. */
  readonly server: string;
  /** Where the counselors' desk answers; null where there is none. */
  readonly desk: string | null;
  readonly colour: Rgb;
  readonly language: Language;
  /** Code of the area that pay is shown for unless the person names another: AK, 11260. */
  readonly area: string;
  readonly library: string;
  readonly greeting: string;
  readonly position: Position;
  readonly theme: Theme;
  /** "float": a button that opens a panel. "page": the chat fills its container. */
  readonly mode: "float" | "page";
  /** A page of the operator's that says what is kept; null where there is none. */
  readonly privacy: string | null;
  readonly questions: readonly string[];
}

export interface Problem {
  readonly option: string;
  readonly value: string;
  readonly expected: string;
}

export type Attributes = Readonly<Record<string, string | undefined>>;

const TEAL: Rgb = [15, 94, 94];

/** Read options; what cannot be used falls back to its default and is reported. */
export function readOptions(
  given: Attributes,
  base: string,
): { options: Options; problems: Problem[] } {
  const problems: Problem[] = [];
  const choice = <T extends string>(option: string, allowed: readonly T[]): T => {
    const value = given[option]?.trim() || allowed[0]!;
    if ((allowed as readonly string[]).includes(value)) return value as T;
    problems.push({ option, value, expected: allowed.join(" or ") });
    return allowed[0]!;
  };
  const address = (option: string): string | null => {
    const value = given[option]?.trim();
    if (!value) return null;
    const url = httpUrl(value, base);
    if (!url) problems.push({ option, value, expected: "an address that begins with https://" });
    return url;
  };
  const colour = (): Rgb => {
    const value = given["colour"] ?? given["color"];
    if (!value) return TEAL;
    const parsed = parseColour(value);
    if (!parsed) problems.push({ option: "colour", value, expected: "a colour such as #0f5e5e" });
    return parsed ?? TEAL;
  };
  const options: Options = {
    server: address("server") ?? new URL(base).origin,
    desk: address("desk"),
    colour: colour(),
    language: choice("language", ["en", "es"]),
    area: words(given["area"], 80),
    library: words(given["library"], 120),
    greeting: words(given["greeting"], 400),
    position: choice("position", ["bottom-right", "bottom-left"]),
    theme: choice("theme", ["auto", "light", "dark"]),
    mode: choice("mode", ["float", "page"]),
    privacy: address("privacy"),
    questions: (given["questions"] ?? "")
      .split("|")
      .map((question) => words(question, 120))
      .filter(Boolean)
      .slice(0, 5),
  };
  return { options, problems };
}

function words(value: string | undefined, longest: number): string {
  return (value ?? "").replace(/\s+/g, " ").trim().slice(0, longest);
}

function httpUrl(value: string, base: string): string | null {
  try {
    const url = new URL(value, base);
    return /^https?:$/.test(url.protocol) ? url.href.replace(/\/+$/, "") : null;
  } catch {
    return null;
  }
}

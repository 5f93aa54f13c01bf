/** The operator's colour, made readable: WCAG contrast decides, not the operator's luck. */

export type Rgb = readonly [number, number, number];

export const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

export interface Palette {
  /** Filled parts: launcher, send button, the person's own messages. */
  readonly accent: Rgb;
  /** Text on them, at least 4.5:1. */
  readonly onAccent: Rgb;
  /** Links, headings and outlines on the surface, at least 4.5:1. */
  readonly accentText: Rgb;
}

/** Read `#abc`, `#aabbcc` or `rgb(1, 2, 3)`; null when it is none of these. */
export function parseColour(text: string): Rgb | null {
  const value = text.trim().toLowerCase();
  const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(value);
  if (short) return triple(short.slice(1).map((digit) => parseInt(digit + digit, 16)));
  const long = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/.exec(value);
  if (long) return triple(long.slice(1).map((pair) => parseInt(pair, 16)));
  const parts = /^rgb\(\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*[, ]\s*(\d{1,3})\s*\)$/.exec(value);
  if (parts) return triple(parts.slice(1).map(Number));
  return null;
}

function triple(values: number[]): Rgb | null {
  return values.every((value) => value <= 255) ? [values[0]!, values[1]!, values[2]!] : null;
}

export function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

/** WCAG contrast ratio, 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

export function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [part(0), part(1), part(2)];
}

/** The nearest shade of `colour` that reaches `ratio` on `surface`. */
export function readableOn(colour: Rgb, surface: Rgb, ratio: number): Rgb {
  const towards = contrast(BLACK, surface) > contrast(WHITE, surface) ? BLACK : WHITE;
  for (let step = 0; step <= 20; step += 1) {
    const shade = mix(colour, towards, step / 20);
    if (contrast(shade, surface) >= ratio) return shade;
  }
  return towards;
}

/**
 * Colours for a surface. The accent stands out from it by 3:1 (WCAG 1.4.11); words reach `ratio`
 * on `raised`, the ground of hovered buttons, which is nearer to them.
 */
export function paletteFor(colour: Rgb, surface: Rgb, raised = surface, ratio = 4.6): Palette {
  const accent = readableOn(colour, surface, 3);
  return {
    accent,
    // One of the two always reaches 4.58:1.
    onAccent: contrast(WHITE, accent) >= 4.5 ? WHITE : BLACK,
    accentText: readableOn(colour, raised, ratio),
  };
}

export const css = (colour: Rgb): string => `rgb(${colour.join(" ")})`;

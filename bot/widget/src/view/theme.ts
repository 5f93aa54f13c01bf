/** Colours of the two themes, worked out from the operator's colour. */

import { css, paletteFor, type Rgb } from "../colour.ts";
import type { Theme } from "../options.ts";

interface Ground {
  readonly scheme: string;
  readonly surface: Rgb;
  readonly raised: Rgb;
  readonly ink: string;
  readonly soft: string;
  readonly line: string;
  readonly edge: string;
  readonly beside: string;
  readonly into: string;
  readonly onNode: string;
}

const LIGHT: Ground = {
  scheme: "light",
  surface: [255, 255, 255],
  raised: [245, 246, 244],
  ink: "#1a2024",
  soft: "#4d575e",
  line: "#dfe2de",
  edge: "#737b81",
  beside: "#4b4f94",
  into: "#80480f",
  onNode: "#fff",
};

const DARK: Ground = {
  scheme: "dark",
  surface: [24, 28, 31],
  raised: [35, 41, 45],
  ink: "#eef1f2",
  soft: "#b6bfc5",
  line: "#394147",
  edge: "#8b959c",
  beside: "#b9bdf5",
  into: "#f0c48a",
  onNode: "#111",
};

export function themeSheet(colour: Rgb, theme: Theme): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  const light = rule(LIGHT, colour);
  const dark = rule(DARK, colour);
  const rules = {
    light,
    dark,
    auto: `${light}@media screen and (prefers-color-scheme:dark){${dark}}`,
  };
  sheet.replaceSync(`${rules[theme]}@media print{${light}}`);
  return sheet;
}

function rule(ground: Ground, colour: Rgb): string {
  const { surface, raised, scheme, onNode, ...others } = ground;
  const palette = paletteFor(colour, surface, raised, scheme === "dark" ? 7 : 4.6);
  const names = {
    surface: css(surface),
    raised: css(raised),
    accent: css(palette.accent),
    "on-accent": css(palette.onAccent),
    "accent-text": css(palette.accentText),
    "on-node": onNode,
    ...others,
  };
  const declared = Object.entries(names).map(([name, value]) => `--${name}:${value}`);
  return `:host{color-scheme:${scheme};${declared.join(";")}}`;
}

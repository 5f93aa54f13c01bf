/** The words of every language the chat speaks. */

import type { Tongue } from "../facts.ts";
import type { Language } from "../options.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";

const TEXTS = { en, es };

export const tongueOf = (language: Language): Tongue => ({ language, texts: TEXTS[language] });

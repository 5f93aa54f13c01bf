/** Which drawing a card gets; a type without one stays text. */

import type { Card } from "../wire.ts";
import { drawBars, drawInterests, drawRatings } from "./bars.ts";
import { drawCompare } from "./compare.ts";
import { drawLattice } from "./lattice.ts";
import { drawList } from "./list.ts";
import { drawNames, drawQuiz } from "./names.ts";
import { drawEducation, drawOccupation, drawSteps } from "./occupation.ts";
import { drawOutlook } from "./outlook.ts";
import type { Drawing } from "./parts.ts";
import { drawPath } from "./path.ts";
import { drawPay } from "./pay.ts";
import type { Json } from "./shapes.ts";

type Draw = (content: Json, drawing: Drawing) => HTMLElement | null;

const DRAWINGS: ReadonlyMap<string, Draw> = new Map([
  ["occupation", drawOccupation],
  ["steps", drawSteps],
  ["pay", drawPay],
  ["outlook", drawOutlook],
  ["education", drawEducation],
  ["ratings", drawRatings],
  ["interests", drawInterests],
  ["names", drawNames],
  ["bars", drawBars],
  ["lattice", drawLattice],
  ["path", drawPath],
  ["compare", drawCompare],
  ["list", drawList],
  ["quiz", drawQuiz],
]);

/** The card as a node, or null where it cannot be drawn. */
export function drawCard(card: Card | null, drawing: Drawing): HTMLElement | null {
  return (card && DRAWINGS.get(card.type)?.(card, drawing)) ?? null;
}

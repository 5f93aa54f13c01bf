/** Which drawing a card gets; a type without one stays text. */

import type { BotMessage } from "../wire.ts";
import { drawCompare } from "./compare.ts";
import { drawInterests } from "./interests.ts";
import { drawLattice } from "./lattice.ts";
import { drawList } from "./list.ts";
import { drawOccupation } from "./occupation.ts";
import { drawOutlook } from "./outlook.ts";
import type { Drawing } from "./parts.ts";
import { drawPay } from "./pay.ts";

type Draw = (message: BotMessage, drawing: Drawing) => HTMLElement | null;

const DRAWINGS: ReadonlyMap<string, Draw> = new Map([
  ["occupation", drawOccupation],
  ["pay", drawPay],
  ["outlook", drawOutlook],
  ["interests", drawInterests],
  ["lattice", drawLattice],
  ["compare", drawCompare],
  ["list", drawList],
]);

/** The card of a message, or null where it has none that can be drawn. */
export function drawCard(message: BotMessage, drawing: Drawing): HTMLElement | null {
  return (message.card && DRAWINGS.get(message.card.type)?.(message, drawing)) ?? null;
}

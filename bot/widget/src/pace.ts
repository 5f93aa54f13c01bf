/** How often to look for a counselor's reply: often while one may come soon, seldom later. */

const SECOND = 1000;
/** How often the page asks whether it is time to look. */
export const TICK = 5 * SECOND;
const FRESH = 5 * 60 * SECOND;
const SOON = TICK;
const TAKEN = 15 * SECOND;
const SELDOM = 30 * SECOND;

/**
 * Milliseconds between two looks.
 *
 * @param quiet - milliseconds since the person or a counselor last did something
 * @param taken - whether a counselor has the question
 */
export function pause(quiet: number, taken: boolean): number {
  if (quiet < FRESH) return SOON;
  return taken ? TAKEN : SELDOM;
}

/** The server's time, learned from pages and heartbeats, so that a wrong desk clock harms nothing. */

const REPLACED_MS = 2000;
let offsetMs = 0;
let known = false;

/**
 * Learn from one reading. Delays only make a reading look older, so the freshest of close readings wins;
 * a far one is a clock that was set anew.
 * @param {string | null | undefined} instant ISO 8601 with zone
 */
export function learn(instant) {
  const offset = Date.parse(instant ?? "") - Date.now();
  if (Number.isNaN(offset)) return;
  offsetMs = known && Math.abs(offset - offsetMs) < REPLACED_MS ? Math.max(offset, offsetMs) : offset;
  known = true;
}

/** @returns {boolean} whether a reading was ever learned */
export const isKnown = () => known;

/** @returns {number} the server's time in milliseconds */
export const now = () => Date.now() + offsetMs;

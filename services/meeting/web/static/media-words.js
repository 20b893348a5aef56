/** How a point's line holds, in the few words that everybody sees: what the point sends, what it receives. */

/** @typedef {{quality: string, has_video: boolean, sends: string, receives: string}} Holding */

const SENDS = { thumbnail: "hình nhỏ", voice: "chỉ có tiếng", none: "mất tín hiệu" };
const RECEIVES = { thumbnail: "nhận hình nhỏ", voice: "chỉ nghe tiếng", text: "đang theo dõi bằng chữ" };

/** Nothing while picture and sound are whole, both ways. @param {Holding | undefined} holding */
export function lacking(holding) {
  if (!holding) return [];
  const sends = SENDS[/** @type {keyof SENDS} */ (holding.sends)];
  const receives = holding.sends === "none" ? "" : RECEIVES[/** @type {keyof RECEIVES} */ (holding.receives)];
  return [sends, receives].filter(Boolean);
}

/** On the console, beside each point: how its link holds, whether its camera sends, whether its microphone is open. */

import { MediaRoom } from "./media-room.js";

const LINKS = { good: "nối tốt", weak: "nối yếu", lost: "mất tín hiệu" };
const KINDS = { good: "is-good", weak: "is-weak", lost: "is-lost" };

/** @typedef {{quality: keyof typeof LINKS, hasVideo: boolean}} Link */

const desk = /** @type {HTMLElement} */ (document.querySelector("[data-media]"));
const { media = "", token = "", viewer = "" } = desk.dataset;
/** @type {Map<string, Link>} */
const links = new Map();
/** @type {string[]} */
let open = [];

/** @param {string} point */
function words(point) {
  const link = links.get(point);
  if (!link) return "chưa nối hình";
  if (link.quality === "lost") return LINKS.lost;
  const microphone = open.includes(point) ? "micro mở" : "micro đóng";
  return [LINKS[link.quality], ...(link.hasVideo ? [] : ["không có hình"]), microphone].join(" · ");
}

function draw() {
  for (const place of desk.querySelectorAll(".point-link")) {
    if (!(place instanceof HTMLElement)) continue;
    const point = place.dataset.point ?? "";
    place.textContent = words(point);
    place.className = `point-link ${KINDS[links.get(point)?.quality ?? "good"]}`;
  }
}

const hear = {
  shown: ({ open_microphones }) => {
    open = open_microphones;
    draw();
  },
  joined: ({ point, video }) => {
    links.set(point, { quality: "good", hasVideo: video });
    draw();
  },
  left: ({ point }) => {
    links.delete(point);
    draw();
  },
  quality: ({ point, quality, has_video }) => {
    links.set(point, { quality, hasVideo: has_video });
    draw();
  },
};

/** The stream begins with what holds then. */
function forget() {
  links.clear();
  draw();
}

new MediaRoom(media, token, viewer).listen(hear, forget);
desk.addEventListener("live:drawn", draw);

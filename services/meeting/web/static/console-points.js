/** On the console, beside each point: how its link holds, what it sends and receives, whether its microphone is open. */

import { MediaRoom } from "./media-room.js";
import { lacking } from "./media-words.js";

const LINKS = { good: "nối tốt", weak: "nối yếu" };
const KINDS = { good: "is-good", weak: "is-weak", lost: "is-lost" };

const desk = /** @type {HTMLElement} */ (document.querySelector("[data-media]"));
const { media = "", token = "", viewer = "" } = desk.dataset;
/** @type {Map<string, import("./media-words.js").Holding>} */
const links = new Map();
/** @type {string[]} */
let open = [];

/** @param {string} point */
function words(point) {
  const link = links.get(point);
  if (!link) return "chưa nối hình";
  const less = lacking(link);
  if (link.sends === "none") return less.join(" · ");
  const unseen = link.has_video || link.sends === "voice" ? [] : ["không có hình"];
  const microphone = open.includes(point) ? "micro mở" : "micro đóng";
  const how = less.length ? less : [LINKS[/** @type {keyof LINKS} */ (link.quality)]];
  return [...how, ...unseen, microphone].join(" · ");
}

function draw() {
  for (const place of desk.querySelectorAll(".point-link")) {
    if (!(place instanceof HTMLElement)) continue;
    const point = place.dataset.point ?? "";
    place.textContent = words(point);
    place.className = `point-link ${KINDS[/** @type {keyof KINDS} */ (links.get(point)?.quality ?? "good")]}`;
  }
}

const hear = {
  shown: ({ open_microphones }) => {
    open = open_microphones;
    draw();
  },
  joined: ({ point, video }) => {
    links.set(point, { quality: "good", has_video: video, sends: video ? "hd" : "voice", receives: "hd" });
    draw();
  },
  left: ({ point }) => {
    links.delete(point);
    draw();
  },
  quality: ({ point, ...link }) => {
    links.set(point, link);
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

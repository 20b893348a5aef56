/** What the player says of its state: words, buttons that are of use now, and where nothing was recorded. */

import { canWatch } from "./watch-line.js";
import { COVERS, clockWords, spanWords } from "./watch-words.js";

const GAP_TOLD_S = 6;

/**
 * @typedef {object} Told
 * @property {string} view what the house shows: wait, live, archive, over, closed
 * @property {import("./watch-line.js").LineState} state
 * @property {boolean} isPaused by the watcher
 * @property {boolean} isBlocked by the browser, until somebody presses
 * @property {boolean} isVoice
 * @property {boolean} isMuted
 * @property {boolean} isBack seeing what was
 * @property {boolean} isBegin the first seconds
 * @property {number} behind s
 * @property {number | null} date of the picture, ms UTC
 */

export class WatchFace {
  /** @param {HTMLElement} player @param {Record<string, any>} parts */
  constructor(player, parts) {
    Object.assign(this, { player, parts });
  }

  /** @param {Told} told */
  draw(told) {
    const { cover, title, hint, start, reload, state, clock, bar, edge, begin, unmute } = this.parts;
    const isOn = told.view === "live" || told.view === "archive";
    const shown = coverOf(told);
    cover.hidden = !shown;
    if (shown) [title, hint].forEach((place, at) => put(place, shown[at]));
    start.hidden = !told.isBlocked;
    reload.hidden = told.state !== "refused" || !isOn;
    put(state, stateWords(told));
    put(clock, isOn ? clockWords(told.date) : "");
    bar.hidden = !isOn;
    edge.hidden = !(told.view === "live" && (told.isBack || told.isPaused));
    begin.hidden = told.view === "archive" && told.isBegin;
    unmute.hidden = !isOn || !told.isMuted || told.state !== "playing";
    this.#drawChoices(told, isOn);
  }

  /** @param {Told} told @param {boolean} isOn */
  #drawChoices(told, isOn) {
    const { mute, voice, pause, screen } = this.parts;
    put(mute.querySelector("span"), told.isMuted ? "Bật tiếng" : "Tắt tiếng");
    put(voice.querySelector("span"), told.isVoice ? "Xem cả hình" : "Chỉ nghe tiếng");
    put(pause.querySelector("span"), told.isPaused ? "Xem tiếp" : "Tạm dừng");
    screen.classList.toggle("is-voice", told.isVoice && isOn);
    this.player.toggleAttribute("data-paused", told.isPaused);
    this.player.toggleAttribute("data-muted", told.isMuted);
    this.player.hidden = told.view === "closed" && !this.player.hasAttribute("house");
    const isLive = told.view === "live" && !told.isBack && !told.isPaused;
    this.player.dataset.state = isLive || told.state !== "playing" ? told.state : "behind";
  }

  /** @param {import("./watch-line.js").Gap[]} found @param {number} start @param {number} end @param {number} time s of the timeline */
  drawGaps(found, start, end, time) {
    const { gaps, gap } = this.parts;
    if (gaps.childElementCount !== found.length) gaps.replaceChildren(...found.map(() => document.createElement("i")));
    found.forEach(({ at }, index) => (gaps.children[index].style.left = `${(100 * (at - start)) / Math.max(1, end - start)}%`));
    const near = found.find(({ at }) => Math.abs(time - at) < GAP_TOLD_S);
    put(gap, near ? `Từ ${clockWords(near.from)} đến ${clockWords(near.to)} không ghi được hình, tiếng.` : "");
    gap.hidden = !near;
  }
}

/** @param {Told} told @returns {string[] | null} title and hint over the picture; none when there is one to see */
function coverOf(told) {
  if (!canWatch()) return COVERS.unable;
  if (told.view === "wait" || told.view === "closed") return COVERS[told.view];
  if (told.view === "over") return told.state === "playing" ? null : COVERS.over;
  if (told.isBlocked) return COVERS.blocked;
  return told.state === "playing" || told.isPaused ? null : COVERS[told.state];
}

/** @param {Told} told */
function stateWords(told) {
  if (told.isPaused) return "Tạm dừng";
  if (told.state !== "playing") return COVERS[told.state][0];
  if (told.view !== "live") return "Xem lại";
  return told.isBack ? `Chậm hơn trực tiếp ${spanWords(told.behind)}` : "Trực tiếp";
}

/** @param {Element} place @param {string} words the same words are not said twice by a screen reader */
function put(place, words) {
  if (place.textContent !== words) place.textContent = words;
}

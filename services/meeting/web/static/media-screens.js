/** What a watcher sees and hears: the stage, the grid of the other points, the voices. Told by `slots` who stands where. */

import { lacking } from "./media-words.js";

const BLIND = {
  voice: "Đường truyền về đây rất yếu: tạm chỉ nghe tiếng. Hình sẽ tự trở lại.",
  text: "Đường truyền về đây không còn đủ để nghe. Xin theo dõi hội nghị bằng chữ; tiếng và hình sẽ tự trở lại.",
};

/** @typedef {{stage: string | null, grid: (string | null)[], voices: (string | null)[], rung: string}} Slots */

export class MediaScreens {
  /** @type {HTMLAudioElement[]} */
  #voices = [];
  /** @type {Slots} */
  #slots = { stage: null, grid: [], voices: [], rung: "hd" };
  /** @type {string | null} */
  #speaker = null;
  #unseen = "";
  /** by point @type {Map<string, import("./media-words.js").Holding>} */
  #holdings = new Map();

  /**
   * @param {{stage: HTMLVideoElement, name: HTMLElement, empty: HTMLElement, grid: HTMLElement}} parts
   * @param {Record<string, string>} names of the points
   */
  constructor(parts, names) {
    Object.assign(this, { parts, names });
  }

  /** Show what the line brings, in the order of its m-lines. @param {RTCPeerConnection} connection */
  take(connection) {
    const tracks = connection.getTransceivers().map(({ receiver }) => receiver.track);
    const [stage, ...grid] = tracks.filter((track) => track.kind === "video");
    this.parts.stage.srcObject = stage ? new MediaStream([stage]) : null;
    this.parts.grid.replaceChildren(...grid.map(tile));
    this.#voices.forEach((voice) => voice.remove());
    this.#voices = tracks.filter((track) => track.kind === "audio").map(voice);
    document.body.append(...this.#voices);
    this.#draw();
  }

  /** @param {Slots} slots */
  place(slots) {
    this.#slots = slots;
    this.#draw();
  }

  /** What stands where no picture is. @param {string} words */
  explain(words) {
    this.#unseen = words;
    this.#draw();
  }

  /** How a point's line holds; undefined for one that left. @param {string} point @param {import("./media-words.js").Holding} [holding] */
  hold(point, holding) {
    if (holding) this.#holdings.set(point, holding);
    else this.#holdings.delete(point);
    this.#draw();
  }

  /** @param {string | null} point */
  speaks(point) {
    this.#speaker = point;
    this.#draw();
  }

  /** Whether the browser lets voices be heard; it may ask for a click first. */
  async play() {
    const tried = await Promise.allSettled(this.#voices.map((one) => one.play()));
    return tried.every(({ status }) => status === "fulfilled");
  }

  #draw() {
    const { stage, grid, rung } = this.#slots;
    const blind = BLIND[/** @type {keyof BLIND} */ (rung)];
    const isSeen = stage !== null && !blind && this.#sendsPicture(stage);
    this.parts.stage.hidden = !isSeen;
    this.parts.empty.hidden = isSeen;
    this.parts.empty.textContent = blind ?? (stage ? `${this.#name(stage)}.` : this.#unseen);
    this.parts.name.hidden = !stage || !(isSeen || rung === "voice");
    this.parts.name.textContent = stage ? this.#name(stage) : "";
    this.parts.stage.parentElement?.classList.toggle("is-speaking", stage !== null && stage === this.#speaker);
    for (const [at, place] of [...this.parts.grid.children].entries())
      if (place instanceof HTMLElement) this.#drawTile(place, blind || grid[at] === stage ? null : grid[at] ?? null);
    this.parts.grid.hidden = [...this.parts.grid.children].every((place) => place instanceof HTMLElement && place.hidden);
  }

  /** @param {HTMLElement} place @param {string | null} point */
  #drawTile(place, point) {
    place.hidden = !point;
    place.classList.toggle("is-speaking", point !== null && point === this.#speaker);
    place.classList.toggle("is-unseen", point !== null && !this.#sendsPicture(point));
    const name = place.querySelector("p");
    if (name) name.textContent = point ? this.#name(point) : "";
  }

  /** A picture that no longer comes would stand still. @param {string} point */
  #sendsPicture(point) {
    return !["voice", "none"].includes(this.#holdings.get(point)?.sends ?? "hd");
  }

  /** With what its line lacks. @param {string} point */
  #name(point) {
    return [this.names[point] ?? point, ...lacking(this.#holdings.get(point))].join(" · ");
  }
}

/** @param {MediaStreamTrack} track */
function tile(track) {
  const place = document.createElement("li");
  const picture = document.createElement("video");
  Object.assign(picture, { autoplay: true, playsInline: true, muted: true, srcObject: new MediaStream([track]) });
  place.append(picture, document.createElement("p"));
  return place;
}

/** @param {MediaStreamTrack} track */
function voice(track) {
  const sound = document.createElement("audio");
  Object.assign(sound, { autoplay: true, srcObject: new MediaStream([track]) });
  return sound;
}

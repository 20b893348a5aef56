/** What a watcher sees and hears: the stage, the grid of the other points, the voices. Told by `slots` who stands where. */

/** @typedef {{stage: string | null, grid: (string | null)[], voices: (string | null)[], rung: string}} Slots */

export class MediaScreens {
  /** @type {HTMLAudioElement[]} */
  #voices = [];
  /** @type {Slots} */
  #slots = { stage: null, grid: [], voices: [], rung: "hd" };
  /** @type {string | null} */
  #speaker = null;

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
    this.parts.empty.textContent = words;
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
    const { stage, grid } = this.#slots;
    this.parts.stage.hidden = this.parts.name.hidden = !stage;
    this.parts.empty.hidden = Boolean(stage);
    this.parts.name.textContent = stage ? this.names[stage] ?? stage : "";
    this.parts.stage.parentElement?.classList.toggle("is-speaking", stage !== null && stage === this.#speaker);
    [...this.parts.grid.children].forEach((place, at) => {
      const point = grid[at] ?? null;
      if (!(place instanceof HTMLElement)) return;
      place.hidden = !point || point === stage;
      place.classList.toggle("is-speaking", point !== null && point === this.#speaker);
      const name = place.querySelector("p");
      if (name) name.textContent = point ? this.names[point] ?? point : "";
    });
    this.parts.grid.hidden = [...this.parts.grid.children].every((place) => place instanceof HTMLElement && place.hidden);
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

/**
 * Before the meeting: the point tries camera, microphone, loudspeaker and line. It sends to a private room for some seconds
 * and gets its own picture back; nobody else sees or hears it.
 */

import { counted, difference } from "./line-counts.js";
import { measure, openDevices, playTone, trouble } from "./media-devices.js";
import { MediaRoom } from "./media-room.js";
import { lacking, verdict } from "./trial-verdict.js";

const SECONDS = 8;
const STAND_MS = 15_000;
const KINDS = { good: "good", weak: "warn", bad: "bad", none: "warn" };

/** @typedef {import("./trial-verdict.js").Measured} Measured */

/** @type {Measured} */
const NOTHING = { lacks: "away", up: 0, down: 0, ms: 0, kbits: 0, pictures: 0 };

export class PointTrial {
  /** @type {MediaStream | null} */
  #stream = null;
  /** ends everything of the present trial @type {AbortController | null} */
  #run = null;
  #loudest = 0;
  /** @type {boolean | null} */
  #isHeard = null;
  /** @type {Measured | null} */
  #measured = null;

  /**
   * @param {(name: string) => any} part of the page @param {MediaRoom} room the trial's @param {string} point
   * @param {(words: string) => void} over what to say when the person has finished
   */
  constructor(part, room, point, over) {
    Object.assign(this, { part, room, point, over });
    part("trial-tone").addEventListener("click", playTone);
    part("trial-heard").addEventListener("click", () => this.#hears(true));
    part("trial-unheard").addEventListener("click", () => this.#hears(false));
    part("trial-again").addEventListener("click", () => this.begin());
    part("trial-end").addEventListener("click", () => this.end());
  }

  async begin() {
    this.#close();
    this.#isHeard = this.#measured = null;
    this.#loudest = 0;
    this.part("trial").hidden = false;
    this.part("trial-verdict").hidden = this.part("trial-again").hidden = true;
    this.#step("Đang mở camera và micro…");
    const run = (this.#run = new AbortController()).signal;
    /** @type {MediaStream} */
    let stream;
    try {
      stream = await openDevices({});
    } catch (error) {
      if (run.aborted) return;
      this.#step(trouble(error));
      this.part("trial-again").hidden = false;
      return;
    }
    if (run.aborted) return stop(stream);
    run.addEventListener("abort", () => stop(stream));
    this.#stream = stream;
    this.#showDevices(stream, run);
    playTone();
    const measured = await this.#tryLine(stream, run);
    if (run.aborted) return;
    this.#measured = measured;
    this.#draw();
  }

  end() {
    const judged = this.#measured && this.#verdict().words.toLowerCase();
    this.#close();
    this.part("trial").hidden = true;
    this.over(judged ? `Đã thử lúc ${new Date().toLocaleTimeString("vi", { timeStyle: "short", timeZone: "Asia/Ho_Chi_Minh" })}: ${judged}.` : "");
  }

  /** @param {MediaStream} stream @param {AbortSignal} run */
  #showDevices(stream, run) {
    this.part("trial-own").srcObject = new MediaStream(stream.getVideoTracks());
    const stopMeasuring = measure(stream.getAudioTracks()[0], (level) => {
      this.part("trial-level").value = level;
      this.#loudest = Math.max(this.#loudest, level);
    });
    run.addEventListener("abort", stopMeasuring);
  }

  /** @param {MediaStream} stream @param {AbortSignal} run @returns {Promise<Measured>} */
  async #tryLine(stream, run) {
    this.#step("Đang nối đến máy chủ…");
    const hangUp = new AbortController();
    run.addEventListener("abort", () => hangUp.abort());
    const up = new Way((tell) => this.room.publish(this.point, stream, tell), hangUp.signal);
    const down = new Way((tell) => this.room.watch(0, tell), hangUp.signal);
    try {
      const measured = await this.#measure(await Promise.all([up.stands, down.stands]), run);
      return up.fell || down.fell ? { ...measured, lacks: "fell" } : measured;
    } catch {
      return { ...NOTHING, lacks: lacking([up.line.answered, down.line.answered]) };
    } finally {
      hangUp.abort();
    }
  }

  /** @param {RTCPeerConnection[]} connections there and back @param {AbortSignal} run @returns {Promise<Measured>} */
  async #measure(connections, run) {
    const [back] = connections[1].getReceivers();
    if (back.track.kind === "video") this.part("trial-back").srcObject = new MediaStream([back.track]);
    this.part("trial-way").hidden = false;
    const before = await counted(connections);
    let now = before;
    let last = before;
    for (let left = SECONDS; left > 0 && !run.aborted; left--) {
      this.#step(`Đang thử đường truyền, còn ${left} giây. Xin nói vài câu vào micro.`);
      await new Promise((passed) => setTimeout(passed, 1000));
      [last, now] = [now, await counted(connections)];
    }
    if (!run.aborted) this.part("trial-way").hidden = true;
    return difference(before, last, now);
  }

  /** @param {boolean} isHeard */
  #hears(isHeard) {
    this.#isHeard = isHeard;
    for (const [name, chosen] of [["trial-heard", isHeard], ["trial-unheard", !isHeard]]) this.part(name).setAttribute("aria-pressed", String(chosen));
    if (this.#measured) this.#draw();
  }

  #verdict() {
    const hasCamera = Boolean(this.#stream?.getVideoTracks().length);
    return verdict(this.#measured ?? NOTHING, { hasCamera, loudest: this.#loudest, isHeard: this.#isHeard });
  }

  #draw() {
    const { kind, words, figures, todo } = this.#verdict();
    this.#step("");
    this.part("trial-kind").className = `tag tag-${KINDS[kind]}`;
    this.part("trial-kind").textContent = words;
    this.part("trial-figures").textContent = figures;
    this.part("trial-todo").replaceChildren(...todo.map((one) => Object.assign(document.createElement("li"), { textContent: one })));
    this.part("trial-verdict").hidden = this.part("trial-again").hidden = false;
  }

  /** @param {string} words */
  #step(words) {
    this.part("trial-step").textContent = words;
    this.part("trial-step").hidden = !words;
  }

  #close() {
    this.#run?.abort();
    this.#stream = null;
    this.part("trial-way").hidden = true;
    this.part("trial-own").srcObject = this.part("trial-back").srcObject = null;
    for (const name of ["trial-heard", "trial-unheard"]) this.part(name).removeAttribute("aria-pressed");
  }
}

/** @param {MediaStream} stream */
function stop(stream) {
  for (const track of stream.getTracks()) track.stop();
}

/** One of the two lines of a trial. */
class Way {
  /** it stood, and fell */
  fell = false;

  /** @param {(tell: import("./media-room.js").Tell) => import("./media-line.js").MediaLine} open @param {AbortSignal} over it is hung up then */
  constructor(open, over) {
    this.stands = new Promise((stands, fails) => {
      const late = setTimeout(fails, STAND_MS);
      const line = (this.line = open((state, connection) => {
        if (state === "standing" && connection) stands(connection), clearTimeout(late), (this.hasStood = true);
        if (state === "fallen" && this.hasStood) this.fell = true;
        if (state === "refused") fails();
      }));
      over.addEventListener("abort", () => {
        clearTimeout(late);
        line.stop();
        fails();
      });
      line.start();
    });
  }
}

/**
 * Before the meeting: the point tries camera, microphone, loudspeaker and line. It sends to a private room for some seconds
 * and gets its own picture back; nobody else sees or hears it.
 */

import { counted, difference } from "./line-counts.js";
import { measure, openDevices, playTone, trouble } from "./media-devices.js";
import { MediaRoom } from "./media-room.js";
import { verdict } from "./trial-verdict.js";

const SECONDS = 8;
const STAND_MS = 15_000;
const KINDS = { good: "good", weak: "warn", bad: "bad" };

/** @typedef {import("./trial-verdict.js").Measured} Measured */

/** @type {Measured} */
const NOTHING = { stands: false, up: 0, down: 0, ms: 0, kbits: 0, pictures: 0 };

export class PointTrial {
  /** @type {MediaStream | null} */
  #stream = null;
  #stopMeasuring = () => {};
  /** @type {import("./media-line.js").MediaLine[]} */
  #lines = [];
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
    try {
      this.#stream = await openDevices({});
    } catch (error) {
      this.#step(trouble(error));
      this.part("trial-again").hidden = false;
      return;
    }
    const stream = this.#stream;
    this.#showDevices(stream);
    playTone();
    const measured = await this.#tryLine(stream);
    if (this.#stream !== stream) return;
    this.#measured = measured;
    this.#draw();
  }

  end() {
    const judged = this.#measured && this.#verdict().words.toLowerCase();
    this.#close();
    this.part("trial").hidden = true;
    this.over(judged ? `Đã thử lúc ${new Date().toLocaleTimeString("vi", { timeStyle: "short", timeZone: "Asia/Ho_Chi_Minh" })}: ${judged}.` : "");
  }

  /** @param {MediaStream} stream */
  #showDevices(stream) {
    this.part("trial-own").srcObject = new MediaStream(stream.getVideoTracks());
    this.#stopMeasuring = measure(stream.getAudioTracks()[0], (level) => {
      this.part("trial-level").value = level;
      this.#loudest = Math.max(this.#loudest, level);
    });
  }

  /** @param {MediaStream} stream @returns {Promise<Measured>} */
  async #tryLine(stream) {
    this.#step("Đang nối đến máy chủ…");
    const up = this.#stands((tell) => this.room.publish(this.point, stream, tell));
    const down = this.#stands((tell) => this.room.watch(0, tell));
    const connections = await Promise.all([up, down]).catch(() => null);
    if (!connections) return this.#hangUp(), NOTHING;
    const [back] = connections[1].getReceivers();
    if (back.track.kind === "video") this.part("trial-back").srcObject = new MediaStream([back.track]);
    this.part("trial-way").hidden = false;
    const before = await counted(connections);
    for (let left = SECONDS; left > 0 && this.#stream === stream; left--) {
      this.#step(`Đang thử đường truyền, còn ${left} giây. Xin nói vài câu vào micro.`);
      await new Promise((passed) => setTimeout(passed, 1000));
    }
    const measured = difference(before, await counted(connections));
    this.part("trial-way").hidden = true;
    this.#hangUp();
    return measured;
  }

  /** @param {(tell: import("./media-room.js").Tell) => import("./media-line.js").MediaLine} open @returns {Promise<RTCPeerConnection>} */
  #stands(open) {
    return new Promise((stands, fails) => {
      const late = setTimeout(fails, STAND_MS);
      const line = open((state, connection) => {
        if (state === "standing" && connection) stands(connection);
        if (state === "standing" || state === "refused") clearTimeout(late);
        if (state === "refused") fails();
      });
      this.#lines.push(line);
      line.start();
    });
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

  #hangUp() {
    for (const line of this.#lines.splice(0)) line.stop();
  }

  #close() {
    this.#hangUp();
    this.#stopMeasuring();
    this.#stopMeasuring = () => {};
    this.#stream?.getTracks().forEach((track) => track.stop());
    this.#stream = null;
    this.part("trial-own").srcObject = this.part("trial-back").srcObject = null;
    for (const name of ["trial-heard", "trial-unheard"]) this.part(name).removeAttribute("aria-pressed");
  }
}

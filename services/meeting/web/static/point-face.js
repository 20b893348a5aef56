/** What the page of a point says of itself: tags, sentences, and the face it has before it is joined. */

import { knowsH264 } from "./media-room.js";

export const LINKS = { connecting: ["neutral", "đang nối"], good: ["good", "tốt"], weak: ["warn", "yếu"], lost: ["bad", "mất"] };
const SENDS = {
  hd: ["good", "có hình"],
  thumbnail: ["warn", "gửi hình nhỏ – đường lên yếu"],
  voice: ["warn", "tạm chỉ gửi tiếng – đường lên rất yếu"],
};

export class PointFace {
  /** @param {HTMLElement} section */
  constructor(section) {
    Object.assign(this, { section });
  }

  /** @param {string} name */
  part = (name) => /** @type {any} */ (this.section.querySelector(`[data-part="${name}"]`));

  /** A sentence, or none. @param {string} words @param {string} name */
  say(words, name = "said") {
    this.part(name).textContent = words;
    this.part(name).hidden = !words;
  }

  /** @param {string} name @param {readonly string[]} kindAndWords */
  tag(name, [kind, words]) {
    this.part(name).className = `tag tag-${kind}`;
    this.part(name).textContent = words;
  }

  /** @param {string} title @param {string} words */
  idle(title, words) {
    this.part("title").textContent = title;
    this.part("words").textContent = words;
    this.part("idle").hidden = false;
    this.part("live").hidden = true;
  }

  live() {
    this.part("idle").hidden = true;
    this.part("live").hidden = false;
  }

  /** Whether one may join or try now. @param {boolean} isOffered */
  offer(isOffered) {
    for (const way of ["join", "join-voice", "try"]) if (this.part(way)) this.part(way).disabled = !isOffered;
  }

  /** @param {{isVoiceOnly: boolean, hasCamera: boolean, sends: string}} camera */
  camera({ isVoiceOnly, hasCamera, sends }) {
    if (isVoiceOnly) this.tag("camera", ["neutral", "không dùng – chỉ truyền tiếng"]);
    else if (!hasCamera) this.tag("camera", ["warn", "không có camera – chỉ truyền tiếng"]);
    else if (!knowsH264(RTCRtpSender)) this.tag("camera", ["warn", "trình duyệt không gửi được hình H.264 – chỉ truyền tiếng"]);
    else this.tag("camera", SENDS[/** @type {keyof SENDS} */ (sends)]);
  }

  /** @param {{isMuted: boolean, isOpen: boolean}} microphone */
  microphone({ isMuted, isOpen }) {
    this.section.classList.toggle("is-heard", isOpen && !isMuted);
    if (isMuted) this.tag("microphone", ["warn", "đã tắt tại đây"]);
    else if (isOpen) this.tag("microphone", ["bad", "đang mở – cả hội nghị nghe"]);
    else this.tag("microphone", ["neutral", this.section.dataset.closed ?? ""]);
    this.part("mute").querySelector("span").textContent = isMuted ? "Bật lại micro" : "Tắt micro tại đây";
  }
}

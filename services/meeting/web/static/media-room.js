/** The room of picture and sound: its addresses, its events, and what is offered to it. H.264 and Opus only. */

import { MediaLine } from "./media-line.js";

const VOICES = 3;
const REOPEN_MS = 2000;
const HD_BITS = 1_500_000;
const THUMBNAIL = { scaleResolutionDownBy: 4, maxBitrate: 120_000, maxFramerate: 10 };

/** @typedef {import("./media-line.js").LineState} LineState */
/** @typedef {(state: LineState, connection: RTCPeerConnection | null) => void} Tell */

export class MediaRoom {
  /**
   * @param {string} base such as `/media/c/<conference>` @param {string} token of the room @param {string} viewer
   * @param {boolean} isTrial the point's private room, in which it sees itself
   */
  constructor(base, token, viewer, isTrial = false) {
    this.base = base;
    this.query = new URLSearchParams({ token, viewer, ...(isTrial && { trial: "1" }) });
  }

  /**
   * Send a point's camera and microphone. The thumbnail is a second track of the camera and holds it open until the line
   * is stopped. @param {string} point @param {MediaStream} stream @param {Tell} tell
   */
  publish(point, stream, tell) {
    const small = knowsH264(RTCRtpSender) ? stream.getVideoTracks()[0]?.clone() : undefined;
    const arrange = (/** @type {RTCPeerConnection} */ connection) => send(connection, stream, small);
    return new MediaLine(`${this.base}/whip/${point}?${this.query}`, this.#ice, arrange, tell, () => small?.stop());
  }

  /** Watch the stage, `grid` thumbnails and the voices. @param {number} grid @param {Tell} tell */
  watch(grid, tell) {
    const arrange = (/** @type {RTCPeerConnection} */ connection) => receive(connection, grid);
    return new MediaLine(`${this.base}/whep?${this.query}`, this.#ice, arrange, tell);
  }

  /**
   * What happens in the room; after each interruption anew, from what holds then.
   * @param {Record<string, (said: any) => void>} hear by the event's name @param {() => void} opened
   * @returns {() => void} listens no more
   */
  listen(hear, opened = () => {}) {
    /** @type {EventSource} */
    let stream;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let again;
    const open = () => {
      stream = new EventSource(`${this.base}/events?${this.query}`);
      for (const [name, take] of Object.entries(hear)) stream.addEventListener(name, (event) => take(JSON.parse(event.data)));
      stream.addEventListener("open", opened);
      stream.addEventListener("error", () => {
        stream.close();
        again = setTimeout(open, REOPEN_MS * (0.7 + 0.6 * Math.random()));
      });
    };
    open();
    return () => {
      clearTimeout(again);
      stream.close();
    };
  }

  #ice = async () => {
    const answer = await fetch(`${this.base}/ice?${this.query}`);
    return answer.ok ? answer.json() : [];
  };
}

/**
 * Send no more than the line bears: what is left out is not even encoded.
 * @param {RTCPeerConnection} connection @param {string} sends "hd", "thumbnail" or "voice"
 */
export function sendOnly(connection, sends) {
  const cameras = connection.getSenders().filter(({ track }) => track?.kind === "video");
  [sends === "hd", sends !== "voice"].forEach((isSent, at) => cameras[at] && activate(cameras[at], isSent));
}

/** @param {RTCRtpSender} sender @param {boolean} active */
async function activate(sender, active) {
  const parameters = sender.getParameters();
  if (parameters.encodings.every((encoding) => (encoding.active ?? true) === active)) return;
  for (const encoding of parameters.encodings) encoding.active = active;
  await sender.setParameters(parameters).catch(() => {}); // a line that falls meanwhile begins anew
}

/** Whether this browser can send or show our pictures. @param {typeof RTCRtpSender | typeof RTCRtpReceiver} side */
export function knowsH264(side) {
  return ours(side).length > 0;
}

/** @param {RTCPeerConnection} connection @param {MediaStream} stream @param {MediaStreamTrack | undefined} small */
function send(connection, stream, small) {
  if (small) {
    const [camera] = stream.getVideoTracks();
    video(connection.addTransceiver(camera, { direction: "sendonly", streams: [stream], sendEncodings: [{ maxBitrate: HD_BITS }] }));
    video(connection.addTransceiver(small, { direction: "sendonly", sendEncodings: [THUMBNAIL] }));
  }
  for (const voice of stream.getAudioTracks()) connection.addTransceiver(voice, { direction: "sendonly", streams: [stream] });
}

/** @param {RTCPeerConnection} connection @param {number} grid */
function receive(connection, grid) {
  if (knowsH264(RTCRtpReceiver))
    for (let at = 0; at <= grid; at++) video(connection.addTransceiver("video", { direction: "recvonly" }), RTCRtpReceiver);
  for (let at = 0; at < VOICES; at++) connection.addTransceiver("audio", { direction: "recvonly" });
}

/** @param {RTCRtpTransceiver} transceiver @param {typeof RTCRtpSender | typeof RTCRtpReceiver} side */
function video(transceiver, side = RTCRtpSender) {
  const again = (side.getCapabilities("video")?.codecs ?? []).filter((codec) => codec.mimeType === "video/rtx");
  transceiver.setCodecPreferences([...ours(side), ...again]);
}

/** Constrained baseline with whole pictures cut into packets. @param {typeof RTCRtpSender | typeof RTCRtpReceiver} side */
function ours(side) {
  const known = globalThis.RTCPeerConnection ? side.getCapabilities("video")?.codecs ?? [] : [];
  return known.filter(({ mimeType, sdpFmtpLine = "" }) =>
    mimeType === "video/H264" && /packetization-mode=1/.test(sdpFmtpLine) && /profile-level-id=42[4-7c-f]/i.test(sdpFmtpLine));
}

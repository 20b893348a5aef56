/**
 * The page of a point: tries camera, microphone and line, sends and watches, and joins again by itself after every fall.
 * The page of who is called from home is the same, but connects only while it has the floor (`data-call` of its region).
 */

import { listDevices, measure, openDevices, trouble } from "./media-devices.js";
import { MediaRoom, sendOnly } from "./media-room.js";
import { MediaScreens } from "./media-screens.js";
import { LINKS, PointFace } from "./point-face.js";
import { PointTrial } from "./point-trial.js";

const SMALLER = "Đường truyền về đây yếu: tạm nhận hình nhỏ, tiếng vẫn đủ.";
const NOTHING = { stage: null, grid: [], voices: [], rung: "text" }; // comes while our line is down
const PRESENT_MS = 3000;
const MOST_TILES = 24; // of a larger room: the first of them, and whoever speaks, on the stage (docs/media-capacity.md)
const section = /** @type {HTMLElement} */ (document.getElementById("video"));
const { base = "", token = "", point = "", welcome = "" } = section.dataset;
const call = /** @type {HTMLElement | null} */ (document.querySelector("[data-called]"));
const us = call ? "Ông/bà" : "Điểm cầu này";
const names = JSON.parse(section.dataset.names ?? "{}");
const face = new PointFace(section);
const { part } = face;
const JOINED = `doithoai.joined.${base}/${point}`;

const room = new MediaRoom(base, token, point);
const screens = new MediaScreens({ stage: part("stage"), name: part("stage-name"), empty: part("stage-empty"), grid: part("grid") }, names);
/** @type {MediaStream | null} */
let stream = null;
/** @type {import("./media-line.js").MediaLine | null} */
let sending = null;
let watching = room.watch(Math.max(0, Math.min(Object.keys(names).length - 1, MOST_TILES)), onWatching);
const trial = call ? null : new PointTrial(part, new MediaRoom(base, token, point, true), point, tried);
let stopMeasuring = () => {};
/** @type {(() => void) | null} */
let stopListening = null;
let isVoiceOnly = false;
let attempt = 0; // to join: a later one, or leaving, makes an earlier one void
let isOpen = false;
let isMuted = false;
let wasStanding = false;
let isStanding = false; // our line to send; while it does not, nobody hears us
let isAnew = false; // the stream of events began again: who is here is about to be told
/** @type {ReturnType<typeof setTimeout> | undefined} */
let missed;
let sends = "hd";
/** @type {RTCPeerConnection | null} */
let sendingOver = null;

/** @param {string} words */
function tried(words) {
  face.say(words, "tried");
  part("idle").hidden = false;
}

async function join() {
  const mine = ++attempt;
  face.offer(false);
  const devices = { camera: part("cameras").value, microphone: part("microphones").value, isVoiceOnly };
  const opened = await openDevices(devices).catch((error) => mine === attempt && face.idle("Chưa nối được hình, tiếng", trouble(error)));
  if (mine === attempt) face.offer(true);
  else if (opened) stop(opened);
  if (mine !== attempt || !opened) return;
  stream = opened;
  sessionStorage.setItem(JOINED, isVoiceOnly ? "voice" : "1");
  face.live();
  showDevices(stream);
  drawMicrophone();
  follow();
}

/** How far the call is; a point is never called, it is there. */
function state() {
  return call?.querySelector("[data-call]")?.getAttribute("data-call") ?? "";
}

/** Connect when we may, hang up when we may no more. */
function follow() {
  const may = !call || state() === "speaking";
  if (may && stream && !sending) {
    stopListening ??= room.listen(hear, begun);
    sending = room.publish(point, stream, onSending);
    sending.start();
    watching.start();
  }
  if (!may) hangUp();
  if (state() === "over") {
    leave();
    face.idle("Đã tắt camera, micro", "Hình, tiếng của ông/bà không còn được truyền đi.");
    part("join").hidden = part("join-voice").hidden = true;
  }
}

function hangUp() {
  sending?.stop();
  watching.stop();
  clearTimeout(missed);
  sending = sendingOver = null;
  wasStanding = isStanding = false;
  delete document.body.dataset.rung;
  if (call) rest();
  drawMicrophone();
}

/** Not our turn: what was heard of the room no longer holds. */
function rest() {
  stopListening?.();
  stopListening = null;
  isOpen = false;
  face.tag("link", ["neutral", "chưa nối – chờ đến lượt"]);
  screens.explain("Chưa đến lượt ông/bà. Khung này hiện hình hội nghị khi ông/bà được mời.");
}

/** @param {MediaStream} own */
function showDevices(own) {
  const [camera] = own.getVideoTracks();
  const [microphone] = own.getAudioTracks();
  part("own").srcObject = new MediaStream(own.getVideoTracks());
  part("own").hidden = !camera;
  drawCamera();
  stopMeasuring = measure(microphone, (level) => (part("level").value = level));
  listDevices(part("cameras"), "videoinput", camera);
  listDevices(part("microphones"), "audioinput", microphone);
  for (const track of own.getTracks()) track.addEventListener("ended", () => face.say("Camera hoặc micro vừa bị ngắt. Xin kiểm tra dây nối, rồi bấm Ngắt và nối lại."));
}

function drawCamera() {
  face.camera({ isVoiceOnly, hasCamera: Boolean(stream?.getVideoTracks().length), sends });
}

/** The server says what our line bears. @param {string} rung "none": it hears nothing, and knows no better */
function bear(rung) {
  if (rung !== "none") sends = rung;
  if (sendingOver) sendOnly(sendingOver, sends);
  drawCamera();
}

function leave() {
  sessionStorage.removeItem(JOINED);
  hangUp();
  stopMeasuring();
  stopMeasuring = () => {};
  if (stream) stop(stream);
  stream = null;
  attempt++;
  face.offer(true);
}

/** @param {MediaStream} opened */
function stop(opened) {
  for (const track of opened.getTracks()) track.stop();
}

/** What stands on a stage without a picture. @param {string | null} stage */
function unseen(stage) {
  if (stage === point) return `${us} đang lên hình. Khung này sẽ hiện điểm cầu lên hình trước đó hoặc tiếp theo.`;
  if (stage) return `Đang lên hình: ${names[stage] ?? stage}. Nơi đó chưa nối hình.`;
  return "Chưa có điểm cầu nào lên hình. Khung này sẽ tự hiện hình khi có.";
}

/** The room opens the microphone, never this page; heard it is when our line stands. */
function drawMicrophone() {
  for (const track of stream?.getAudioTracks() ?? []) track.enabled = isOpen && !isMuted;
  face.microphone({ isMuted, isOpen: isOpen && isStanding });
}

/** @param {import("./media-line.js").LineState} state @param {RTCPeerConnection | null} connection */
function onSending(state, connection) {
  isStanding = state === "standing";
  wasStanding ||= isStanding;
  drawMicrophone();
  sendingOver = connection;
  bear("hd");
  if (state === "standing") face.tag("link", LINKS.good);
  else face.tag("link", wasStanding ? LINKS.lost : LINKS.connecting);
  if (state === "refused") face.say("Máy chủ không nhận: phiên đăng nhập có thể đã hết. Xin tải lại trang.");
  else if (state === "fallen" && wasStanding) face.say("Mất đường truyền. Trang đang tự nối lại, xin đừng đóng trang.");
  else if (state === "standing") face.say("");
}

/** @param {import("./media-line.js").LineState} state @param {RTCPeerConnection | null} connection */
async function onWatching(state, connection) {
  if (state === "fallen" || state === "refused") place(NOTHING);
  if (state !== "standing" || !connection) return;
  screens.take(connection);
  part("listen").hidden = await screens.play();
}

/** @param {import("./media-screens.js").Slots} slots */
function place(slots) {
  screens.place(slots);
  face.say(slots.rung === "thumbnail" ? SMALLER : "", "rung");
  document.body.dataset.rung = slots.rung;
}

const hear = {
  shown: ({ stage, open_microphones }) => {
    if (isAnew) lookForUs();
    screens.explain(unseen(stage));
    isOpen = open_microphones.includes(point);
    drawMicrophone();
  },
  slots: (slots) => {
    if (slots.session === watching.session) place(slots); // else a session of ours that ended, or another page's
  },
  level: ({ speaker }) => screens.speaks(speaker),
  quality: (said) => {
    screens.hold(said.point, said);
    if (said.point !== point || !sending || !wasStanding) return;
    face.tag("link", LINKS[/** @type {keyof LINKS} */ (said.quality)]);
    bear(said.sends);
  },
  left: (said) => {
    screens.hold(said.point);
    if (said.point === point) offerTrial(true);
  },
  joined: (said) => {
    if (said.point === point) offerTrial(false);
    if (said.point !== point || !sending || !sending.marks.size) return;
    if (sending.marks.has(said.mark)) {
      clearTimeout(missed);
      return;
    }
    leave();
    face.idle(`${us} vừa được nối từ máy khác`, "Mỗi nơi chỉ nối từ một máy hoặc một thẻ trình duyệt. Nếu máy kia nối nhầm, xin bấm nút dưới đây để nối lại từ máy này.");
  },
};

function begun() {
  isAnew = true;
  clearTimeout(missed);
  offerTrial(true);
}

/** The stream begins with who is here: if we are not, the server was started anew and our lines lead nowhere. */
function lookForUs() {
  isAnew = false;
  missed = setTimeout(() => {
    if (!isStanding) return;
    sending?.again();
    watching.again();
  }, PRESENT_MS);
}

/** A trial beside the joined point would take half its line. @param {boolean} isOffered */
function offerTrial(isOffered) {
  if (trial) part("try").hidden = !isOffered;
}

if (!call) stopListening = room.listen(hear, begun);
call?.addEventListener("live:drawn", follow);

/** @param {boolean} withVoiceOnly */
function joinAs(withVoiceOnly) {
  isVoiceOnly = withVoiceOnly;
  join();
}

part("join").addEventListener("click", () => joinAs(false));
part("join-voice").addEventListener("click", () => joinAs(true));
part("try")?.addEventListener("click", () => {
  part("idle").hidden = true;
  trial?.begin();
});
part("leave").addEventListener("click", () => {
  leave();
  face.idle("Đã ngắt hình, tiếng", `${us} không còn gửi hình, tiếng. Những gì khác trên trang vẫn tự cập nhật.`);
});
part("mute").addEventListener("click", () => {
  isMuted = !isMuted;
  drawMicrophone();
});
part("listen").addEventListener("click", async () => (part("listen").hidden = await screens.play()));
for (const choice of ["cameras", "microphones"])
  part(choice).addEventListener("change", () => {
    leave();
    join();
  });

if (globalThis.RTCPeerConnection && navigator.mediaDevices) {
  part("words").textContent = welcome;
  for (const way of ["join", "join-voice"]) part(way).hidden = false;
  const joined = sessionStorage.getItem(JOINED);
  if (joined) joinAs(joined === "voice");
} else {
  face.idle("Máy này chưa nối được hình, tiếng", trouble(null));
}

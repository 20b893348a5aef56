/** The camera and the microphone of this machine, and how loud it is. */

const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
const PICTURE = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 25, max: 30 } };
const LEVEL_MS = 100;
const TONE_HZ = 523;
const TONE_S = 1.2;

/**
 * Both, or the microphone alone where there is no camera. Rejects with what the browser says.
 * @param {{camera?: string, microphone?: string, isVoiceOnly?: boolean}} wanted device ids, empty for the browser's choice
 */
export async function openDevices({ camera, microphone, isVoiceOnly }) {
  const audio = { ...SOUND, ...(microphone && { deviceId: { exact: microphone } }) };
  const video = { ...PICTURE, ...(camera && { deviceId: { exact: camera } }) };
  if (isVoiceOnly) return navigator.mediaDevices.getUserMedia({ audio });
  try {
    return await navigator.mediaDevices.getUserMedia({ audio, video });
  } catch (error) {
    const noCamera = ["NotFoundError", "NotReadableError", "OverconstrainedError"].includes(/** @type {Error} */ (error).name);
    if (!noCamera) throw error;
    return navigator.mediaDevices.getUserMedia({ audio });
  }
}

/** The sentence for a person whom the browser gave no device. @param {unknown} error */
export function trouble(error) {
  const name = error instanceof Error ? error.name : "";
  if (!globalThis.isSecureContext) return "Trình duyệt chỉ cho dùng camera và micro khi trang mở bằng địa chỉ https. Xin mở lại trang bằng địa chỉ https của máy chủ.";
  if (name === "NotAllowedError") return "Trình duyệt chưa được phép dùng camera và micro. Xin bấm biểu tượng ổ khóa cạnh địa chỉ trang, chọn Cho phép, rồi nối lại.";
  if (name === "NotFoundError") return "Không tìm thấy micro. Xin cắm micro hoặc tai nghe, rồi nối lại.";
  if (name === "NotReadableError") return "Camera hoặc micro đang được chương trình khác dùng. Xin tắt chương trình đó, rồi nối lại.";
  return "Không mở được camera và micro. Xin kiểm tra thiết bị, rồi nối lại.";
}

/** Fill the choices with the devices there are. @param {HTMLSelectElement} select @param {MediaDeviceKind} kind @param {MediaStreamTrack | undefined} track */
export async function listDevices(select, kind, track) {
  const found = (await navigator.mediaDevices.enumerateDevices()).filter((device) => device.kind === kind);
  const used = track?.getSettings().deviceId;
  select.replaceChildren(...found.map((device, at) => new Option(device.label || `Thiết bị ${at + 1}`, device.deviceId, false, device.deviceId === used)));
  select.disabled = found.length < 2;
}

/** Tell ten times a second how loud the microphone is, 0 to 1, also while it is closed. @param {MediaStreamTrack} track @param {(level: number) => void} tell */
export function measure(track, tell) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  const heard = track.clone();
  heard.enabled = true;
  context.createMediaStreamSource(new MediaStream([heard])).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples);
    const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
    tell(Math.max(0, Math.min(1, 1 + Math.log10(power + 1e-9) / 5)));
  }, LEVEL_MS);
  return () => {
    clearInterval(timer);
    heard.stop();
    context.close();
  };
}

/** A short soft tone from this machine's loudspeaker. */
export function playTone() {
  const context = new AudioContext();
  const tone = new OscillatorNode(context, { frequency: TONE_HZ });
  const volume = new GainNode(context, { gain: 0.2 });
  tone.connect(volume).connect(context.destination);
  tone.addEventListener("ended", () => context.close());
  tone.start();
  tone.stop(context.currentTime + TONE_S);
}

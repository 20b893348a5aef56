/** What a trial of devices and line came to, and what to do about it. Nothing here touches the page. */

const BAD_LOSS = 0.1;
const WEAK_LOSS = 0.02;
const BAD_MS = 800;
const WEAK_MS = 300;
const AUDIBLE = 0.2;

/**
 * @typedef {{lacks: "" | keyof LACKING, up: number, down: number, ms: number, kbits: number, pictures: number}} Measured losses are 0 to 1
 * @typedef {{hasCamera: boolean, loudest: number, isHeard: boolean | null}} Devices `isHeard` is the person's own word
 * @typedef {{kind: "good" | "weak" | "bad" | "none", words: string, figures: string, todo: string[]}} Verdict
 */

/** @param {Measured} line @param {Devices} devices @returns {Verdict} */
export function verdict(line, devices) {
  const kind = judged(line, devices);
  return { kind, words: WORDS[kind], figures: line.lacks ? "" : figures(line), todo: [...forLine(line, kind), ...forDevices(line, devices)] };
}

const WORDS = { good: "Tốt", weak: "Yếu", bad: "Không đạt", none: "Chưa thử được" };
const CABLE = "Cắm dây mạng thay Wi-Fi; chưa có dây thì đưa máy lại gần bộ phát Wi-Fi.";
/** What there is to say of a line that did not stand, or not to the end. */
const LACKING = {
  refused: ["Máy chủ chưa nhận: xin tải lại trang, đăng nhập lại, rồi thử lại."],
  busy: ["Đang có nhiều nơi cùng thử; xin thử lại sau một phút."],
  away: ["Máy chủ chưa sẵn sàng, xin thử lại sau một phút."],
  udp: ["Không nối được hình, tiếng đến máy chủ: mạng nơi này chặn UDP. Xin báo cán bộ công nghệ thông tin mở UDP đến máy chủ, hoặc bật TURN.", "Hỏi xong thì thử lại; chưa được thì báo bàn điều hành bằng điện thoại."],
  fell: ["Đường truyền đứt giữa lúc thử.", CABLE, "Vẫn đứt: báo bàn điều hành bằng điện thoại."],
};

/** Why two lines do not both stand: the server took both offers, or said why not. @param {{status: number, code: string}[]} answered @returns {keyof LACKING} */
export function lacking(answered) {
  const no = answered.find(({ status }) => status !== 201);
  if (!no) return "udp";
  if (no.status === 401 || no.status === 403) return "refused";
  return no.code === "trial_busy" ? "busy" : "away";
}

/** @param {Measured} line @param {Devices} devices */
function judged(line, devices) {
  const loss = Math.max(line.up, line.down);
  if (["refused", "busy", "away"].includes(line.lacks)) return "none";
  if (line.lacks || loss >= BAD_LOSS || line.ms >= BAD_MS || devices.loudest < AUDIBLE || devices.isHeard === false) return "bad";
  if (loss >= WEAK_LOSS || line.ms >= WEAK_MS || !devices.hasCamera || line.pictures <= 0) return "weak";
  return "good";
}

/** @param {Measured} line */
function figures({ up, down, ms, kbits }) {
  const percent = (/** @type {number} */ loss) => `${(loss * 100).toLocaleString("vi", { maximumFractionDigits: 1 })}%`;
  return `Mất gói: gửi đi ${percent(up)}, nhận về ${percent(down)} · trễ ${Math.round(ms)} ms · gửi ${Math.round(kbits)} kbit/s`;
}

/** @param {Measured} line @param {Verdict["kind"]} kind */
function forLine(line, kind) {
  if (line.lacks) return LACKING[line.lacks];
  const loss = Math.max(line.up, line.down);
  if (loss >= WEAK_LOSS || line.ms >= WEAK_MS) {
    const todo = [CABLE, "Tắt chương trình, máy khác đang tải dữ liệu cùng đường mạng, rồi thử lại."];
    return loss >= BAD_LOSS || line.ms >= BAD_MS ? [...todo, "Vẫn không đạt: bấm “Chỉ nối tiếng” để dự họp bằng tiếng, và báo bàn điều hành."] : todo;
  }
  return kind === "good" ? ["Không phải làm gì thêm. Trước giờ họp 30 phút, bấm “Nối hình, tiếng”."] : [];
}

/** @param {Measured} line @param {Devices} devices */
function forDevices({ lacks, pictures }, { hasCamera, loudest, isHeard }) {
  return [
    loudest < AUDIBLE && "Micro không thu được tiếng: xem dây cắm, nút tắt trên micro, chọn đúng micro trong Windows, rồi thử lại.",
    isHeard === false && "Không nghe tiếng thử: xem dây loa hoặc tai nghe, âm lượng Windows, chọn đúng loa, rồi thử lại.",
    !hasCamera && "Không thấy camera: cắm camera rồi thử lại, hoặc dự họp bằng tiếng.",
    hasCamera && !lacks && pictures <= 0 && "Hình gửi đi không trở về: mở trang bằng Chrome, Edge hoặc Cốc Cốc bản mới rồi thử lại.",
  ].filter((words) => typeof words === "string");
}

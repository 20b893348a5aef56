/** What a watcher reads of a moment and of how far it is behind. */

const CLOCK = new Intl.DateTimeFormat("vi-VN", { timeZone: "Asia/Ho_Chi_Minh", hour: "2-digit", minute: "2-digit", second: "2-digit", hour12: false });

/** @param {number | null} date ms UTC @returns {string} `09:12:35` in Việt Nam */
export const clockWords = (date) => (date === null ? "" : CLOCK.format(date));

/** @param {number} seconds @returns {string} `2 phút 5 giây` */
export function spanWords(seconds) {
  const whole = Math.round(seconds);
  const parts = [[Math.floor(whole / 3600), "giờ"], [Math.floor((whole % 3600) / 60), "phút"], [whole % 60, "giây"]];
  return parts.filter(([count]) => count).slice(0, 2).map(([count, unit]) => `${count} ${unit}`).join(" ") || "0 giây";
}

/** What stands over the picture when there is none to see: title and what to do. */
export const COVERS = {
  wait: ["Hội nghị chưa bắt đầu", "Trang này tự hiện hình khi khai mạc. Ông/bà không cần tải lại trang."],
  over: ["Hội nghị đã kết thúc", ""],
  closed: ["Hội nghị không phát trực tuyến", ""],
  connecting: ["Đang kết nối…", ""],
  missing: ["Chưa có hình", "Máy chủ chưa nhận được hình của hội trường. Trang đang tự thử lại."],
  lost: ["Mất kết nối – đang thử lại", "Xin giữ trang này mở. Nếu đường truyền yếu, xin bấm “Chỉ nghe tiếng”."],
  refused: ["Trang này đã mở quá lâu hoặc liên kết không còn dùng được", "Xin tải lại trang để xem tiếp."],
  ended: ["Hết bản ghi", "Bấm “Từ đầu” để xem lại."],
  unable: ["Trình duyệt này không xem được hình trực tiếp", "Xin cập nhật trình duyệt, hoặc mở trang bằng Chrome, Cốc Cốc, Edge hay Firefox bản mới."],
  blocked: ["Bấm để xem", "Trình duyệt chờ ông/bà cho phép trước khi phát hình."],
};

/** The hall's screen: live picture, clocks, and a projector that does not fall asleep. */

import "./live-region.js";
import "./count-down.js";
import "./clock-now.js";

const stayAwake = () => navigator.wakeLock?.request("screen").catch(() => undefined);

document.addEventListener("visibilitychange", () => {
  if (!document.hidden) void stayAwake();
});
void stayAwake();

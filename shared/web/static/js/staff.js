/** Everything a staff screen may use. */

import "./command-form.js";
import "./command-notice.js";
import "./live-region.js";
import "./count-down.js";
import "./clock-now.js";
import "./line-drag.js";
import "./shortcuts.js";
import "./confirm.js";
import "./leave-warn.js";
import "./keep-typed.js";
import "./text-counter.js";
import "./file-check.js";
import "./date-words.js";
import "./bulk-pick.js";
import "./waiting-count.js";

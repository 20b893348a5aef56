/** Small comforts of a citizen's form; the page works without them. */

import "./text-counter.js";
import "./file-check.js";

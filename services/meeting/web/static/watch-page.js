/** The page around the player: what is to be seen now, who speaks in the picture on screen, and the way to any turn. */

import "../js/live-region.js";
import "./watch-player.js";

const player = /** @type {import("./watch-player.js").WatchPlayer | null} */ (document.querySelector("watch-player"));
const region = /** @type {HTMLElement} */ (document.getElementById("watch-picture"));
let date = 0;

function follow() {
  const facts = region.querySelector("#watch-facts");
  if (facts instanceof HTMLElement) player?.follow(facts.dataset.view ?? "");
  mark();
}

/** The turn in the picture on screen, which may be minutes behind the session; between turns, the step of the programme. */
function mark() {
  const { view = "", step = "" } = /** @type {HTMLElement | null} */ (region.querySelector("#watch-facts"))?.dataset ?? {};
  let words = "";
  let last = 0;
  for (const turn of region.querySelectorAll("[data-from]")) {
    const { from = "", to, caption = "" } = /** @type {HTMLElement} */ (turn).dataset;
    const isNow = Date.parse(from) <= date && (!to || date < Date.parse(to));
    last = Math.max(last, Date.parse(to ?? from));
    turn.classList.toggle("is-now", isNow);
    if (isNow) words = caption;
  }
  const isSeen = view === "live" || view === "archive";
  player?.caption(isSeen ? words || (date > last ? step : "") : "");
}

region.addEventListener("live:drawn", follow);
region.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-show]") : null;
  if (!(button instanceof HTMLElement)) return;
  player?.show(Date.parse(button.dataset.show ?? ""));
  player?.scrollIntoView({ block: "start" });
});
player?.addEventListener("watch:moved", (event) => {
  ({ date } = /** @type {CustomEvent<{date: number}>} */ (event).detail);
  mark();
});
follow();

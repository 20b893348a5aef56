/** The player's keys, wherever on the page the person is. */

/** A key acts unless it is a control's own. @param {KeyboardEvent} event @param {Record<string, () => void>} keys */
export function press(event, keys) {
  const isTheirs = event.target instanceof Element && event.target.closest("input, select, textarea, summary, a, button");
  const does = keys[event.key];
  if (!does || (isTheirs && !/^[a-z]$/.test(event.key)) || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  does();
}

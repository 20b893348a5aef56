/** One attempt to send one command, and what the answer means. */

/** @typedef {import("./command-queue.js").Command} Command */
/**
 * @typedef {object} Answer
 * @property {"done" | "refused" | "again" | "signed-out"} status
 * @property {string} message
 * @property {string | null} location
 */

const PASSING = new Set([408, 425, 429, 502, 503, 504]);
const ATTEMPT_MS = 20_000;

/** @param {string} name @returns {string} what the page knows about itself */
export const page = (name) => document.querySelector(`meta[name="${name}"]`)?.getAttribute("content") ?? "";

/** @param {Command} command @returns {URLSearchParams} the form as the browser would send it, with today's token */
function bodyOf(command) {
  const fields = command.fields.filter(([name]) => name !== "csrf" && name !== "command_id");
  return new URLSearchParams([...fields, ["csrf", page("csrf")], ["command_id", command.id]]);
}

/**
 * @param {Command} command
 * @param {string} account whose command it is; the server refuses it under another one
 * @returns {Promise<Answer>}
 */
export async function send(command, account) {
  try {
    const response = await fetch(command.action, {
      method: "POST",
      body: bodyOf(command),
      headers: { Accept: "application/json", "X-Command-Id": command.id, "X-Account": account },
      credentials: "same-origin",
      signal: AbortSignal.timeout(ATTEMPT_MS),
    });
    return await meaning(response);
  } catch {
    return { status: "again", message: "", location: null };
  }
}

/** @param {Response} response @returns {Promise<Answer>} */
async function meaning(response) {
  if (response.status === 401) return { status: "signed-out", message: "", location: null };
  if (PASSING.has(response.status)) return { status: "again", message: "", location: null };
  if (response.status >= 500) return { status: "again", message: "fault", location: null };
  const said = await response.json().catch(() => ({}));
  const done = said.status ? said.status === "done" : response.ok;
  return {
    status: done ? "done" : "refused",
    message: said.message ?? (done ? "Đã ghi." : "Máy chủ không nhận thao tác này."),
    location: said.location ?? (response.redirected ? response.url : null),
  };
}

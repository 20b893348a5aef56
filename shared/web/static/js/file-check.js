/** `<file-check max-bytes>` around a file input: names what was chosen and warns of a file the server would refuse. */

const MIB = 1024 * 1024;

/** @param {number} bytes */
const sizeWords = (bytes) => (bytes < MIB ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / MIB).toFixed(1).replace(".", ",")} MB`);

/** @param {File} file @param {string} accept the input's list of types and endings */
function isAccepted(file, accept) {
  const wanted = accept.toLowerCase().split(",").map((part) => part.trim()).filter(Boolean);
  const fits = (/** @type {string} */ part) =>
    part.startsWith(".") ? file.name.toLowerCase().endsWith(part)
    : part.endsWith("/*") ? file.type.startsWith(part.slice(0, -1)) : file.type === part;
  return !wanted.length || wanted.some(fits);
}

export class FileCheck extends HTMLElement {
  connectedCallback() {
    this.addEventListener("change", () => this.#tell());
  }

  #tell() {
    const input = this.querySelector("input");
    if (!input) return;
    const list = this.querySelector("ul") ?? this.appendChild(document.createElement("ul"));
    list.className = "chosen-files";
    list.setAttribute("role", "status");
    const problems = [...(input.files ?? [])].map((file) => this.#problem(file, input.accept));
    list.replaceChildren(...[...(input.files ?? [])].map((file, i) => {
      const row = document.createElement("li");
      row.textContent = `${file.name} – ${sizeWords(file.size)}${problems[i] && `. ${problems[i]}`}`;
      row.toggleAttribute("data-state-bad", problems[i] !== "");
      return row;
    }));
    input.setCustomValidity(problems.find(Boolean) ?? "");
  }

  /** @param {File} file @param {string} accept @returns {string} */
  #problem(file, accept) {
    const limit = Number(this.getAttribute("max-bytes") ?? Infinity);
    if (file.size > limit) return `Tệp lớn quá ${sizeWords(limit)}, xin chọn tệp nhỏ hơn.`;
    return isAccepted(file, accept) ? "" : "Loại tệp này không được nhận.";
  }
}

customElements.define("file-check", FileCheck);

"""Fills every text field of every kind of form on a page with hostile text and sends it, as bad intent would."""

from functools import partial

from tests.e2e.person import Person

SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"
NOT_SENT = ("dang-xuat", "password", "mat-khau", "clock", "demo", "gavel", "erasure", "session/open", "withdraw", "rut")
FORMS = """except => [...document.querySelectorAll("form[method=post]")].filter(form => {
  const typed = [...form.elements].filter(e => ["textarea", "text", "tel", "email", "search"].includes(e.type));
  return typed.length && !except.some(word => (form.getAttribute("action") ?? "").includes(word));
}).map(form => form.getAttribute("action") ?? "")"""
FIND = """action => [...document.querySelectorAll("form[method=post]")]
  .find(form => (form.getAttribute("action") ?? "") === action)"""
FILL = """(form, text) => {
  form.noValidate = true;
  for (const field of form.querySelectorAll("textarea, input, select")) {
    if (["hidden", "file", "date", "time", "number", "submit", "radio"].includes(field.type)) continue;
    if (field.type === "checkbox") field.checked = true;
    else if (field instanceof HTMLSelectElement) field.selectedIndex = field.options.length - 1;
    else { field.removeAttribute("maxlength"); field.value = text; }
  }
  form.requestSubmit(form.querySelector("[type=submit], button:not([type=button])"));
}"""


async def poison(person: Person, path: str) -> list[int]:
    """The status of each answer; none may be a fault of ours. A form that an earlier one led away is passed over."""
    await person.open(path)
    answers: list[int] = []
    for action in dict.fromkeys(await person.page.evaluate(FORMS, list(NOT_SENT))):
        await person.open(path)
        if form := (await person.page.evaluate_handle(FIND, action)).as_element():
            answers.append((await person.send(partial(form.evaluate, FILL, SCRIPT))).status)
    return answers

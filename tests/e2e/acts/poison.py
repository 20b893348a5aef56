"""Fills every text field of every kind of form on a page with hostile text and sends it, as bad intent would."""

from functools import partial

from tests.e2e.person import Person

SCRIPT = "\"'><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}"
NOT_SENT = ("dang-xuat", "password", "mat-khau", "clock", "demo", "gavel", "erasure", "session/open", "withdraw", "rut")
FORMS = """except => [...document.querySelectorAll("form[method=post]")].map((form, place) => ({
  place, action: form.getAttribute("action") ?? "",
  texts: [...form.elements].filter(e => ["textarea", "text", "tel", "email", "search"].includes(e.type)).length,
})).filter(form => form.texts && !except.some(word => form.action.includes(word)))
  .filter((form, place, all) => all.findIndex(other => other.action === form.action) === place)"""
FILL = """([place, text]) => {
  const form = document.querySelectorAll("form[method=post]")[place];
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
    """The status of each answer; none may be a fault of ours."""
    await person.open(path)
    answers: list[int] = []
    for form in await person.page.evaluate(FORMS, list(NOT_SENT)):
        await person.open(path)
        answer = await person.send(partial(person.page.evaluate, FILL, [form["place"], SCRIPT]))
        answers.append(answer.status)
    return answers

"""From the log to the first wording of the minutes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

from services.meeting.domain.agenda import StepRun
from services.meeting.domain.minutes import Direction, FilmLine, Minutes, Part, Passage
from services.meeting.domain.minutes_facts import Facts, Speech
from services.meeting.domain.minutes_figures import LABELS, Figure, figures_of
from shared.calendar import clock_time
from shared.contracts.meeting import Outcome

DONE = {
    Outcome.ANSWERED_IN_HALL: "Đã trả lời tại Hội nghị.",
    Outcome.TO_WRITE: "Chưa giải đáp được ngay; trả lời bằng văn bản.",
    Outcome.OVER_AUTHORITY: "Vượt thẩm quyền; tiếp thu, tổng hợp báo cáo cấp trên xem xét, giải quyết.",
    Outcome.GUIDED: "Đã hướng dẫn đến cơ quan có thẩm quyền giải quyết.",
}


def draft(facts: Facts, directions: tuple[Direction, ...]) -> Minutes:
    """All parts of a biên bản, as far as the session has got.

    Rule: R-042, R-098, R-099, R-100, R-101, R-102, R-103, R-110, R-219
    """
    session = facts.session
    figures = figures_of(session)
    parts = [
        Part("I", "Thành phần tham dự", tuple(_attendance(facts, figures))),
        Part("II", "Diễn biến Hội nghị", tuple(_course(facts))),
        Part("III", "Tổng hợp ý kiến", tuple(_summary(facts, figures))),
        Part("IV", "Kết luận của Chủ trì", (Passage("conclusion", "Kết luận của Chủ trì", ""),)),
        Part("V", "Thông qua biên bản", (_read_back(facts),)),
    ]
    return Minutes(
        subject=facts.subject,
        began_at=session.opened_at,
        ended_at=session.concluded_at,
        venue=facts.venue,
        chair=facts.chair,
        secretary=session.secretary,
        parts=tuple(parts),
        figures=figures,
        directions=directions,
        films=tuple(_films(facts)),
        holes=facts.holes if facts.films else (),
    )


def _attendance(facts: Facts, figures: tuple[Figure, ...]) -> Iterator[Passage]:
    value = {figure.key: figure.value for figure in figures}
    people = facts.attendance
    residents = ", ".join(f"{area} ({count} người)" for area, count in people.areas)
    lines = [f"- Có mặt: {value['people_present']:02d} người."]
    lines += [f"- Đại biểu, khách mời: {'; '.join(people.guests_present)}."] if people.guests_present else []
    lines += [f"- Người dân, tổ chức, doanh nghiệp: {residents}."] if residents else []
    yield Passage("present", "Có mặt", "\n".join(lines))
    absent = [
        f"- Vắng, có báo Ban Tổ chức: {value['people_excused']:02d} người.",
        f"- Vắng, không báo: {value['people_absent']:02d} người.",
    ]
    absent += [f"- Đại biểu, khách mời vắng: {'; '.join(people.guests_absent)}."] if people.guests_absent else []
    refused = value["people_refused"]
    absent += [f"- Không được tham dự theo quy định: {refused:02d} người."] if refused else []
    yield Passage("absent", "Vắng", "\n".join(absent))


def _course(facts: Facts) -> Iterator[Passage]:
    words, numbers = {step.key: step for step in facts.steps}, _numbers(facts)
    for place, run in enumerate(facts.session.steps):
        step = words.get(run.key)
        title = step.title if step else run.key
        heading = f"{place + 1}. {title} ({_span(run)})"
        text = "\n".join((step.words if step else title, *_acts(facts, run)))
        yield Passage(f"step:{place}:{run.key}", title, text, heading=heading)
        for speech in (s for s in facts.speeches if _during(run, s)):
            yield from _speech(numbers[speech.question_id], speech)
    if facts.incidents:
        lines = "\n".join(f"- {clock_time(at)}: {text}" for at, text in facts.incidents)
        yield Passage("incidents", "Sự việc khác", lines, heading="Sự việc khác")


def _numbers(facts: Facts) -> dict[UUID, int]:
    """Opinions are numbered through all steps; receipt codes are never printed."""
    spoken = [s.question_id for run in facts.session.steps for s in facts.speeches if _during(run, s)]
    return {question_id: number for number, question_id in enumerate(spoken, 1)}


def _films(facts: Facts) -> Iterator[FilmLine]:
    """The films in the order of the opinions. Rule: R-209"""
    who = {speech.question_id: speech.who for speech in facts.speeches}
    for question_id, number in _numbers(facts).items():
        if film := facts.films.get(question_id):
            yield FilmLine(number, who[question_id], film.point, film.place, film.gap_s, question_id)


def _acts(facts: Facts, run: StepRun) -> Iterator[str]:
    session = facts.session
    adopted = session.programme_adopted_at
    if adopted and run.begun_at <= adopted and (run.ended_at is None or adopted < run.ended_at):
        yield f"Hội nghị nhất trí thông qua chương trình lúc {clock_time(adopted)}."
        if session.secretary:
            yield f"Hội nghị cử {session.secretary} làm thư ký ghi biên bản."


def _speech(number: int, speech: Speech) -> Iterator[Passage]:
    key, who = f"q:{speech.question_id}", speech.who[:1].upper() + speech.who[1:]
    asked = Passage(
        f"{key}:asked",
        f"Câu hỏi của {speech.who}",
        speech.text,
        heading=f"Ý kiến {number:02d} – {who} ({clock_time(speech.called_at)})",
        quoted=True,
        question_id=speech.question_id,
    )
    yield asked
    told = speech.said or (speech.answer if speech.outcome is Outcome.ANSWERED_IN_HALL else "")
    by = f"{speech.department} trả lời: " if speech.department and told else ("Trả lời: " if told else "")
    done = DONE.get(speech.outcome, "") if speech.outcome else ""
    text = "\n".join(part for part in (f"{by}{told}", f"Kết quả: {done}" if done else "") if part)
    yield replace(asked, key=f"{key}:answer", label=f"Trả lời {speech.who}", base=text, heading="", quoted=False)


def _summary(facts: Facts, figures: tuple[Figure, ...]) -> Iterator[Passage]:
    told = [
        f for f in figures if f.key in ("questions", "registered", "walk_ins", "turns") or f.key.startswith("outcome")
    ]
    yield Passage("figures", "Số liệu", "\n".join(f"- {f.label}: {f.value:02d}." for f in told))
    if facts.unheard:
        outcomes = Counter(u.outcome for u in facts.unheard)
        lines = [f"- {_why(outcome)}: {count:02d} ({_names(facts, outcome)})." for outcome, count in outcomes.items()]
        yield Passage(
            "unheard", "Câu hỏi không nêu tại hội trường", "\n".join(lines), heading="Câu hỏi không nêu tại hội trường"
        )


def _why(outcome: Outcome | None) -> str:
    return LABELS[f"outcome_{outcome}"] if outcome else "Đang chờ"


def _names(facts: Facts, outcome: Outcome | None) -> str:
    return "; ".join(u.who for u in facts.unheard if u.outcome is outcome)


def _read_back(facts: Facts) -> Passage:
    ended = facts.session.concluded_at
    until = f" Hội nghị kết thúc lúc {clock_time(ended)} cùng ngày." if ended else ""
    text = f"Biên bản đã được đọc lại cho các thành phần dự Hội nghị cùng nghe, nhất trí thông qua.{until}"
    return Passage("read_back", "Thông qua biên bản", text)


def _during(run: StepRun, speech: Speech) -> bool:
    return run.begun_at <= speech.called_at and (run.ended_at is None or speech.called_at < run.ended_at)


def _span(run: StepRun) -> str:
    return (
        f"{clock_time(run.begun_at)}–{clock_time(run.ended_at)}" if run.ended_at else f"từ {clock_time(run.begun_at)}"
    )

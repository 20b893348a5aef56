"""Each event of the log as one Vietnamese sentence."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from services.meeting.domain import facts_entry, facts_people, facts_session, facts_turn
from services.meeting.domain.agenda import HallRules
from services.meeting.domain.log import LogEvent
from services.meeting.domain.presence import Presence
from services.meeting.domain.turn import Turn
from services.meeting.web import words

_PLAIN = {
    "session.opened": "Khai mạc hội nghị",
    "programme.adopted": "Hội nghị thông qua chương trình",
    "session.paused": "Tạm nghỉ",
    "session.resumed": "Tiếp tục hội nghị",
    "incident.noted": "Ghi nhận sự việc",
    "roll.changed": "Cập nhật danh sách người đăng ký",
    "session.concluded": "Kết thúc hội nghị",
}
_ABOUT_QUESTION = {
    "entry.registered": "Vào danh sách: {who}",
    "entry.removed": "Đưa ra khỏi danh sách (rút hoặc trùng): {who}",
    "answer.readied": "Cập nhật việc chuẩn bị trả lời: {who}",
    "entry.skipped": "Vắng khi gọi: {who}",
    "entry.recalled": "Đưa lại danh sách chờ: {who}",
}


class Sentences:
    """`names`: question id and person id → how officers call the person."""

    def __init__(self, names: Mapping[UUID, str], rules: HallRules, turns: Iterable[Turn]) -> None:
        self._names, self._rules = names, rules
        self._question_of_turn = {turn.turn_id: turn.question_id for turn in turns}

    def say(self, event: LogEvent) -> str:
        if event.TYPE in _PLAIN:
            return _PLAIN[event.TYPE]
        if event.TYPE in _ABOUT_QUESTION:
            return _ABOUT_QUESTION[event.TYPE].format(who=self._who(getattr(event, "question_id", None)))
        return self._session(event) or self._person(event) or self._turn(event) or self._line(event)

    def _who(self, id_: UUID | None) -> str:
        return self._names.get(id_, "người hỏi") if id_ else "người hỏi"

    def _session(self, event: LogEvent) -> str:
        match event:
            case facts_session.StepBegun():
                step = self._rules.step(event.key)
                return f"Bắt đầu: {step.title if step else event.key}"
            case facts_session.SecretaryAppointed():
                return f"Cử thư ký: {event.name}"
            case facts_session.RecordingNoticeSet():
                return "Hiện thông báo ghi âm, ghi hình" if event.shown else "Tắt thông báo ghi âm, ghi hình"
            case facts_session.TracksSwitched():
                return "Ghi riêng từng điểm cầu" if event.are_wanted else "Thôi ghi riêng từng điểm cầu"
            case facts_session.RecordingSwitched():
                return words.RECORDING[event.to]
            case facts_session.StageChosen():
                return f"Lên hình: {self._point(event.point)}" if event.point else "Lên hình theo người phát biểu"
            case facts_session.WatchingChosen():
                return f"Xem từ nhà: {words.WATCHING[event.watching][0].lower()}"
            case _:
                return ""

    def _person(self, event: LogEvent) -> str:
        match event:
            case facts_people.PresenceMarked():
                who, where = self._who(event.person_id), self._seat(event)
                return f"{words.PRESENCE[event.presence][1]}: {who}{self._why(event)}{where}"
            case facts_people.PersonRecognised():
                return f"Nhận ra một người gửi nhiều phiếu: {self._who(event.same_as)}"
            case facts_people.PresenceCleared():
                return f"Bỏ điểm danh: {self._who(event.person_id)}"
            case _:
                return ""

    def _seat(self, event: facts_people.PresenceMarked) -> str:
        is_told = self._rules.has_branches and event.presence is Presence.PRESENT
        return f", {self._point(event.point)}" if is_told else ""

    def _point(self, key: str) -> str:
        point = self._rules.point(key)
        return point.short_name if point else key

    def _why(self, event: facts_people.PresenceMarked) -> str:
        return f" ({words.REFUSAL[event.reason].lower()})" if event.reason else ""

    def _turn(self, event: LogEvent) -> str:
        if isinstance(event, facts_turn.TurnCalled):
            return f"Mời {self._who(event.question_id)}{_override(event)}"
        turn_id: UUID | None = getattr(event, "turn_id", None)
        who = self._who(self._question_of_turn.get(turn_id) if turn_id else None)
        match event:
            case facts_turn.TurnExtended():
                return f"Thêm {event.seconds} giây cho {who}"
            case facts_turn.TurnEnded() if event.outcome:
                return f"Kết thúc lượt của {who}: {words.OUTCOME[event.outcome][1].lower()}"
            case facts_turn.TurnEnded():
                return f"Kết thúc lượt của {who}, chờ trả lời"
            case facts_turn.TurnPutBack():
                return f"Đưa {who} trở lại danh sách chờ"
            case _:
                return ""

    def _line(self, event: LogEvent) -> str:
        match event:
            case facts_entry.EntryMoved() if event.after:
                return f"Xếp {self._who(event.question_id)} sau {self._who(event.after)}"
            case facts_entry.EntryMoved():
                return f"Xếp {self._who(event.question_id)} lên đầu"
            case facts_entry.OutcomeDecided() | facts_entry.EntryConcluded():
                return f"Kết quả của {self._who(event.question_id)}: {words.OUTCOME[event.outcome][1].lower()}"
            case _:
                return event.TYPE


def _override(event: facts_turn.TurnCalled) -> str:
    parts = ["khác thứ tự đề xuất"] if event.overrides else []
    parts += ["theo ý chủ trì, ngoài phần hỏi đáp"] if event.out_of_step else []
    return f" ({'; '.join(parts)})" if parts else ""

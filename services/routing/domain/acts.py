"""The acts on a question with their conditions: pure, each gives the question after it or refuses."""

from dataclasses import replace

from services.routing.domain.life import HELD, Act, Custody, Escalation, Life, Question, step
from services.routing.domain.refusals import AlreadyEscalated, NoRedirect, NotEscalated, SameHolder, WaitsForSuperior


def assign(question: Question, department: str) -> Question:
    """The leader confirmed who answers. Rule: R-037, R-106, C-15"""
    return replace(step(question, Act.ASSIGN), holder=department)


def propose_redirect(question: Question, department: str) -> Question:
    """The holder says it is not responsible and names who is; the leader decides. Rule: R-044, R-113"""
    step(question, Act.REDIRECT)
    if department == question.holder:
        raise SameHolder()
    return replace(question, redirect_to=department)


def redirect(question: Question) -> Question:
    """The leader confirmed the new holder; texts already written stay in the history. Rule: R-113, C-15"""
    if not question.redirect_to:
        raise NoRedirect()
    custody = question.custody if question.custody is Custody.ESCALATED else Custody.REDIRECTED
    return replace(step(question, Act.REDIRECT), holder=question.redirect_to, redirect_to="", custody=custody)


def refuse_redirect(question: Question) -> Question:
    """The leader leaves the question where it is."""
    if not question.redirect_to:
        raise NoRedirect()
    return replace(question, redirect_to="")


def draft(question: Question) -> Question:
    """The holder writes: the first draft and the first one after a submission open a new version. Rule: R-043, R-112"""
    new = question.life is not Life.DRAFTING or not question.version
    return replace(step(question, Act.DRAFT), version=question.version + new)


def submit(question: Question) -> Question:
    """The draft goes to the leader. Not while the superior has not replied. Rule: R-112"""
    if question.waits_for_superior:
        raise WaitsForSuperior()
    return replace(step(question, Act.SUBMIT), redirect_to="")


def send_back(question: Question) -> Question:
    """The leader wants changes; the next draft is a new version."""
    return step(question, Act.RETURN)


def approve(question: Question) -> Question:
    """The newest version may leave; its text never changes again. Rule: R-012, R-038"""
    if question.waits_for_superior:
        raise WaitsForSuperior()
    return replace(step(question, Act.APPROVE), approved=question.version)


def revise(question: Question) -> Question:
    """Take the approval back before release and write a new version."""
    return replace(step(question, Act.REVISE), approved=None, version=question.version + 1)


def escalate(question: Question) -> Question:
    """Over our authority: reported to the superior, the question stays open with us. Rule: R-009, R-034, R-114"""
    if question.escalation is not None:
        raise AlreadyEscalated()
    return replace(step(question, Act.ESCALATE), custody=Custody.ESCALATED, escalation=Escalation.OPENED)


def report(question: Question) -> Question:
    """The report left with its number and date."""
    if not question.waits_for_superior:
        raise NotEscalated()
    return replace(question, escalation=Escalation.REPORTED)


def superior_replied(question: Question, *, answer_stands: bool) -> Question:
    """The reply is recorded. An approved answer leaves only when a person says that it still stands. Rule: R-114"""
    if not question.waits_for_superior:
        raise NotEscalated()
    replied = replace(question, escalation=Escalation.REPLIED, custody=Custody.OWN)
    return replied if answer_stands or question.life is not Life.APPROVED else revise(replied)


def is_held(question: Question) -> bool:
    """Whether a department works on it."""
    return question.life in HELD

"""`make reset-link`: when the only administrator forgot the password, a one-time way back in."""

from nats.errors import Error as BusError

from deploy.local import facts
from deploy.local.config import StackConfig
from deploy.local.folder import NOTE, refuse_running
from deploy.local.keys import Keys, load_or_make
from deploy.local.noted_ports import with_noted_ports
from deploy.local.problems import AlreadyRunning, StackProblem
from shared.contracts.operations import ResetLink, ResetLinkReply

QUESTION = "rpc.routing.reset_link.make.v1"
PATIENCE_S = 5


async def reset_link(config: StackConfig, username: str) -> ResetLinkReply:
    """Asked of the house that runs on this data folder. Refuses when it is down."""
    _refuse_stopped(config)
    return await ask(with_noted_ports(config), load_or_make(config.data / "secrets.json"), username)


async def ask(config: StackConfig, keys: Keys, username: str) -> ResetLinkReply:
    """Routing makes the link and keeps who was meant and when. Refuses in routing's words, or while nobody answers."""
    request = ResetLink(username=username).model_dump_json().encode()
    try:
        bus = await facts.connect(config, keys)
        try:
            answer = await bus.request(QUESTION, request, timeout=PATIENCE_S)
        finally:
            await bus.close()
    except (BusError, OSError, TimeoutError) as cause:
        raise StackProblem("Đối Thoại đang khởi động hoặc đang bận: hãy đợi vài giây rồi gõ lại.") from cause
    reply = ResetLinkReply.model_validate_json(answer.data)
    if reply.problem:
        raise StackProblem(reply.problem)
    return reply


def words(link: ResetLinkReply) -> str:
    """What the operator reads."""
    return (
        f"Đường dẫn đặt lại mật khẩu của {link.full_name} (tên đăng nhập {link.username}):\n  {link.address}\n"
        f"Dùng một lần, trong {link.minutes} phút. Việc mở đường dẫn này được ghi vào lịch sử tài khoản."
    )


def _refuse_stopped(config: StackConfig) -> None:
    down = f"Đối Thoại chưa chạy với thư mục {config.data}: hãy chạy make run trước, rồi gõ lại ở cửa sổ khác."
    if not (config.data / NOTE).exists():
        raise StackProblem(down)
    try:
        refuse_running(config.data)
    except AlreadyRunning:
        return
    raise StackProblem(down)

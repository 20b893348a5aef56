"""A sign: words that point to a kind of content, how strongly, and the reason an officer reads.

Patterns are lines of words with tones. `(a|b)` is a choice, `x?` optional, `…` up to 40 characters of the same
sentence, `<ask>` one of the word lists below. A text typed without any tone is matched without them.
"""

import re
from functools import cache
from typing import NamedTuple

from services.intake.domain.kinds import Kind
from shared.vietnamese import fold

WORDS: dict[str, str] = {
    "ask": "(đề nghị|yêu cầu|mong|xin)( ủy ban| ubnd| xã| phường| chủ tịch| lãnh đạo| cơ quan| công an| chức năng)*",
    "we": "(tôi|chúng tôi|gia đình tôi)",
    "decision": "(quyết định|thông báo|biên bản|kết luận)",
    "person": "(ông|bà|anh|chị|cán bộ|trưởng thôn|hộ|quán|cửa hàng|cơ sở|công ty|người này|đối tượng)",
    "act": "(hành vi|sai phạm|vi phạm)",
    "office": "(trưởng thôn|tổ trưởng|cán bộ|công chức|chủ tịch|phó chủ tịch|trưởng phòng|địa chính)",
    "kn": "(khiếu nại|tố cáo)",
    "and": "( ?,| và| hoặc| hay)?",
    "either": "(khiếu nại|tố cáo|khiếu kiện)( ?,| và| hoặc| hay)?( khiếu nại| tố cáo)?",
}
_GAP = r"[^.!?;\n]{0,40}?"
_LIST = re.compile("<([a-z]+)>")
_LETTERS = re.compile(r"[^\W\d_]+")


class Sign(NamedTuple):
    """One sign; `patterns` has one pattern a line."""

    kind: Kind
    weight: int
    reason: str
    patterns: str


@cache
def compiled(patterns: str, plain: bool) -> re.Pattern[str]:
    """The patterns as one expression over lower-case text; `plain`: over text without tones."""
    lines = [line.strip() for line in patterns.strip().splitlines()]
    text = _LIST.sub(lambda name: WORDS[name[1]], "|".join(lines))
    text = _LETTERS.sub(lambda word: fold(word[0]), text) if plain else text
    return re.compile(rf"(?<!\w)(?:{text.replace(' … ', f' {_GAP}')})(?!\w)")

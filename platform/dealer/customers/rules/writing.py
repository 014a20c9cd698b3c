"""How people and systems write a cell: full width, stray spaces, and words that mean 'nothing here'.

Every rule of identifiers starts from `folded`, so that the same value written in two ways is one value.
"""

import re

# Full-width ASCII and the ideographic space. NFKC would also rewrite characters that belong to names and units.
_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " ", 0xFFE5: "¥", 0xFFE0: "¢"}
_NEEDS_FOLDING = re.compile(r"[^\x20-\x7e\u4e00-\u9fff]")
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
_SPACES = re.compile(r"\s+")
_KEPT_AS_TEXT = re.compile(r'^=\s*"(.*)"$', re.DOTALL)
_LINE = "-_=*~—–─━═"  # a cell of nothing else is a drawn line


def listed(words: str) -> frozenset[str]:
    """A set of words, written as one text."""
    return frozenset(words.split())


# Words by which people and systems fill a cell that has nothing to say (DATA-1: "无, 临牌 and the like are blank").
BLANK_WORDS = listed(
    "无 无此项 无数据 暂无 暂缺 没有 未知 不详 不明 未填 未填写 未提供 未登记 未录入 空 空白 缺 略 "
    "- -- --- — —— ——— – ― _ __ / // \\ . .. … * ** *** ? ?? ? ~ # "
    "n/a na n.a. #n/a #value! #ref! #div/0! #name? #null! #num! null (null) none nil nan nat undefined unknown "
    "(空) (空白) [空] <空> 无. 无。 0x00"
)


def folded(text: str) -> str:
    """The text in half width, without unseen characters, spaces collapsed and trimmed.

    Also undoes the two ways in which exports protect digits from Excel: `="0123"` and a leading apostrophe.
    """
    if _NEEDS_FOLDING.search(text):
        text = _UNSEEN.sub("", text.translate(_HALF_WIDTH))
        text = _SPACES.sub(" ", text)
    elif "  " in text:
        text = _SPACES.sub(" ", text)
    text = text.strip()
    if text[:1] in ("=", "'"):
        kept = _KEPT_AS_TEXT.match(text)
        text = kept.group(1).strip() if kept else text.removeprefix("'").strip()
    return text


def is_blank(text: str) -> bool:
    """Whether a folded text says nothing: empty, a drawn line, or a word that stands for empty (无, N/A, null …)."""
    return not text.strip(_LINE) or text.lower() in BLANK_WORDS


def filled(text: str) -> str:
    """The folded text, or an empty one where it is blank by `is_blank`."""
    text = folded(text)
    return "" if is_blank(text) else text

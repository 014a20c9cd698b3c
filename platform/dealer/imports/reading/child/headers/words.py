"""The words that DMS exports build column names from, each with the concept it stands for.

Chinese column names are compounds (送修人 + 电话, 预计 + 交车 + 时间), so a few hundred words read names that no
list of whole names would have: a name is cut into its longest known words, and rules speak of concepts only.
"""

import json
import re
from functools import lru_cache

from dealer.customers.interface import folded

# Concept → its words, in simplified Chinese or lower-case English. A word may stand for several concepts.
_WORDS = __file__.rpartition("/")[0] + "/words.json"
_LONGEST_FIRST: dict[str, list[tuple[str, frozenset[str]]]] = {}
_TRADITIONAL = str.maketrans(
    "來戶車號單廠時間電話維類聯繫絡實際預計結額顧問業務駕駛證買賣銷訂開進離連領機動碼數費價備註員師門點隊組託報檢驗險償質類場種"
    "個內與區訪約發現級別顏燈儲識駐縣鄉園貨購後總應該請項爭績貸條標準類編審評責還歸總帳賬條碼",
    "来户车号单厂时间电话维类联系络实际预计结额顾问业务驾驶证买卖销订开进离连领机动码数费价备注员师门点队组托报检验险偿质类场种"
    "个内与区访约发现级别颜灯储识驻县乡园货购后总应该请项争绩贷条标准类编审评责还归总帐账条码",
)
_PARENTHESES = re.compile(r"[(\[{<【〔「](.*?)[)\]}>】〕」]")
_DECORATION = re.compile(r"[\s*:;,.、/\\|_'\"`~!?()\[\]{}<>【】〔〕「」·•。?!-]+")
_INSIDE_CHINESE = re.compile(r"(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_ASCII_WORD = re.compile(r"[a-z]+")


class Header:
    """A column name cut into concepts. `known` is the share of its characters that are known words."""

    __slots__ = ("concepts", "known", "text")

    def __init__(self, text: str, concepts: frozenset[str], known: float) -> None:
        self.text = text
        self.concepts = concepts
        self.known = known


@lru_cache(maxsize=4096)
def read_header(text: str) -> Header:
    """The concepts of a column name; what stands in parentheses (a unit, a second name) counts where it is known."""
    plain = folded(text.replace("\n", " ")).lower().replace("r/o", "ro").translate(_TRADITIONAL)
    plain = _INSIDE_CHINESE.sub("", plain)  # padded or broken over lines: 车 牌 号
    outside = _PARENTHESES.sub(" ", plain)
    inside = " ".join(_PARENTHESES.findall(plain))
    base = _cut(outside)
    if not inside:
        return Header(text, *base)
    extra, known = _cut(inside)
    if not base[0]:
        return Header(text, extra, known)
    agreeing = extra & {"vin", "plate", "planned", "actual", "mileage", "when", "order_repair"} if known == 1 else set()
    return Header(text, base[0] | agreeing, base[1])


def _cut(text: str) -> tuple[frozenset[str], float]:
    """Concepts of the longest known words from the left, and the share of characters they cover."""
    text = _DECORATION.sub(" ", text).strip()
    words = _words_by_first_character()
    concepts: set[str] = set()
    at = covered = 0
    while at < len(text):
        found = _word_at(text, at, words)
        if found:
            concepts |= found[1]
            covered += len(found[0])
            at += len(found[0])
        else:
            run = _ASCII_WORD.match(text, at)
            at = run.end() if run else at + 1
    letters = len(text) - text.count(" ")
    return frozenset(concepts), min(1.0, covered / letters) if letters else 0.0


def _word_at(
    text: str, at: int, words: dict[str, list[tuple[str, frozenset[str]]]]
) -> tuple[str, frozenset[str]] | None:
    for word, concepts in words.get(text[at], ()):
        if text.startswith(word, at) and not (word.isascii() and _goes_on(text, at, word)):
            return word, concepts
    return None


def _goes_on(text: str, at: int, word: str) -> bool:
    """Whether a Latin word is only part of a longer one ('no' in 'note')."""
    before, after = text[at - 1 : at], text[at + len(word) : at + len(word) + 1]
    return word[:1].isalpha() and ((before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha()))


def _words_by_first_character() -> dict[str, list[tuple[str, frozenset[str]]]]:
    if not _LONGEST_FIRST:
        concepts_of: dict[str, set[str]] = {}
        with open(_WORDS, encoding="utf-8") as file:  # noqa: PTH123 - pathlib is slow to load
            vocabulary = json.load(file)
        for concept, words in vocabulary.items():
            for word in words:
                concepts_of.setdefault(
                    _DECORATION.sub(" ", word) if word.isascii() and word != "#" else word, set()
                ).add(concept)
        for word in sorted(concepts_of, key=len, reverse=True):
            _LONGEST_FIRST.setdefault(word[0], []).append((word, frozenset(concepts_of[word])))
    return _LONGEST_FIRST

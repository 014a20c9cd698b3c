"""How names sort and who is a company. Apart from `name`: the child that reads files must not load pypinyin."""

import re
from functools import cache

from pypinyin import lazy_pinyin

# A company is one customer by its name alone; the words are those that Chinese companies' registered names end with.
COMPANY = (
    "(公司|集团|企业|厂|店|部|所|院|社|局|中心|学校|银行|酒店|医院|委员会|协会|合作社|事务所|工作室|Ltd|LLC|Inc)"
    "[.）)]?$"
)
_COMPANY = re.compile(COMPANY)
LONGEST_PERSON = 4
_SURNAMES = {"单": "shan", "仇": "qiu", "朴": "piao", "曾": "zeng", "解": "xie", "查": "zha", "盖": "ge", "任": "ren"}


def is_company(name: str) -> bool:
    """Whether a name is a company's, by how it ends; a short one is a person's, however it ends."""
    return len(name) > LONGEST_PERSON and _COMPANY.search(name) is not None


@cache
def _sound(letter: str) -> str:
    return str((lazy_pinyin(letter) or [letter])[0])


def sort_key(name: str) -> str:
    """By what names are sorted: pinyin with a surname's own reading, a space a letter, then the name itself."""
    sounds = [_sound(letter) for letter in name]
    if sounds and not is_company(name):
        sounds[0] = _SURNAMES.get(name[0], sounds[0])
    return f"{' '.join(sounds).lower()} {name}"

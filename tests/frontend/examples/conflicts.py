"""A file's numbers in conflict, side by side."""

from typing import Any

from tests.frontend.examples.shell import at

BILL, PHONE, ADVISOR = "结算", "送修人电话", "服务顾问"


def content(row: int, *more: int, **marks: bool) -> dict[str, Any]:
    rows = "、".join(map(str, (row, *more)))
    return {"row": row, "rows": f"第 {rows} 行", "counts": False, "decided": False, "chosen": False, **marks}


def field(word: str, *texts: str, veiled: bool = False) -> dict[str, Any]:
    return {"word": word, "texts": list(texts), "veiled": veiled}


def number(text: str, contents: list[dict[str, Any]], *fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    name = f"conflict.{contents[0]['row']}"
    return {
        "number": text,
        "name": name,
        "contents": contents,
        "fields": fields,
        "decision": None,
        "left_out": 0,
        **more,
    }


def conflicts(*, done: bool = False, errors: dict[str, Any] | None = None) -> dict[str, Any]:
    two = [content(412, counts=True), content(769, 771)]
    three = [content(88, counts=True), content(1061, chosen=bool(errors)), content(1064)]
    settled = [content(1122, counts=True, decided=True, chosen=True), content(95)]
    return {
        "url": "/imports/0192f0c1/decisions",
        "done": done,
        "open": 3,
        "total": 4,
        "errors": errors or {},
        "numbers": [
            number("WX202610372681", two, field(BILL, "1201.00", "1102.00"), field("结算时间", "", "2026-10-19 16:40")),
            number(
                "WX202610256192",
                three,
                field(PHONE, "158****6271", "158****6271", "139****0417", veiled=True),
                field(ADVISOR, "刘洋", "刘洋", "张伟"),
            ),
            number("WX", [content(7, counts=True), content(8)], field("车型", "焕驰", "K3"), left_out=1174),
            number("WX202610994015", settled, field("取车", "2026-10-12 18:05", "2026-10-12 08:30"), decision=DECISION),
        ],
    }


DECISION = {"who": "周敏", "at": at(19, 10, 52)}

"""Daily reports as a store has them: made-up people, real-looking days."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import replace

from backbone.clock import SHANGHAI
from dealer.callbacks.interface import CallbackState, Outcome, Programme
from dealer.reports.rules.content import Content, Correction, Flag, Line, Personal, Score, totals_of
from dealer.reports.rules.printed import Instructed, PrintedReport, Sealed, Signature, SignatureField
from dealer.reports.rules.signing import SignatureLine

DAY = dt.date(2026, 11, 19)
NEXT = DAY + dt.timedelta(days=1)
PRINTED_AT = dt.datetime(2026, 11, 20, 16, 50, tzinfo=SHANGHAI)
VERIFY_URL = "https://sanqi.example.com/verify/3Z4F-9X2D-7C37"
HASH = "ce1da44ed849ea5a" * 4
QUESTIONS = (
    ("quality", "质量", "Quality"),
    ("attitude", "态度", "Attitude"),
    ("speed", "速度", "Speed"),
    ("price", "价格", "Price"),
    ("clean", "清洁", "Cleanliness"),
    ("fault", "故障", "Fault since"),
    ("overall", "总评", "Overall"),
)
DONE, PLANNED = CallbackState.DONE, CallbackState.PLANNED
WAITING, WRONG = CallbackState.WAITING_FOR_REPLY, CallbackState.WAITING_FOR_NUMBER

# name, phone, model, plate, VIN tail, picked up, advisor, mileage, work, caller, clock, tries
CUSTOMERS = (
    ("罗萱 女士", "15012348628", "清风 1.5L 智享", "苏E·7K43F", "104582",
     18, "江涛", 20418, "常规保养", "沈悦", 852, 1),
    ("李思远 先生", "13981231950", "云雀 PHEV 尊享", "苏E·F26831", "330917",
     18, "江涛", 8960, "首次保养", "沈悦", 906, 1),
    ("吴静 女士", "13854326604", "山岚 SUV 2.0T", "苏E·8K1B7", "218840",
     17, "钱峰", 46205, "常规保养", "沈悦", 921, 1),
    ("胡远博 先生", "18611227457", "云雀 EV 长续航", "苏E·D11438", "507126",
     18, "周敏", 31077, "一般维修", "沈悦", 940, 1),
    ("郭霞 女士", "13977665056", "清风 1.5L 智享", "苏E·J9385", "119073",
     17, "钱峰", 52330, "一般维修", "沈悦", 1912, 3),
    ("马杰 先生", "13988123478", "远航 MPV 七座", "苏E·0G352", "640258",
     17, "周敏", 68914, "常规保养", "沈悦", 1015, 1),
    ("林国强 先生", "13766554407", "山岚 SUV 1.5T", "苏E·25672", "271604",
     16, "钱峰", 39480, "一般维修", "沈悦", 1033, 1),
    ("刘桂香 女士", "19123453645", "清风 1.5L 智享", "苏E·4K7D6", "108311",
     18, "江涛", 12006, "钣金喷漆", "沈悦", 1102, 1),
    ("杨平 先生", "19187654654", "清风 1.5L 畅享", "苏E·66E4A", "113947",
     17, "江涛", 27754, "常规保养", "顾佳宁", 1336, 1),
    ("周秀兰 女士", "19155446726", "山岚 SUV 2.0T", "苏E·4434C", "219562",
     16, "周敏", 60112, "一般维修", "顾佳宁", 1405, 2),
    ("罗子轩 先生", "17733229983", "云雀 EV 长续航", "苏E·D0457C", "508890",
     17, "钱峰", 15623, "常规保养", "顾佳宁", 1420, 1),
    ("何志明 先生", "17744557865", "远航 MPV 七座", "苏E·1E7D4", "641733",
     18, "周敏", 43391, "常规保养", "顾佳宁", 1548, 1),
    ("苏州恒信物流有限公司", "0512-66271530", "远航 MPV 商务", "苏E·83K06", "642097",
     12, "周敏", 118250, "一般维修", "顾佳宁", 1610, 1),
    ("陈晓雯 女士", "13912066018", "云雀 PHEV 尊享", "苏E·F09172", "331264",
     16, "江涛", 3205, "首次保养", "", 0, 0),
)  # fmt: skip

ANSWERED = Outcome.ANSWERED
# outcome, scores in the order of the questions, what was said, state
CALLS = (
    (ANSWERED, (5, 5, 5, 4, 5, "none", 10), "服务周到，取车很快", DONE),
    (ANSWERED, (5, 5, 4, 4, 5, "none", 9), "想了解续保报价", DONE),
    (ANSWERED, (4, 4, 4, 4, 2, "none", 6), "车内脚垫没清干净，座椅有油印", DONE),
    (ANSWERED, (5, 5, 5, 5, 5, "none", 10), "满意", DONE),
    (Outcome.NO_ANSWER, (), "", WAITING),
    (ANSWERED, (5, 5, 4, 4, 5, "none", 9), "预约 11-28 上午换轮胎", DONE),
    (ANSWERED, (2, 4, 3, 3, 4, "sometimes", 4), "刹车异响修后第二天又响，已是第二次", DONE),
    (Outcome.REFUSED, (), "正在开会，不愿评价", DONE),
    (ANSWERED, (5, 5, 5, 5, 4, "none", 10), "顾问讲解费用很清楚", DONE),
    (ANSWERED, (4, 4, 4, 3, 4, "none", 8), "价格略高，能接受", DONE),
    (Outcome.WRONG_NUMBER, (), "接听人不是车主", WRONG),
    (ANSWERED, (5, 5, 5, 4, 5, "none", 9), "建议周末增加接待人手", DONE),
    (ANSWERED, (4, 5, 3, 4, None, "none", 8), "下次取车请提前一天电话通知", DONE),
    (None, (), "", PLANNED),
)

# by number: flag, kind, proposal, department, person
VOICES = {
    2: (Flag.NEED, "续保报价", "保险专员今日回电", "insurance", "程璐"),
    3: (Flag.OPINION, "opinion", "致歉；请客户来店免费精洗", "after_sales", "钱峰"),
    5: (None, "", "短信已发 19:15，等待回复", "", ""),
    6: (Flag.NEED, "need", "前台登记预约", "reception", ""),
    7: (Flag.COMPLAINT, "complaint", "售后经理当日联系，复检并试车", "after_sales", "吴建华"),
    8: (None, "", "尊重意愿，不再拨打", "", ""),
    11: (None, "", "前台核对电话，更正后再拨", "reception", ""),
    12: (Flag.OPINION, "suggestion", "转前台主管，周会讨论", "reception", ""),
    14: (Flag.LATE, "", "", "", ""),
}
NO_VOICE = (None, "", "", "", "")


def _evening(day: int) -> dt.datetime:
    return dt.datetime(2026, 11, day, 20, tzinfo=SHANGHAI)


AFTER_SALES = "after_sales"
WHOLE = "脚垫与座椅清洁本月第三次，请售后部 11-25 前交洗车流程整改，客服中心跟踪到验收。"
ORDERS = (
    Instructed(3, "当日致歉，精洗后请客户确认。洗车班 11-23 前交整改。", AFTER_SALES, _evening(23)),
    Instructed(7, "吴经理本人联系，试车查明原因，11-20 闭店前报我。", AFTER_SALES, _evening(20)),
    Instructed(None, WHOLE, AFTER_SALES, _evening(25)),
)  # fmt: skip
CORRECTION = Correction(
    dt.date(2026, 11, 18),
    4,
    "总评 9 改为 8，录入有误。原报告不变",
    "沈悦",
    dt.datetime(2026, 11, 19, 9, 10, tzinfo=SHANGHAI),
)


def at(day: dt.date, clock: int) -> dt.datetime:
    """`at(DAY, 2004)`: 20:04 on the store's clock."""
    return dt.datetime.combine(day, dt.time(clock // 100, clock % 100), SHANGHAI)


def line(number: int) -> Line:
    """The line of this number; after the fourteenth the same customers come again."""
    name, phone, model, plate, tail, day, advisor, mileage, work, caller, clock, tries = CUSTOMERS[(number - 1) % 14]
    outcome, answers, said, state = CALLS[(number - 1) % 14]
    flag, kind, proposal, department, person = VOICES.get((number - 1) % 14 + 1, NO_VOICE)
    scores = tuple(
        Score(code, value, _is_low(code, value)) for (code, _zh, _en), value in zip(QUESTIONS, answers, strict=False)
    )
    overall = answers[-1] if answers else None
    return Line(
        number=number,
        callback_id=uuid.UUID(int=number),
        personal=Personal(name, phone, plate, tail, said),
        model=model,
        day0=dt.date(2026, 11, day),
        served_by=advisor,
        mileage=mileage,
        work=work,
        caller=caller or None,
        called_at=at(DAY, clock) if caller else None,
        outcome=outcome,
        tries=tries,
        scores=scores,
        overall=overall if isinstance(overall, int) else None,
        reached=outcome in {Outcome.ANSWERED, Outcome.REFUSED},
        effective=bool(answers),
        satisfied=isinstance(overall, int) and overall >= 8,
        flag=flag,
        kind=kind,
        proposal=proposal,
        department=department,
        person=person,
        state=state,
        reason=None,
        late=flag is Flag.LATE,
        added=number == 13,
    )


def _is_low(code: str, value: object) -> bool:
    return value == "sometimes" or (isinstance(value, int) and value <= (6 if code == "overall" else 2))


def content(lines: Iterable[Line], *, corrections: tuple[Correction, ...] = (CORRECTION,)) -> Content:
    """A day's content with these lines; totals and callers are counted."""
    lines = tuple(lines)
    named = [each.caller for each in lines if each.caller]
    return Content(
        programme=Programme.THREE_DC,
        day=DAY,
        cut_off=at(DAY, 2000),
        satisfied_from=8,
        questions=QUESTIONS,
        callers=tuple((name, named.count(name)) for name in dict.fromkeys(named)),
        totals=totals_of(lines),
        lines=lines,
        corrections=corrections,
    )


def fields(*signatures: tuple[SignatureLine, Signature], plan: int = 1) -> tuple[SignatureField, ...]:
    """The form's lines with these signatures."""
    due = {
        SignatureLine.CALLER: at(NEXT, 0),
        SignatureLine.HEAD: at(NEXT, 1000),
        SignatureLine.GENERAL_AFFAIRS: at(NEXT, 2000),
        SignatureLine.GENERAL_MANAGER: at(NEXT if plan == 1 else DAY + dt.timedelta(days=4), 2000),
    }
    shown = [each for each in SignatureLine if plan == 2 or each is not SignatureLine.GENERAL_AFFAIRS]
    return tuple(SignatureField(each, due[each], tuple(s for of, s in signatures if of is each)) for each in shown)


CALLERS = (
    (SignatureLine.CALLER, Signature("沈悦", at(DAY, 2004))),
    (SignatureLine.CALLER, Signature("顾佳宁", at(DAY, 2006))),
)
HEAD = (SignatureLine.HEAD, Signature("徐岚", at(NEXT, 912)))
GENERAL_MANAGER = (SignatureLine.GENERAL_MANAGER, Signature("陆建华", at(NEXT, 1647)))
SEAL = Sealed(413, HASH, "3Z4F-9X2D-7C37", at(NEXT, 1647))


def report(lines: int | Iterable[Line] = 14) -> PrintedReport:
    """Compiled at closing, nobody has signed."""
    made = [line(number) for number in range(1, lines + 1)] if isinstance(lines, int) else lines
    return PrintedReport(
        network="华悦汽车",
        store="苏州吴中店",
        store_code="SZ-WZ01",
        report_number="SZ-WZ01-3DC-20261119",
        content=content(made),
        fields=fields(),
    )


def sealed() -> PrintedReport:
    """Signed by all, with instructions, sealed."""
    return replace(report(), fields=fields(*CALLERS, HEAD, GENERAL_MANAGER), instructions=ORDERS, sealed=SEAL)


def returned() -> PrintedReport:
    """Plan 2: the general manager sent it back once; the general-affairs manager let it pass; a delegate signed."""
    early = Signature("徐岚", at(NEXT, 908), struck_at=at(NEXT, 1130))
    passed = Signature("", at(NEXT, 2000), passed_on=True)
    below = Signature("沈悦", at(NEXT, 1315), also_below=True)
    signatures = (
        (SignatureLine.CALLER, Signature("沈悦", at(DAY, 2004), struck_at=at(NEXT, 1130))),
        (SignatureLine.CALLER, below),
        (SignatureLine.CALLER, Signature("顾佳宁", at(NEXT, 1318))),
        (SignatureLine.HEAD, early),
        (SignatureLine.HEAD, Signature("沈悦", at(NEXT, 1315), for_name="徐岚")),
        (SignatureLine.GENERAL_AFFAIRS, passed),
    )
    return replace(report(), fields=fields(*signatures, plan=2), instructions=ORDERS[:1])


def nil() -> PrintedReport:
    """A duty day without callbacks."""
    plain = report(0)
    return replace(plain, content=replace(plain.content, corrections=()))


def sold(questions: int = 8) -> PrintedReport:
    """A 7DC day: no mileage, and as many questions as asked for."""
    plain = report()
    labels = [
        "接待", "车辆讲解", "按约定时间交车", "手续与牌照", "交车时车况", "交车过程", "被要求打分或索要礼品", "总评",
        "加油", "礼仪", "合同", "金融",
    ]  # fmt: skip
    asked = tuple((f"q{n}", label, f"Question {n} asked") for n, label in enumerate(labels[:questions]))
    scores = tuple(Score(code, 5 - (n == 3), n == 3) for n, (code, _zh, _en) in enumerate(asked))
    lines = tuple(
        replace(
            each,
            mileage=None,
            work="",
            scores=scores if each.scores else (),
        )
        for each in plain.content.lines
    )
    head = replace(plain.content, programme=Programme.SEVEN_DC, questions=asked, lines=lines)
    return replace(plain, report_number="SZ-WZ01-7DC-20261119", content=head)

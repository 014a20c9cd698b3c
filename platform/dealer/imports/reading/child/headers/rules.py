"""Which concepts in a column name make it which field, and how surely (0 to 100).

A rule reads: a name with all of these concepts and none of those. The higher score wins a column and a field; scores
below `ENOUGH` are not taken. Differences say what a person would prefer: 进厂时间 before 开单时间 for the arrival.
"""

from functools import lru_cache

from dealer.imports.reading.child.headers.words import Header
from dealer.imports.reading.kinds import FieldType, Kind

ENOUGH = 35
ONLY = "only"  # among the forbidden ones: nothing else may be in the name

_PEOPLE = "owner sender contact customer buyer driver collector payer insured advisor consultant technician staff"
_OTHER_MATTERS = (
    "insure expire inspect print born call register produce warranty begin void last next first related book"
)
_NOT_A_MOMENT = (
    "planned estimate place whether state mileage number amount kind item remark quantity way paper member plate "
    f"{_OTHER_MATTERS}"
)
_NOT_A_NAME = (
    "phone address person_id kind sex born level number member call way when remark related item state whether "
    "mileage colour department quantity image insure amount book"
)
_NOT_A_PHONE = (
    "advisor consultant advice sell technician staff kin department insure insured whether state colon sex kind address"
)
_NOT_THE_SUM = (
    "labour parts discount tax profit planned estimate insure outstanding unit_price warranty quantity when kind"
)
_NOT_PRICE = "insure tax discount outstanding list_price profit estimate labour parts unit_price when kind way planned"
_NOT_AN_ORDER = (
    f"stock kind state when amount item remark quantity whether way {_OTHER_MATTERS} {_PEOPLE} planned estimate"
)

# field: all of these | none of those | score
_COMMON = f"""
vin: vin | engine key image when trade_in | 100
plate: plate | kind colour when whether level image trade_in | 100
model: model | number colour engine amount trade_in | 100
model: model number | colour engine amount trade_in | 70
model: series | number colour trade_in | 80
model: brand | number trade_in | 45
series: series | number colour trade_in | 75
other_phone: phone spare | {_NOT_A_PHONE} | 80
other_phone: phone landline | {_NOT_A_PHONE} | 58
other_phone: phone | {_NOT_A_PHONE} owner customer buyer payer collector | 50
address: address | insure department image | 100
id_number: person_id | kind when image insure paper | 100
wish: call wished | staff colon state whether actual number phone | 100
wish: call way | staff colon state whether actual number phone | 70
wish: call when | staff colon state whether actual number phone last next planned | 55
status: state | customer book call insure warranty member vehicle payment settle | 90
status: void | when {_PEOPLE} | 95
"""
_REPAIR_ORDERS = f"""
number: order_repair number | {_NOT_AN_ORDER} parts engine | 100
number: order_repair | {_NOT_AN_ORDER} parts engine department | 85
number: order_settle number | {_NOT_AN_ORDER} | 90
number: order_dispatch number | {_NOT_AN_ORDER} | 88
number: service number | {_NOT_AN_ORDER} vehicle department parts labour | 75
number: order_before number | when kind state related {_PEOPLE} | 70
number: arrive number | {_NOT_AN_ORDER} member | 65
number: order_aside number | when kind state related {_PEOPLE} | 48
number: number | {ONLY} | 55
number: order_sale number | {_NOT_AN_ORDER} | 52
number: contract number | {_NOT_AN_ORDER} | 45
kind_of_work: service kind | customer plate person_id payment insure fuel owner book call warranty amount | 100
kind_of_work: order_repair kind | customer payment insure owner book call amount | 98
kind_of_work: order_dispatch kind | customer payment insure owner book call amount | 90
kind_of_work: arrive kind | customer payment insure owner book call amount | 85
kind_of_work: open kind | customer payment insure owner book call amount | 80
kind_of_work: kind | {ONLY} | 70
kind_of_work: service way | customer payment insure book call amount | 55
kind_of_work: item kind | customer amount insure number quantity | 50
kind_of_work: service item | customer amount number quantity insure | 40
charge_kind: settle kind | {_PEOPLE} | 90
charge_kind: amount kind | {_PEOPLE} labour parts | 85
charge_kind: settle way | {_PEOPLE} | 60
charge_kind: warranty kind | {_PEOPLE} | 50
arrival: arrive when | {_NOT_A_MOMENT} | 100
arrival: arrive | {_NOT_A_MOMENT} {_PEOPLE} vehicle department | 88
arrival: open sender when | {_NOT_A_MOMENT} | 85
arrival: open when | {_NOT_A_MOMENT} {_PEOPLE} | 80
arrival: entry when | {_NOT_A_MOMENT} {_PEOPLE} vehicle | 72
arrival: advisor when | {_NOT_A_MOMENT} | 74
arrival: order_repair when | {_NOT_A_MOMENT} {_PEOPLE} finish settle | 66
arrival: service when | {_NOT_A_MOMENT} {_PEOPLE} finish settle | 62
arrival: order_dispatch when | {_NOT_A_MOMENT} {_PEOPLE} finish settle | 60
arrival: open | {ONLY} | 50
arrival: start when | {_NOT_A_MOMENT} {_PEOPLE} | 46
arrival: dispatch when | {_NOT_A_MOMENT} {_PEOPLE} | 44
arrival: when | {ONLY} | 42
promised: planned handover | {_OTHER_MATTERS} {_PEOPLE} amount mileage | 100
promised: planned leave | {_OTHER_MATTERS} {_PEOPLE} amount mileage | 100
promised: planned exit | {_OTHER_MATTERS} {_PEOPLE} amount mileage | 98
promised: planned finish | {_OTHER_MATTERS} {_PEOPLE} amount mileage | 90
promised: book handover when | call insure register number {_PEOPLE} | 70
promised: planned when | {_OTHER_MATTERS} {_PEOPLE} amount mileage arrive open settle | 60
finished: finish when | {_NOT_A_MOMENT} {_PEOPLE} | 90
finished: finish | {ONLY} | 60
settled: settle when | {_NOT_A_MOMENT} {_PEOPLE} | 90
pickup: leave when | {_NOT_A_MOMENT} advisor staff | 100
pickup: exit when | {_NOT_A_MOMENT} advisor staff | 98
pickup: handover when | {_NOT_A_MOMENT} advisor staff | 96
pickup: leave | {_NOT_A_MOMENT} {_PEOPLE} | 90
pickup: exit | {_NOT_A_MOMENT} {_PEOPLE} vehicle | 88
pickup: handover | {_NOT_A_MOMENT} {_PEOPLE} vehicle department | 84
mileage: mileage arrive | next last warranty planned insure | 100
mileage: mileage | next last warranty planned insure exit leave | 98
mileage: mileage | next last warranty planned insure | 80
owner: owner | {_NOT_A_NAME} | 100
owner: customer | {_NOT_A_NAME} | 80
owner: buyer | {_NOT_A_NAME} | 70
owner: name | {ONLY} | 45
sender: sender | {_NOT_A_NAME} | 100
sender: contact | {_NOT_A_NAME} | 70
sender: driver | {_NOT_A_NAME} | 60
sender_phone: sender phone | {_NOT_A_PHONE} | 100
sender_phone: call phone | {_NOT_A_PHONE} owner | 90
sender_phone: contact phone | {_NOT_A_PHONE} | 84
sender_phone: phone mobile | {_NOT_A_PHONE} {_PEOPLE} spare | 74
sender_phone: phone | {_NOT_A_PHONE} {_PEOPLE} spare landline | 72
sender_phone: driver phone | {_NOT_A_PHONE} | 64
sender_phone: phone | {_NOT_A_PHONE} {_PEOPLE} | 56
owner_phone: owner phone mobile | {_NOT_A_PHONE} | 101
owner_phone: owner phone | {_NOT_A_PHONE} | 100
owner_phone: customer phone mobile | {_NOT_A_PHONE} | 81
owner_phone: customer phone | {_NOT_A_PHONE} | 80
owner_phone: buyer phone | {_NOT_A_PHONE} | 70
advisor: advisor | phone number when kind call level | 100
advisor: service advice | phone number when kind call level | 90
advisor: advice | {ONLY} | 60
technician: technician | phone number when kind call level amount quantity | 100
work: service item | amount number quantity kind planned next | 90
work: item | amount number quantity kind planned next whether {_PEOPLE} colon | 70
estimate: estimate amount | number when kind way {_PEOPLE} | 100
estimate: estimate | number when kind way {_PEOPLE} order_before labour parts | 90
estimate: planned amount | when {_PEOPLE} labour parts | 95
labour: labour fee | quantity discount profit number item unit_price tax {_PEOPLE} kind when | 100
labour: labour amount | quantity discount profit number item unit_price tax {_PEOPLE} kind when | 98
labour: labour | quantity discount profit number item unit_price tax {_PEOPLE} kind when | 90
parts: parts fee | quantity discount profit number item unit_price tax {_PEOPLE} kind when | 100
parts: parts amount | quantity discount profit number item unit_price tax {_PEOPLE} kind when | 98
parts: parts | quantity discount profit number item unit_price tax {_PEOPLE} kind when | 90
total: settle amount | {_NOT_THE_SUM} | 100
total: whole amount | {_NOT_THE_SUM} | 92
total: receivable | {_NOT_THE_SUM} | 86
total: received | {_NOT_THE_SUM} | 80
total: service amount | {_NOT_THE_SUM} | 76
total: order_repair amount | {_NOT_THE_SUM} | 76
total: amount | {ONLY} | 60
received: received | {_NOT_THE_SUM} | 70
received: receivable | {_NOT_THE_SUM} | 60
booked: book whether | call when number phone item | 100
booked: book | call when number {_PEOPLE} phone item kind state way | 85
rework: rework whether | when number {_PEOPLE} item | 100
rework: rework | when number {_PEOPLE} item kind | 85
"""
_DELIVERIES = f"""
number: order_sale number | {_NOT_AN_ORDER} | 100
number: contract number | {_NOT_AN_ORDER} | 90
number: order_handover number | {_NOT_AN_ORDER} | 86
number: order_sale | {_NOT_AN_ORDER} department | 84
number: sell number | {_NOT_AN_ORDER} department | 80
number: handover number | {_NOT_AN_ORDER} | 78
number: leave number | {_NOT_AN_ORDER} | 77
number: contract | {_NOT_AN_ORDER} | 70
number: order_handover | {_NOT_AN_ORDER} | 66
number: order_dispatch number | {_NOT_AN_ORDER} | 62
number: service number | {_NOT_AN_ORDER} | 60
number: number | {ONLY} | 55
number: invoice number | {_NOT_AN_ORDER} | 40
delivered: handover when | {_NOT_A_MOMENT} consultant staff | 100
delivered: leave when | {_NOT_A_MOMENT} consultant staff | 97
delivered: handover | {_NOT_A_MOMENT} {_PEOPLE} department | 86
delivered: leave | {_NOT_A_MOMENT} {_PEOPLE} | 84
delivered: order_handover when | {_NOT_A_MOMENT} {_PEOPLE} | 80
delivered: sell when | {_NOT_A_MOMENT} {_PEOPLE} | 62
delivered: ship when | {_NOT_A_MOMENT} {_PEOPLE} | 58
delivered: invoice when | {_NOT_A_MOMENT} {_PEOPLE} | 56
delivered: when | {ONLY} | 42
promised: planned handover | {_OTHER_MATTERS} {_PEOPLE} amount | 100
promised: planned leave | {_OTHER_MATTERS} {_PEOPLE} amount | 98
buyer: buyer | {_NOT_A_NAME} | 100
buyer: customer | {_NOT_A_NAME} | 90
buyer: owner | {_NOT_A_NAME} | 80
buyer: name | {ONLY} | 50
buyer: payer | {_NOT_A_NAME} | 45
buyer: contact | {_NOT_A_NAME} | 40
owner: owner | {_NOT_A_NAME} | 75
buyer_phone: buyer phone | {_NOT_A_PHONE} | 100
buyer_phone: customer phone | {_NOT_A_PHONE} | 96
buyer_phone: call phone | {_NOT_A_PHONE} owner | 95
buyer_phone: phone mobile | {_NOT_A_PHONE} {_PEOPLE} spare | 92
buyer_phone: phone | {_NOT_A_PHONE} {_PEOPLE} spare landline | 90
buyer_phone: owner phone | {_NOT_A_PHONE} | 85
buyer_phone: contact phone | {_NOT_A_PHONE} | 60
buyer_phone: phone | {_NOT_A_PHONE} {_PEOPLE} | 55
owner_phone: owner phone | {_NOT_A_PHONE} | 75
other_phone: customer phone | {_NOT_A_PHONE} | 50
other_phone: buyer phone | {_NOT_A_PHONE} | 50
consultant: consultant | phone number when kind call level amount | 100
consultant: sell advice | phone number when kind call level amount | 96
consultant: advice | {ONLY} | 70
consultant: advisor | phone number when kind call level | 50
consultant: sell | {ONLY} | 45
payment: payment | amount when number department {_PEOPLE} state outstanding | 100
payment: settle way | amount when number {_PEOPLE} state | 70
payment: sell way | amount when number {_PEOPLE} state | 60
price: sale_price | {_NOT_PRICE} | 100
price: sell amount | {_NOT_PRICE} | 90
price: invoice amount | {_NOT_PRICE} | 85
price: contract amount | {_NOT_PRICE} | 80
price: order_sale amount | {_NOT_PRICE} | 78
price: settle amount | {_NOT_PRICE} | 70
price: vehicle amount | {_NOT_PRICE} | 70
price: whole amount | {_NOT_PRICE} | 64
price: received | {_NOT_PRICE} | 62
price: receivable | {_NOT_PRICE} | 60
price: amount | {ONLY} | 55
insurance_end: insure expire | number begin amount | 100
insurance_end: insure when | number begin amount | 55
"""
# Words that only one kind of file has: how a delivery file handed in as repair orders is noticed.
_SIGNS = {
    Kind.REPAIR_ORDERS: (
        "order_repair | order_before | arrive | technician | advisor | mileage | labour | parts | sender | rework | "
        "finish | service kind | service when | service amount"
    ),
    Kind.DELIVERIES: (
        "order_sale | consultant | sale_price | payment | insure | buyer | sell when | invoice | ship | contract | "
        "list_price | colour | sell advice | handover | tax"
    ),
}
SIGNS: dict[Kind, list[frozenset[str]]] = {
    kind: [frozenset(sign.split()) for sign in signs.split(" | ")] for kind, signs in _SIGNS.items()
}


class Rule:
    """All of these concepts, none of those; `exactly` forbids every other one."""

    __slots__ = ("exactly", "field", "needed", "refused", "score")

    def __init__(self, line: str) -> None:
        field_and_needed, refused, score = line.split(" | ")
        self.field, needed = field_and_needed.split(": ")
        self.needed = frozenset(needed.split())
        self.refused = frozenset(refused.split())
        self.exactly = ONLY in self.refused
        self.score = int(score)

    def of(self, header: Header) -> int:
        """The score for a column name, 0 where the rule does not apply."""
        concepts = header.concepts
        if not self.needed <= concepts or self.refused & concepts:
            return 0
        extra = concepts - self.needed
        if self.exactly and extra - _SAYS_NOTHING:
            return 0
        extra -= _HARMLESS
        return round(self.score + ("actual" in concepts) - len(extra) - 40 * (1 - header.known))


# Concepts of a name that keep its column from being taken by its cells alone.
_ANOTHER_CAR = frozenset(("trade_in", "related", "engine", "key"))
CLEARLY_OTHER: dict[FieldType, frozenset[str]] = {
    FieldType.VIN: _ANOTHER_CAR,
    FieldType.PLATE: _ANOTHER_CAR,
    FieldType.PHONE: frozenset(_NOT_A_PHONE.split()),
    FieldType.DATE: frozenset(f"{_NOT_A_MOMENT} order_event stock report_up".split()),
}
# What a name may say besides: nothing at all, and what does not make it another field.
_SAYS_NOTHING = frozenset(("actual", "info", "mobile", "fee"))
_HARMLESS = _SAYS_NOTHING | {"when", "name", "number", "vehicle", "amount", "way", "whole"}
_RULES: dict[Kind, list[Rule]] = {}


def rules_of(kind: Kind) -> list[Rule]:
    """The rules for the columns of one kind of file."""
    if kind not in _RULES:
        lines = _COMMON + (_REPAIR_ORDERS if kind is Kind.REPAIR_ORDERS else _DELIVERIES)
        _RULES[kind] = [Rule(line) for line in lines.splitlines() if line]
    return _RULES[kind]


@lru_cache(maxsize=4096)
def scores(header: Header, kind: Kind) -> dict[str, int]:
    """Field → score for one column name, at least `ENOUGH`. (`read_header` gives one object for one name.)"""
    best: dict[str, int] = {}
    if not header.concepts:
        return best
    for rule in rules_of(kind):
        score = rule.of(header)
        if score >= ENOUGH and score > best.get(rule.field, 0):
            best[rule.field] = score
    return best

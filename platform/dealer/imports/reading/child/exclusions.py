"""Work that is never followed by a call: cars that are not a customer's, and orders that were voided (KPI 'due')."""

import re
from enum import StrEnum


class ExclusionCode(StrEnum):
    """Why a picked-up repair order is never called."""

    PDI = "pdi"
    INTERNAL = "internal"
    CANCELLED = "cancelled"


# Preparing a car for its sale: before there is a customer.
_PDI = re.compile(
    r"pdi|pdc|pds|售前|销售前|交车前|交付前|新车(?:检|整备|准备|交付检)|到店检查|入库检|库存车?检", re.IGNORECASE
)
# The dealer's own cars. 内部清洁 is a customer's wish, 内返 rework found in the house.
_INTERNAL = re.compile(
    r"内部(?!清|装|消毒|除)|内修|自用|公务车|(?<!险)公司(?:用车|自有|自用|车辆?$)|试驾|试乘|商品车|库存车|在库|展车|展厅车|代步车|整备|工作车|工作用车|"
    r"internal|in-house|demo\s?car|test\s?drive",
    re.IGNORECASE,
)
_CANCELLED = re.compile(r"作废|已废|废单|废弃|取消|撤销|撤单|退单|删除|void|cancel|无效", re.IGNORECASE)
_NOT_CANCELLED = re.compile(r"未作废|未取消|非作废|不作废|正常|有效")
_VOID_FLAG = frozenset(("是", "y", "yes", "true", "1", "t"))


def never_called(
    kind_of_work: str, charge_kind: str = "", status: str = "", *, status_is_flag: bool = False
) -> ExclusionCode | None:
    """Why a visit is never called, or None.

    By the kind of work and by who is charged, as the DMS words them; `status` is the order's state (作废 voids it), or
    with `status_is_flag` the answer under a column such as 是否作废.
    """
    for text in (kind_of_work, charge_kind):
        if text and _PDI.search(text):
            return ExclusionCode.PDI
    for text in (kind_of_work, charge_kind):
        if text and _INTERNAL.search(text):
            return ExclusionCode.INTERNAL
    voided = status.lower() in _VOID_FLAG if status_is_flag else False
    if voided or (_CANCELLED.search(status) and not _NOT_CANCELLED.search(status)):
        return ExclusionCode.CANCELLED
    return None

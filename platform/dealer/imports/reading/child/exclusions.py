"""Work that is never followed by a call: cars that are not a customer's, and orders that were voided (KPI 'due')."""

from enum import StrEnum

from dealer.customers.interface import listed


class ExclusionCode(StrEnum):
    """Why a picked-up repair order is never called."""

    PDI = "pdi"
    INTERNAL = "internal"
    CANCELLED = "cancelled"


# Preparing a car for its sale: before there is a customer.
_PDI = listed("pdi pds 售前 销售前 交车前 交付前 新车检 新车整备 新车准备 新车交付检 入库检查 入库检测 库存车检")
# The dealer's own cars, and work that the house orders from itself.
_INTERNAL = listed(
    "内部 内修 自用车 自用 公务车 公司用车 公司自有 公司自用 公司车辆 试驾 试乘 商品车 库存车 在库车 展车 展厅车 "
    "店内车 自店车 本店车 本公司车 代步车 整备 工作车 工作用车 internal in-house in_house democar testdrive"
)
# Contains a word of the above, and is a customer's all the same: cleaning the inside, rework that the house pays for.
_CUSTOMERS_OWN = listed("内部清 内部装 内部消毒 内部除 内部返 保险公司")
# A charge that somebody else shares is a customer's visit.
_CHARGED_TO_OTHERS = listed("客户 自费 现金 付费 索赔 保修 保险 三包 customer warranty")
_VOIDED = listed("作废 已废 废单 废弃 取消 撤销 撤单 退单 删除 无效 void cancel")
_STANDING = listed("未作废 未取消 非作废 不作废 未撤销 正常 有效")
_VOID_FLAG = listed("是 y yes true 1 t √ ✓")


def never_called(
    kind_of_work: str, charge_kind: str = "", status: str = "", *, status_is_flag: bool = False
) -> ExclusionCode | None:
    """Why a visit is never called, or None.

    By the kind of work as the DMS words it, or where it says none, by who is charged: the house also pays for a
    customer's repair now and then. `status` is the order's state (作废 voids it), or with `status_is_flag` the answer
    under a column such as 是否作废.
    """
    work, charge, state = (text.lower().replace(" ", "") for text in (kind_of_work, charge_kind, status))
    if not work and not _says(charge, _CHARGED_TO_OTHERS):
        work = charge
    if _says(work, _PDI):
        return ExclusionCode.PDI
    if _says(work, _INTERNAL) and not _says(work, _CUSTOMERS_OWN):
        return ExclusionCode.INTERNAL
    if (_says(state, _VOIDED) and not _says(state, _STANDING)) or (status_is_flag and state in _VOID_FLAG):
        return ExclusionCode.CANCELLED
    return None


def _says(text: str, words: frozenset[str]) -> bool:
    return any(word in text for word in words)

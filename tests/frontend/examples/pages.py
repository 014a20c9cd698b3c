"""Every page with the contexts it is shown with."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from tests.frontend.examples import call
from tests.frontend.examples.callbacks import page as callbacks
from tests.frontend.examples.corrections import page as corrections
from tests.frontend.examples.lists import cards, desk, import_lines, imports, new_import
from tests.frontend.examples.people import (
    account,
    error,
    permissions,
    recovery_codes,
    second_factor,
    second_factor_positions,
    sign_in,
    sign_in_code,
    stores,
)
from tests.frontend.examples.reading import clean, done, failed, ready, run
from tests.frontend.examples.shell import at
from tests.frontend.examples.staffing import (
    day_plan,
    new_person,
    one_person,
    staffing,
    staffing_empty,
    taken_on,
)
from tests.frontend.examples.today import remind, today, today_empty, today_store
from tests.frontend.examples.voices import case, complaint, conflict, listed, new

Example = tuple[str, Callable[[], dict[str, Any]]]
EXAMPLES: dict[str, Example] = {
    "sign_in": ("sign_in.html", sign_in),
    "sign_in_wrong": (
        "sign_in.html",
        lambda: sign_in("SZ-WZ01", "zhoumin", "门店代码、用户名或密码不对。请再看一眼，注意大小写。"),
    ),
    "sign_in_wait": ("sign_in.html", lambda: sign_in("SZ-WZ01", "zhoumin", wait_minutes=12)),
    "sign_in_panel": ("_sign_in_panel.html", lambda: sign_in("SZ-WZ01", "zhoumin")),
    **{
        f"error_{status}": ("error.html", lambda status=status: error(status))
        for status in (400, 403, 404, 405, 409, 413, 422, 429, 500)
    },
    "error_401": ("error.html", lambda: error(401, known=False)),
    "error_503": ("error.html", lambda: error(503, known=False)),
    "error_fragment": ("_error_fragment.html", lambda: error(409, "徐悦 10:41 也改了这条，您的还没有覆盖她的。")),
    "desk": ("desk.html", lambda: desk(import_lines()[:6], cards())),
    "desk_empty": ("desk.html", lambda: desk([], [])),
    "desk_technician": ("desk.html", lambda: desk([], [], may=False)),
    "day_plan": ("day_plan.html", day_plan),
    "day_plan_wrong": ("day_plan.html", lambda: day_plan(opened="line", what=["请填写。"])),
    "day_plan_open": ("day_plan.html", lambda: day_plan(opened="closing", day=["还有 2 项没标。"])),
    "day_plan_closed": ("day_plan.html", lambda: day_plan(closed=True)),
    "day_plan_empty": ("day_plan.html", lambda: day_plan(empty=True)),
    "staffing": ("staffing/show.html", staffing),
    "staffing_read": ("staffing/show.html", lambda: staffing(may=False)),
    "staffing_empty": ("staffing/show.html", staffing_empty),
    "staffing_wrong_plan": ("staffing/show.html", lambda: staffing(opened="plan", why=["请写变更原因。"])),
    "staffing_wrong_delegation": (
        "staffing/show.html",
        lambda: staffing(opened="delegation", to=["此人本就任此岗。"]),
    ),
    "new_person": ("staffing/new_person.html", new_person),
    "new_person_wrong": ("staffing/new_person.html", lambda: new_person(username=["请填写。"])),
    "taken_on": ("staffing/taken_on.html", taken_on),
    "person": ("staffing/person.html", one_person),
    "person_wrong": ("staffing/person.html", lambda: one_person(opened="leaving", successor=["请填写。"])),
    "person_left": ("staffing/person.html", lambda: one_person(4)),
    "callback_list": ("callbacks/list.html", callbacks),
    "callback_list_done": ("callbacks/list.html", lambda: callbacks("done", may_assign=False)),
    "callback_list_empty": ("callbacks/list.html", lambda: callbacks(empty=True)),
    "call": ("callbacks/call.html", call.answering),
    "call_refused": ("callbacks/call.html", call.refused),
    "call_texting": ("callbacks/call.html", call.texting),
    "call_by_gateway": ("callbacks/call.html", call.by_gateway),
    "call_without_questions": ("callbacks/call.html", call.without_questions),
    "call_held": ("callbacks/call.html", call.held),
    "call_free": ("callbacks/call.html", call.free),
    "call_ended": ("callbacks/call.html", call.ended),
    "ring_backs": ("callbacks/ring_backs.html", call.ring_backs),
    "ring_backs_none": ("callbacks/ring_backs.html", lambda: call.ring_backs(found=False)),
    "ring_backs_wrong": (
        "callbacks/ring_backs.html",
        lambda: call.ring_backs(found=False, error="请输入手机后四位，或车牌。"),
    ),
    "corrections": ("corrections/list.html", corrections),
    "corrections_closed": ("corrections/list.html", lambda: corrections(closed=True)),
    "corrections_empty": ("corrections/list.html", lambda: corrections(empty=True)),
    "voice_list": ("voices/list.html", listed),
    "voice_list_archived": ("voices/list.html", lambda: listed(tab="archived")),
    "voice_list_empty": ("voices/list.html", lambda: listed(empty=True, may_receive=False)),
    "voice_new": ("voices/new.html", new),
    "voice_new_several": ("voices/new.html", lambda: new(several=True, customer=["有多位客户符合，请选一位。"])),
    "voice_new_wrong": ("voices/new.html", lambda: new(said=["请写下客户说的话。"], department=["请选部门。"])),
    "opinion_assigned": ("voices/show.html", lambda: case("answer", "tell", "assign", may_reach=False)),
    "opinion_answered": (
        "voices/show.html",
        lambda: case("tell", "answer", "assign", answer="重新洗车，送内饰清洁一次"),
    ),
    "opinion_told": ("voices/show.html", lambda: case("archive", "reopen", reaction="not_satisfied")),
    "opinion_conflict": ("voices/show.html", conflict),
    "opinion_seen": ("voices/show.html", case),
    "complaint_received": ("voices/show.html", lambda: complaint("assign", "contact", "answer", "classify")),
    "complaint_answered": ("voices/show.html", lambda: complaint("close", "contact", "answer", "assign", "classify")),
    "import_list": ("imports/list.html", lambda: imports(import_lines())),
    "import_list_empty": ("imports/list.html", lambda: imports([])),
    "import_new": ("imports/new.html", new_import),
    "import_new_wrong": ("imports/new.html", lambda: new_import("deliveries", file="请选一个文件。")),
    "import_waiting": ("imports/show.html", lambda: run("waiting")),
    "import_reading": ("imports/show.html", lambda: run("reading")),
    "import_failed": ("imports/show.html", lambda: failed("password_protected")),
    "import_failed_column": ("imports/show.html", lambda: failed("missing_column", "pickup", fields="pickup")),
    "import_cancelled": ("imports/show.html", lambda: run("cancelled")),
    "import_ready": ("imports/show.html", ready),
    "import_writing": ("imports/show.html", lambda: run("writing", step="正在排回访")),
    "import_done": ("imports/show.html", done),
    "import_clean": ("imports/show.html", clean),
    "import_progress": ("imports/_progress.html", lambda: run("reading")),
    "account": ("account.html", account),
    "account_wrong": (
        "account.html",
        lambda: account(old_password=["这不是您现在的密码。"], new_password=["密码要 12 到 200 个字符。"]),
    ),
    "sign_in_code": ("sign_in_code.html", sign_in_code),
    "sign_in_code_wrong": ("sign_in_code.html", lambda: sign_in_code("验证码不对，或已经用过。请用下一个。")),
    "sign_in_code_wait": ("sign_in_code.html", lambda: sign_in_code(wait_minutes=12)),
    "sign_in_code_panel": ("_sign_in_code_panel.html", sign_in_code),
    "second_factor_off": ("second_factor/show.html", lambda: second_factor("off")),
    "second_factor_needed": (
        "second_factor/show.html",
        lambda: second_factor("off", needed=True, password=["这不是您现在的密码。"]),
    ),
    "second_factor_begun": ("second_factor/show.html", lambda: second_factor("begun")),
    "second_factor_on": ("second_factor/show.html", lambda: second_factor("on", needed=True)),
    "second_factor_on_wrong": (
        "second_factor/show.html",
        lambda: second_factor("on", of="remove", code=["验证码不对，或已经用过。请用下一个。"]),
    ),
    "second_factor_codes": ("second_factor/codes.html", recovery_codes),
    "second_factor_positions": ("second_factor/positions.html", second_factor_positions),
    "account_with_factor": ("account.html", lambda: account() | {"factor": SimpleNamespace(confirmed_at=at(2, 14, 5))}),
    "permissions": ("permissions.html", permissions),
    "hq_permissions": ("permissions.html", permissions),
    "api_docs": ("api_docs.html", lambda: {"me": None}),
    "hq_today": ("hq/today.html", today),
    "hq_today_store": ("hq/today.html", today_store),
    "hq_today_bound": ("hq/today.html", lambda: today(only="华东大区")),
    "hq_today_empty": ("hq/today.html", today_empty),
    "hq_today_part": ("hq/_today.html", today),
    "hq_remind": ("hq/today_remind.html", remind),
    "hq_remind_wrong": ("hq/today_remind.html", lambda: remind(stores=["请至少选一家门店。"])),
    "hq_remind_none": ("hq/today_remind.html", lambda: remind(late=False)),
    "hq_stores": ("hq/stores.html", stores),
    "hq_stores_empty": ("hq/stores.html", lambda: {"groups": [], "standings": {}, "total": 0, "next_url": ""}),
}

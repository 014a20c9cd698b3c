"""The desk shows the day's callbacks by position (CB-3; screens 'Store' 1)."""

import pytest
from sqlalchemy import update

from backbone.db.unit_of_work import unit_of_work
from dealer.callbacks.models import Callback
from tenants.access.interface import Position
from tests.assembly.web.conftest import Visit
from tests.assembly.web.test_callbacks import day, me, plan, thursday, words
from tests.factories import tenants
from tests.factories.tenants import MadePerson, MadeStore
from tests.house.counting import statements

__all__ = ["me", "thursday"]


@pytest.mark.rule("CB-3")
def test_a_caller_sees_the_day_and_what_is_theirs(visit: Visit, head: MadePerson, store: MadeStore) -> None:
    plan(store, 2)
    plan(store, 1, day0=day("2026-10-15"))
    mine = visit(head)
    said = words(mine.get("/"))
    assert [word for word in ("今日回访", "共 3 条", "待拨打 2 /3", "逾期 1 /3") if word not in said] == []
    assert "条回访待打" not in said
    with unit_of_work(store.acting) as session:
        session.execute(update(Callback).values(assigned_to=head.id))
    said = words(mine.get("/"))
    assert "您有 3 条回访待打 打开 逾期 1 条" in said
    assert f'href="/callbacks?caller={head.id}"' in mine.get("/").text


def test_a_day_without_callbacks_says_so(visit: Visit, head: MadePerson) -> None:
    assert "今天没有要打的回访。" in words(visit(head).get("/"))


def test_who_may_not_import_sees_no_imports(visit: Visit, store: MadeStore, head: MadePerson) -> None:
    manager = visit(tenants.person(store, Position.GENERAL_MANAGER))
    assert "从 DMS 导出" in words(visit(head).get("/"))
    said = words(manager.get("/"))
    assert "今日回访" in said
    assert "从 DMS 导出" not in said


def test_the_desk_takes_as_many_statements_for_many_callbacks(visit: Visit, store: MadeStore, head: MadePerson) -> None:
    mine = visit(head)
    plan(store, 2)
    mine.get("/")
    with statements() as few:
        mine.get("/")
    plan(store, 30)
    with statements() as many:
        mine.get("/")
    assert len(many) == len(few)

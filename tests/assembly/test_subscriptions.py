"""Every job, every subscription and every periodic task is whole: names that exist, arguments that fit."""

import inspect
from dataclasses import fields
from pathlib import Path

import pytest

import assembly
from assembly.schedule import SCHEDULE
from assembly.subscriptions import JOB_MODULES, SUBSCRIPTIONS
from backbone.jobs.registry import job_named
from backbone.jobs.schedule import Task

ROOT = Path(assembly.__file__).parents[1]


def test_every_jobs_module_is_loaded() -> None:
    there = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in ROOT.glob("**/jobs.py")}
    assert set(JOB_MODULES) == there


@pytest.mark.parametrize("fact", SUBSCRIPTIONS)
def test_a_fact_fits_its_jobs(fact: type) -> None:
    for name in SUBSCRIPTIONS[fact]:
        assert set(inspect.signature(job_named(name).function).parameters) == {field.name for field in fields(fact)}


def test_every_fact_has_a_line() -> None:
    there = {f"oem.{path.parent.name}.facts" for path in ROOT.glob("oem/*/facts.py")}
    assert {fact.__module__ for fact in SUBSCRIPTIONS} == there


@pytest.mark.parametrize("task", SCHEDULE, ids=lambda task: task.name)
def test_a_task_fits_its_job(task: Task) -> None:
    assert list(inspect.signature(job_named(task.job).function).parameters) == ["business_date"]


def test_task_names_are_claimed_by_one_task_each() -> None:
    assert len({task.name for task in SCHEDULE}) == len(SCHEDULE)

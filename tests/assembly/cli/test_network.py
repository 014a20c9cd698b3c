"""`sanqi store create`, `sanqi user create` on an empty database; `sanqi routes`, `sanqi check`."""

import re

import psycopg
import pytest

from assembly.migrate import psycopg_url
from tenants.people.interface import password_fits
from tests.assembly.cli.conftest import Sanqi, run
from tests.assembly.web.routes import ROUTES
from tests.house.databases import Place

STORE = ("store", "create", "--code", "sz-wz01", "--name", "苏州吴中店", "--region", "华东大区", "--plan", "2")
USER = ("user", "create", "--username", "ZhouMin", "--name", "周敏", "--password-stdin")
PASSWORD = "a sentence only I would say"


@pytest.mark.rule("HQ-1", "CB-16", "ORG-2")
def test_an_empty_database_becomes_a_network(on_empty: Sanqi, empty: Place) -> None:
    made = on_empty(*STORE, "--start-date", "2026-08-01")
    assert (made.returncode, made.stdout) == (0, "store SZ-WZ01 created, start date 2026-08-01\n"), made.stderr
    assert "migrating" in made.stderr
    again = on_empty(*STORE)
    assert (again.returncode, again.stderr) == (2, "sanqi: The code SZ-WZ01 is taken.\n")
    user = on_empty(*USER, "--store", "sz-wz01", "--position", "centre_head", stdin=f"{PASSWORD}\n")
    assert (user.returncode, user.stdout) == (0, "user ZhouMin created at SZ-WZ01\n"), user.stderr
    # The network nobody asked for takes the code of its first account.
    hq = on_empty(*USER, "--hq", "huayue", "--position", "hq_admin", stdin=f"{PASSWORD}\n")
    assert (hq.returncode, hq.stdout) == (0, "user ZhouMin created at HUAYUE\n"), hq.stderr
    with psycopg.connect(psycopg_url(empty.owner_url)) as connection:
        codes = connection.execute("SELECT code, side FROM app.sign_in_codes ORDER BY code").fetchall()
        assert codes == [("HUAYUE", "hq"), ("SZ-WZ01", "store")]
        ((name, start, plan),) = connection.execute(
            "SELECT s.name, s.start_date::text, p.plan FROM app.stores s JOIN app.staffing_plans p USING (tenant_id)"
        ).fetchall()
        assert (name, start, plan) == ("苏州吴中店", "2026-08-01", 2)
        people = connection.execute("SELECT username, password_hash FROM app.accounts").fetchall()
        assert [who for who, _ in people] == ["zhoumin", "zhoumin"]
        assert all(password_fits(PASSWORD, kept) for _, kept in people)


def test_who_has_nobody_above_is_let_in_again(on_empty: Sanqi, empty: Place) -> None:
    on_empty(*USER, "--hq", "huayue", "--position", "hq_admin", stdin=f"{PASSWORD}\n")
    made = on_empty("user", "let-in", "--hq", "huayue", "--username", "ZhouMin")
    with psycopg.connect(psycopg_url(empty.owner_url)) as connection:
        kept, one_time = connection.execute("SELECT password_hash, password_is_one_time FROM app.accounts").fetchone()
    assert (made.returncode, one_time, password_fits(made.stdout.strip(), kept)) == (0, True, True)
    nobody = on_empty("user", "let-in", "--hq", "huayue", "--username", "nobody")
    assert (nobody.returncode, "access" in nobody.stderr) == (2, True)


def test_a_refusal_is_one_plain_line(sanqi: Sanqi) -> None:
    for words, stdin, said in (
        (
            (*USER, "--store", "NOWHERE", "--position", "centre_head"),
            PASSWORD,
            "with the code NOWHERE",
        ),
        (
            (*USER, "--store", "A", "--hq", "B", "--position", "centre_head"),
            PASSWORD,
            "either --store CODE or --hq",
        ),
        (
            ("store", "create", "--code", "a b", "--name", "x", "--region", "y", "--plan", "1"),
            "",
            "letters, digits",
        ),
    ):
        done = sanqi(*words, stdin=stdin)
        assert done.returncode == 2
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_routes_are_listed_with_what_they_ask(sanqi: Sanqi) -> None:
    lines = [re.split(r"\s{2,}", line.strip()) for line in sanqi("routes").stdout.splitlines()]
    assert {(rule, method) for rule, method, _ in lines} >= set(ROUTES)
    asked = {(rule, method): mark for rule, method, mark in lines}
    assert asked["/imports", "POST"] == "imports.read_file"
    assert asked["/sign-in", "POST"] == "public"
    assert asked["/account", "GET"] == "signed_in"


def test_check_names_the_missing_half_of_a_text_gateway(environment: dict[str, str]) -> None:
    half = environment | {"SANQI_SMS_URL": "http://sms.example/v1", "SANQI_SMS_KEY_ID": "house"}
    wrong = run(half, "check")
    assert wrong.returncode == 1
    told = "WRONG text gateway: SANQI_SMS_SECRET is not set; SANQI_SMS_URL must be https; http only to this machine"
    assert told in wrong.stdout
    whole = run(half | {"SANQI_SMS_URL": "https://sms.example/v1", "SANQI_SMS_SECRET": "two"}, "check")
    assert "ok    text gateway\n" in whole.stdout
    assert "two" not in whole.stdout


def test_check_finds_this_deployment_right_and_a_broken_one_wrong(sanqi: Sanqi, on_empty: Sanqi) -> None:
    right = sanqi("check")
    assert right.returncode == 0, right.stdout
    assert {line.split()[0] for line in right.stdout.splitlines()} == {"ok"}
    wrong = on_empty("check")
    assert wrong.returncode == 1
    assert "WRONG schema is up to date: run `sanqi migrate`" in wrong.stdout

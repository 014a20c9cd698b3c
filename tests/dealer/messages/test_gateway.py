"""The signed way to a text gateway (architecture §6), against a real server on loopback."""

import re
import socket
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backbone.config import Settings
from dealer.messages.gateway import (
    Accepted,
    GatewayAwayError,
    Refused,
    SignedHttpGateway,
    gateway_faults,
    gateway_of,
    signature,
)
from tests.dealer.messages.loopback import KEY_ID, SECRET, Loopback, running

NUMBER, TEXT = "13900005033", "沈先生，您好！"
KEY = uuid.uuid4()


@pytest.fixture
def loopback() -> Iterator[Loopback]:
    with running() as server:
        yield server


def test_a_signed_message_is_taken_and_named(loopback: Loopback) -> None:
    assert loopback.gateway().send(key=KEY, number=NUMBER, text=TEXT) == Accepted("gw-0")
    assert loopback.sent == {str(KEY): {"number": NUMBER, "text": TEXT}}


def test_a_wrong_signature_is_refused_for_good(loopback: Loopback) -> None:
    answer = loopback.gateway(secret="another").send(key=KEY, number=NUMBER, text=TEXT)
    assert answer == Refused("http_401")
    assert loopback.sent == {}


@pytest.mark.parametrize("status", [400, 402, 404, 409, 422])
def test_a_refusal_is_for_good(loopback: Loopback, status: int) -> None:
    loopback.script = [status]
    assert loopback.gateway().send(key=KEY, number=NUMBER, text=TEXT) == Refused(f"http_{status}")


@pytest.mark.parametrize("turn", [500, 503, 301, 307, 408, 429, "cut"])
def test_everything_else_is_tried_again(loopback: Loopback, turn: int | str) -> None:
    loopback.script = [turn]
    with pytest.raises(GatewayAwayError) as away:
        loopback.gateway().send(key=KEY, number=NUMBER, text=TEXT)
    assert (len(loopback.requests), loopback.sent) == (1, {})  # a redirect was not followed
    assert NUMBER not in str(away.value)
    assert TEXT not in str(away.value)


def test_a_late_answer_is_none_and_the_same_key_is_not_sent_twice(loopback: Loopback) -> None:
    loopback.script = ["late"]
    with pytest.raises(GatewayAwayError):
        loopback.gateway(patience=0.2).send(key=KEY, number=NUMBER, text=TEXT)
    assert loopback.gateway().send(key=KEY, number=NUMBER, text=TEXT) == Accepted("gw-0")
    assert (loopback.requests, len(loopback.sent)) == ([str(KEY)] * 2, 1)


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(GatewayAwayError):
        SignedHttpGateway(f"http://127.0.0.1:{port}/", KEY_ID, SECRET, 1).send(key=KEY, number=NUMBER, text=TEXT)


def test_the_secret_is_never_shown(settings: Settings) -> None:
    whole = replace(settings, sms_url="https://sms.example/v1", sms_key_id="k", sms_secret=SECRET)
    assert SECRET not in repr(whole)
    assert SECRET not in repr(gateway_of(whole))


@pytest.mark.parametrize(
    ("url", "fine"),
    [
        ("https://sms.example/v1", True),
        ("https://sms.example:8443", True),
        ("http://127.0.0.1:8080/x", True),
        ("http://[::1]:8080/x", True),
        ("http://localhost/x", True),
        ("http://sms.example/v1", False),
        ("http://127.0.0.1.example/v1", False),
        ("ftp://sms.example/v1", False),
        ("https://", False),
        ("https://user:word@sms.example/", False),
        ("https://sms.example:port/", False),
        ("https://sms.example/a b", False),
        ("sms.example", False),
    ],
)
def test_only_https_or_this_machine(settings: Settings, url: str, fine: bool) -> None:
    whole = replace(settings, sms_url=url, sms_key_id="k", sms_secret="s")
    assert (gateway_faults(whole) == []) is fine
    assert (gateway_of(whole) is not None) is fine


def test_half_a_gateway_is_none_and_is_named(settings: Settings) -> None:
    assert (gateway_of(settings), gateway_faults(settings)) == (None, [])
    half = replace(settings, sms_url="https://sms.example/v1", sms_key_id="k")
    assert gateway_of(half) is None
    assert gateway_faults(half) == ["SANQI_SMS_SECRET is not set"]
    assert gateway_faults(replace(settings, sms_secret="s")) == [
        "SANQI_SMS_URL is not set",
        "SANQI_SMS_KEY_ID is not set",
    ]


def test_the_example_of_the_document_is_right() -> None:
    """Whoever builds a gateway checks their arithmetic against it."""
    text = (Path(__file__).parents[3] / "docs" / "text-messages.md").read_text()
    found = dict(re.findall(r"^(secret|path|timestamp|key|digest|signature): `(.+)`$", text, re.MULTILINE))
    expected = found.pop("signature")
    assert signature(found.pop("secret"), **found) == expected

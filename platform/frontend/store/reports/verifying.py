"""The public page: is this report as it was sealed (REP-4)? No line, no name, whoever asks."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from backbone.clock import now
from backbone.web.marks import public
from dealer.reports.queries.verifying import verify
from frontend import formats
from frontend.paths import PATHS
from frontend.programmes import PROGRAMMES
from frontend.rendering import language
from frontend.store.reports.words import TOTALS, VERDICTS
from tenants.calendar.interface import store_day
from tenants.signin.interface import count_verification

blueprint = Blueprint("verifying", __name__)
LONGEST = 40


@blueprint.get(PATHS.verify)
@public
def ask() -> ResponseReturnValue:
    """A code is typed here."""
    return _page(request.args.get("code", "").strip()[:LONGEST])


@blueprint.get(f"{PATHS.verify}/<seal:code>")
@public
def answer(code: str) -> ResponseReturnValue:
    """The QR code leads here."""
    return _page(code)


def _page(code: str) -> str:
    if not code:
        return render_template("reports/verify.html", code="", unknown=False, found=None)
    count_verification(request.remote_addr or "")
    found = verify(code)
    if found is None:
        return render_template("reports/verify.html", code=code.upper(), unknown=True, found=None)
    icon, tone, word, sentence = VERDICTS[found.verdict]
    spoken, today = language(), store_day(now())
    mark = PROGRAMMES[found.programme]
    shown = {
        "icon": icon,
        "tone": tone,
        "word": str(word),
        "sentence": str(sentence),
        "store": f"{found.store} {found.store_code}",
        "shape": mark.shape,
        "programme": str(mark.word),
        "day": formats.day(found.day, spoken, today),
        "number": found.number,
        "sealed": formats.moment(found.sealed_at, spoken, today),
        "totals": [(str(term), found.totals[name]) for name, term in TOTALS if name in found.totals],
    }
    return render_template("reports/verify.html", code=code.upper(), unknown=False, found=shown)

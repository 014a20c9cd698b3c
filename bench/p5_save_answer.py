"""P5: saving one answer on the call screen, beside a minimal one-row UPDATE and the whole form saved by the ORM."""

import json
import re
import time
import uuid

import click

from assembly.bench.sizes import BIG_CODE, SIZES
from bench.at_work import at_work
from bench.ground import Ground, ground
from bench.measure import median
from bench.pages import Round, both_served, costs, fill, measured, signed_in
from bench.table import table, verdict
from bench.web import Page, Server
from frontend.paths import PATHS

QUESTIONS = ("repair_quality", "attitude", "speed", "price", "cleanliness", "overall")
ANSWERED = QUESTIONS[0]
JSON = ("Content-Type", "application/json")
# A visit's callback that nobody has tried yet.
_TO_CALL = """
SELECT c.id FROM app.callbacks AS c JOIN app.stores AS s USING (tenant_id)
 WHERE s.code = %s AND c.state = 'planned' AND c.tries = 0 AND c.programme = 'three_dc' AND c.assigned_to IS NULL
 ORDER BY c.list_on, c.id LIMIT 1
"""


def ways_of(place: Ground, real: Server, bare: Server) -> dict[str, Page]:
    """The three, with a callback whose call has begun."""
    cookie = signed_in()
    page = saving(place, real, cookie)
    callback = page.path.split("/")[-3]
    form = dict.fromkeys(QUESTIONS, 4)
    return {
        "saving": page,
        "limit": Page(bare, f"/answers/{callback}/{ANSWERED}", cookie, "PUT", page.body, (JSON,)),
        "naive": Page(bare, f"/calls/{callback}", cookie, "POST", json.dumps(form).encode(), (JSON,)),
    }


def saving(place: Ground, real: Server, cookie: str) -> Page:
    """An answer of a call that has begun, over and over."""
    (callback,) = place.owner.execute(_TO_CALL, [BIG_CODE]).fetchone() or (uuid.uuid4(),)
    page, forms = Page(real, PATHS.callbacks, cookie=cookie).answer()
    token = re.search(r'name="csrf-token" content="([^"]+)"', page)
    time.sleep(2)  # the server's processes turned their clocks back a moment apart: no token may come from the future
    headers = (JSON, ("X-CSRF-Token", token[1] if token else ""))
    api, both = f"/api/v1/callbacks/{callback}", f"{cookie}; {forms}"
    Page(real, f"{api}/takes", both, "POST", b"", headers).text()
    return Page(real, f"{api}/answers/{ANSWERED}", both, "PUT", json.dumps({"value": 4}).encode(), headers)


@click.command()
@click.option("--pairs", default=7, show_default=True, help="Rounds; the middle one counts.")
@click.option("--requests", default=300, show_default=True, help="Requests of one caller a round.")
@click.option("--stores", default=5, show_default=True, help="Ordinary stores around the big one.")
@click.option("--callbacks", default=SIZES["S"].big_callbacks, show_default=True, help="Of the big store.")
def main(pairs: int, requests: int, stores: int, callbacks: int) -> None:
    """P5: saving one answer."""
    with at_work(), ground() as place:
        fill(place, stores, callbacks)
        with both_served(place, "bench.bare_save:app") as (real, bare):
            ways = ways_of(place, real, bare)
            rounds = measured(place, ways, pairs=pairs, requests=requests, at_once=())
        click.echo(report(rounds, place.said()))


def report(rounds: list[Round], machine: str) -> str:
    """The tables."""
    found = [
        ("CPU beside the limit", verdict(median(each.ratio("saving") for each in rounds), 2, at_least=False)),
        ("naive: CPU beside the limit", f"{median(each.ratio('naive') for each in rounds):.1f}"),
    ]
    title = f"P5: saving one answer, {len(rounds)} rounds, medians; {machine}"
    return costs(title, rounds) + table("Beside the limit", ("", "measured"), found)


if __name__ == "__main__":
    main()

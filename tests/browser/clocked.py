"""The web server with its clock set: `python -m tests.browser.clocked MOMENT`, then gunicorn's own words."""

import datetime as dt
import sys

import time_machine
from gunicorn.app.wsgiapp import run

if __name__ == "__main__":
    time_machine.travel(dt.datetime.fromisoformat(sys.argv.pop(1)), tick=True).start()
    run()

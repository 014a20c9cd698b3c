"""A process whose clock is off: `python -m tests.browser.clocked SECONDS MODULE`, then the module's own words."""

import datetime as dt
import runpy
import sys

import time_machine

if __name__ == "__main__":
    off = dt.timedelta(seconds=float(sys.argv.pop(1)))
    time_machine.travel(dt.datetime.now(dt.UTC) + off, tick=True).start()
    runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)

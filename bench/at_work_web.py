"""What gunicorn loads for a page at work: `assembly.wsgi`, with its clock turned back."""

from bench.at_work import turned_back

turned_back().start()

from assembly.wsgi import app  # noqa: E402 - the clock first

__all__ = ["app"]

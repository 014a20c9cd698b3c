"""Translation: Chinese first, English second; message ids are English.

One import for everybody, so that the extraction keywords and the library behind them have one home.
`gettext` translates now, `lazy_gettext` when it is shown (module-level texts, error messages).
"""

from flask_babel import force_locale, get_locale, gettext, lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

__all__ = ["LOCALES", "LazyString", "force_locale", "get_locale", "gettext", "lazy_gettext", "ngettext"]

LOCALES = ("zh_CN", "en")
"""Supported locales; the first one is what a person gets who has not chosen."""

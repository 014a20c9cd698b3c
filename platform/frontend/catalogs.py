"""Translation catalogs. `python -m frontend.catalogs` compiles messages.po into the messages.mo that pages read;
`python -m frontend.catalogs update` first brings the .po in step with the code: new texts come empty, gone ones go.

Sorted, without dates, line numbers and guesses, so that a diff shows what changed and nothing else.

Babel calls zh_CN `zh_Hans_CN` and looks for a catalog under that name or under `zh`, never under zh_CN:
`pybabel compile` would leave every page in English without a word. So the compiled file goes where Babel looks.
"""

import datetime as dt
import gettext
import io
import sys
from pathlib import Path

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

SOURCE_ROOT = Path(__file__).parents[1]
TRANSLATIONS = Path(__file__).parent / "translations"
MAPPING = Path(__file__).parent / "babel.cfg"
HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: {plural_forms}\\n"

"""


class CatalogNotCompiledError(RuntimeError):
    """The Chinese catalog is not where Babel looks for it."""


def require_catalog(folder: Path = TRANSLATIONS) -> None:
    """Raise CatalogNotCompiledError unless Chinese texts will be found: better no page than English ones."""
    if not gettext.find("messages", str(folder), [str(Locale.parse("zh_CN"))]):
        raise CatalogNotCompiledError("The translations are not compiled. Run `python -m frontend.catalogs`.")


def read_catalog(path: Path) -> Catalog:
    """The catalog in a .po file; its folder names the locale."""
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name)


def compile_catalogs(folder: Path = TRANSLATIONS) -> list[Path]:
    """Compile every catalog whose result differs. Gives the files written; safe beside a running server."""
    return [target for source in sorted(folder.glob("*/LC_MESSAGES/*.po")) if (target := _compile(source))]


def extract(root: Path = SOURCE_ROOT) -> Catalog:
    """Every translatable text of the code and the templates below `root`."""
    with MAPPING.open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file, str(MAPPING))  # type: ignore[no-untyped-call]
    keywords = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None}
    template = Catalog(fuzzy=False)
    for found in extract_from_dir(root, methods, options, keywords=keywords):
        template.add(found[2])
    return template


def update_catalogs(folder: Path = TRANSLATIONS) -> None:
    """Bring every .po in step with the code; existing translations stay."""
    template = extract()
    for path in sorted(folder.glob("*/LC_MESSAGES/*.po")):
        catalog = read_catalog(path)
        catalog.update(template, no_fuzzy_matching=True)
        body = io.BytesIO()
        write_po(body, catalog, width=0, omit_header=True, sort_output=True, ignore_obsolete=True, no_location=True)
        path.write_bytes(HEADER.format(plural_forms=catalog.plural_forms).encode() + body.getvalue())


def _compile(source: Path) -> Path | None:
    catalog = read_catalog(source)
    catalog.creation_date = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    compiled = io.BytesIO()
    write_mo(compiled, catalog)
    target = source.parents[2] / str(Locale.parse(source.parent.parent.name)) / "LC_MESSAGES" / f"{source.stem}.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and target.read_bytes() == compiled.getvalue():
        return None
    fresh = target.with_suffix(".mo.new")
    fresh.write_bytes(compiled.getvalue())
    fresh.replace(target)
    return target


if __name__ == "__main__":
    if sys.argv[1:] == ["update"]:
        update_catalogs()
    compile_catalogs()

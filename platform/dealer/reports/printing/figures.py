"""The day's figures with their words: the same on paper and in the workbook (REP-10)."""

from dataclasses import dataclass

from backbone.i18n import gettext as _
from dealer.reports.printing.shown import numbers, share
from dealer.reports.rules.content import Content, Flag


@dataclass(frozen=True, slots=True)
class Figure:
    """One count. `of` is what it is a share of, None where it is none; `note` says which lines, or what it means."""

    word: str
    count: int
    of: int | None = None
    note: str = ""

    @property
    def beside(self) -> str:
        """What stands beside the number: its share with both counts (KPI-1), its note."""
        pair = share(self.count, self.of) if self.of is not None else ""
        return "　".join(text for text in (pair, self.note) if text)


def figures_of(content: Content) -> tuple[Figure, ...]:
    """All counts of the day in the order of the form; the needs come last, apart from the opinions."""
    totals = content.totals
    satisfied = _("overall ≥ %(score)s", score=content.satisfied_from)
    return (
        Figure(_("Planned"), totals.planned),
        Figure(_("Completed"), totals.done, totals.planned),
        Figure(_("Reached"), totals.reached, totals.planned),
        Figure(_("Effective"), totals.effective, totals.planned),
        Figure(_("Satisfied"), totals.satisfied, totals.effective, satisfied),
        Figure(_("Opinion"), totals.opinions, note=_lines(content, Flag.OPINION)),
        Figure(_("Complaint"), totals.complaints, note=_lines(content, Flag.COMPLAINT)),
        Figure(_("Late"), totals.late, note=_numbered([line.number for line in content.lines if line.late])),
        Figure(_("By link"), totals.by_link, note=_("apart")),
        Figure(_("Need"), totals.needs, note=_("counted apart from opinions")),
    )


def _lines(content: Content, flag: Flag) -> str:
    return _numbered([line.number for line in content.lines if line.flag is flag])


def _numbered(lines: list[int]) -> str:
    return _("No. %(numbers)s", numbers=numbers(lines)) if lines else ""

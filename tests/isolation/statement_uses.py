"""Reads a statement: which tables of ours it uses, and which of their columns are tied to one value.

A column is tied by `column = value` in WHERE, in an inner join's ON, or (for the joined side only) in a left join's
ON; by `column = other` where the other one is tied; by a tuple IN. OR, NOT and expressions around the column tie
nothing. A subquery may lean on its outer query's ties, not the other way round.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

SCHEMA = "app"
KEYS = ("tenant_id", "network_id", "region_id", "id")

# What sqlglot keeps as text: a temporary table of a table's shape holds no row of it.
_HARMLESS = re.compile(r"\s*create\s+temp(orary)?\s+table\s+\w+\s*\(\s*like\s+app\.\w+[^()]*\)", re.IGNORECASE)

Names = dict[str, "Source"]


class UnreadableError(ValueError):
    """The gate does not understand this statement; say it in another way, or teach the gate."""


@dataclass
class Use:
    """One table in one place of a statement. `tied` columns are limited to one value (`region_id`: to a list)."""

    table: str
    verb: str
    tied: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)  # INSERT: its columns


@dataclass(frozen=True)
class Source:
    """What a name in a FROM list means: a table of ours (`use`), or a derived one, whose key columns are tied."""

    use: Use | None = None
    derived: bool = False

    def is_tied(self, column: str) -> bool:
        """A derived table's tables have been looked at by themselves."""
        return (self.derived and column in KEYS) or (self.use is not None and column in self.use.tied)

    def tie(self, column: str) -> bool:
        """True when this is news."""
        if self.use is None or column in self.use.tied:
            return False
        self.use.tied.add(column)
        return True


@dataclass(frozen=True)
class Tie:
    """`name.column` is one value (`other` is None) or equals another name's column."""

    name: str
    column: str
    other: tuple[str, str] | None = None


@dataclass
class Scope:
    """One query's own names; `outer` are those it may lean on."""

    outer: Names
    ctes: frozenset[str]
    names: Names = field(default_factory=dict)
    ties: list[Tie] = field(default_factory=list)
    conditions: list[exp.Expression] = field(default_factory=list)
    laterals: list[exp.Expression] = field(default_factory=list)

    @property
    def visible(self) -> Names:
        """All names that a subquery in here may use."""
        return self.outer | self.names

    def follow(self) -> None:
        """Spread the ties until nothing new is tied."""
        news = True
        while news:
            news = bool([tie for tie in self.ties if self._follow(tie)])

    def _follow(self, tie: Tie) -> bool:
        source = self.names.get(tie.name)
        if source is None:
            return False
        other = self.visible.get(tie.other[0]) if tie.other else None
        fast = tie.other is None or (other is not None and other.is_tied(tie.other[1]))
        return fast and source.tie(tie.column)


def uses(text: str) -> list[Use]:
    """All uses of our tables in one statement. Raises UnreadableError."""
    try:
        parsed = sqlglot.parse(text, dialect="postgres")
    except SqlglotError as error:
        raise UnreadableError(str(error).splitlines()[0]) from error
    reader = Reader()
    for statement in parsed:
        if isinstance(statement, exp.Expression):
            reader.read(statement, {}, frozenset())
    return reader.found


class Reader:
    """Walks one statement; `found` grows."""

    def __init__(self) -> None:
        self.found: list[Use] = []

    def read(self, node: exp.Expression, outer: Names, ctes: frozenset[str]) -> None:
        """A statement or a query; `outer` are the names that it may lean on."""
        ctes = self._with(node, outer, ctes)
        match node:
            case exp.Select():
                self._select(node, Scope(outer, ctes))
            case exp.SetOperation():
                self.read(node.this, outer, ctes)
                self.read(node.expression, outer, ctes)
            case exp.Subquery():
                self.read(node.this, outer, ctes)
            case exp.Insert():
                self._insert(node, outer, ctes)
            case exp.Update() | exp.Delete():
                self._change(node, Scope(outer, ctes))
            case exp.Create() if isinstance(node.expression, exp.Query):
                self.read(node.expression, outer, ctes)
            case exp.Values():
                self._below(node.expressions, outer, ctes)
            case _ if _names_ours(node):
                raise UnreadableError(f"a statement of the kind {type(node).__name__}")

    def _with(self, node: exp.Expression, outer: Names, ctes: frozenset[str]) -> frozenset[str]:
        if (clause := node.args.get("with_")) is None:
            return ctes
        if clause.args.get("recursive"):
            ctes |= {cte.alias for cte in clause.expressions}
        for cte in clause.expressions:
            self.read(cte.this, outer, ctes)
            ctes |= {cte.alias}
        return ctes

    def _select(self, node: exp.Select, scope: Scope) -> None:
        if from_ := node.args.get("from_"):
            self._source(from_.this, scope)
        self._joins(node, scope)
        self._finish(node, scope, read={"from_", "with_", "joins"})

    def _change(self, node: exp.Update | exp.Delete, scope: Scope) -> None:
        self._source(node.this, scope, verb=type(node).__name__.upper())
        from_ = node.args.get("from_")
        for other in [from_.this] if from_ else node.args.get("using") or []:
            self._source(other, scope)
        self._finish(node, scope, read={"this", "from_", "using", "with_"})

    def _insert(self, node: exp.Insert, outer: Names, ctes: frozenset[str]) -> None:
        target = node.this
        table = target.this if isinstance(target, exp.Schema) else target
        if isinstance(table, exp.Table) and table.db == SCHEMA:
            columns = {column.name for column in target.expressions} if isinstance(target, exp.Schema) else set()
            self.found.append(Use(table.name, "INSERT", named=columns))
        if node.expression is not None:
            self.read(node.expression, outer, ctes)
        self._below([node.args.get("conflict"), node.args.get("returning")], outer, ctes)

    def _source(self, node: exp.Expression, scope: Scope, *, verb: str = "SELECT") -> str:
        """Enter what a FROM item means, and what is joined to it, under their names. Returns its name."""
        name = node.alias_or_name
        item = node.this if isinstance(node, exp.Lateral) else node
        if isinstance(item, exp.Subquery) and isinstance(item.this, exp.Table):  # a join in parentheses
            name = self._source(item.this, scope)
        elif isinstance(item, exp.Subquery):
            if isinstance(node, exp.Lateral):
                scope.laterals.append(item)
            else:
                self.read(item.this, scope.outer, scope.ctes)
            scope.names[name] = Source(derived=True)
        elif isinstance(item, exp.Table) and isinstance(item.this, exp.Identifier):
            scope.names[name] = self._table(item, scope, verb)
        elif _names_ours(item):
            raise UnreadableError(f"a FROM item of the kind {type(item).__name__}")
        else:
            scope.names[name] = Source()
        self._joins(item, scope)
        return name

    def _table(self, table: exp.Table, scope: Scope, verb: str) -> Source:
        if table.db != SCHEMA:
            return Source(derived=table.name in scope.ctes)
        self.found.append(Use(table.name, verb))
        return Source(self.found[-1])

    def _joins(self, node: exp.Expression, scope: Scope) -> None:
        for join in node.args.get("joins") or []:
            joined = self._source(join.this, scope)
            if (on := join.args.get("on")) is None:
                continue
            scope.conditions.append(on)
            if join.side.upper() in {"", "LEFT"}:
                ties = _ties(on, scope.names)
                scope.ties += [tie for tie in ties if not join.side or tie.name == joined]

    def _finish(self, node: exp.Expression, scope: Scope, *, read: set[str]) -> None:
        """Follow the ties, then read the subqueries inside, which may lean on them."""
        if where := node.args.get("where"):
            scope.ties += _ties(where.this, scope.names)
        scope.follow()
        rest = [part for key, part in node.args.items() if key not in read]
        self._below([*scope.laterals, *scope.conditions, *rest], scope.visible, scope.ctes)

    def _below(self, parts: Iterable[object], visible: Names, ctes: frozenset[str]) -> None:
        """Every outermost query inside these parts."""
        for part in parts:
            if isinstance(part, list):
                self._below(part, visible, ctes)
            elif isinstance(part, exp.Query):
                self.read(part, visible, ctes)
            elif isinstance(part, exp.Expression):
                self._below(part.args.values(), visible, ctes)


def _ties(condition: exp.Expression, names: Names) -> Iterator[Tie]:
    """From the parts of a conjunction."""
    match condition:
        case exp.Paren():
            yield from _ties(condition.this, names)
        case exp.And():
            yield from _ties(condition.this, names)
            yield from _ties(condition.expression, names)
        case exp.EQ():
            yield from _equal(condition.this, condition.expression, names)
        case exp.In() if not condition.args.get("query"):
            yield from _among(condition.this, condition.expressions, names)


def _equal(left: exp.Expression, right: exp.Expression, names: Names) -> Iterator[Tie]:
    if isinstance(left, exp.Tuple) and isinstance(right, exp.Tuple):
        for one, other in zip(left.expressions, right.expressions, strict=False):
            yield from _equal(one, other, names)
        return
    for side, against in ((left, right), (right, left)):
        if (column := _column(side, names)) is None:
            continue
        if other := _column(against, names):
            yield Tie(*column, other)
        elif _is_value(against) and (not isinstance(against, exp.Any) or column[1] == "region_id"):
            yield Tie(*column)


def _among(left: exp.Expression, values: list[exp.Expression], names: Names) -> Iterator[Tie]:
    """A tuple IN comes from loading by keys that were read before; a list of regions is what a region-bound has."""
    several = left.expressions if isinstance(left, exp.Tuple) else []
    columns = [column for part in (left, *several) if (column := _column(part, names))]
    if all(map(_is_value, values)):
        yield from (Tie(*column) for column in columns if several or column[1] == "region_id")


def _column(node: exp.Expression, names: Names) -> tuple[str, str] | None:
    if not isinstance(node, exp.Column):
        return None
    if node.table:
        return node.table, node.name
    return (next(iter(names)), node.name) if len(names) == 1 else None


def _is_value(node: exp.Expression) -> bool:
    """No column and no query in it."""
    return not any(node.find_all(exp.Column, exp.Query))


def _names_ours(node: exp.Expression) -> bool:
    """Some is left to sqlglot's parser, some it keeps as text. A new table of another's shape has none of its rows."""
    if isinstance(node, exp.Command):
        text = f"{node.this} {node.expression}"
        return f"{SCHEMA}." in text and not _HARMLESS.match(text)
    return any(table.db == SCHEMA and not table.find_ancestor(exp.LikeProperty) for table in node.find_all(exp.Table))

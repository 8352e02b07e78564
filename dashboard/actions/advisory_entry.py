"""A new notice, entered as a difference from the list in force: what it adds, removes and changes.

The difference is not believed but derived: the rule reads the list with and without the notice, and what it finds is
what a person sees before anything is saved.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from dashboard.actions.advisory_difference import ListDifference, list_difference
from dashboard.actions.advisory_list import listed_on, with_answer
from models import queries
from models.advisories import Answer
from models.changes import writing
from models.errors import ConflictError, InvalidRecordError
from models.excepted import parse_exceptions
from models.forms import checked
from models.searching import fold
from models.tables import AdvisoryFact, AdvisoryFactCreate
from models.vocabulary import AdvisoryAction, AdvisoryScheme, AdvisoryScope

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy.engine import Engine

    from dashboard.actions.advisory_list import Listed
    from models.tables import Territory

ENTERED = "Advisory entered: "
"""How the reason of such a change begins."""

CHANGE_WORDS = {
    AdvisoryAction.IMPOSED: "Added",
    AdvisoryAction.REMOVED: "Removed",
    AdvisoryAction.MODIFIED: "Changed",
}
"""What a notice does to the list, in words."""


@dataclass(frozen=True, slots=True)
class Line:
    """What a notice says of one territory."""

    territory: str
    action: AdvisoryAction
    """Imposed, removed or modified."""
    scope: AdvisoryScope = AdvisoryScope.NOT_PRINTED
    exceptions: str = ""
    """As printed."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as a person reads it."""

    source: str
    """Where it was read: an address or a citation."""
    lines: tuple[Line, ...]
    published_on: date | None = None
    effective_on: date | None = None
    psa_number: str = ""
    notice: str = ""
    """Citation."""
    conditions: str = ""
    note: str = ""
    """What is uncertain."""
    whole_list: bool = False
    """It prints the list whole, so that a territory which is not on it is not listed."""

    @property
    def decides_on(self) -> date | None:
        """The day from which on the list is as the notice says."""
        return self.effective_on or self.published_on

    @property
    def title(self) -> str:
        """What the notice is called."""
        number = f"PSA {self.psa_number}" if self.psa_number else ""
        return number or self.notice or self.source


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a notice would do to the list."""

    notice: Notice
    as_of: date
    """The day from which on it does so."""
    forms: Sequence[AdvisoryFactCreate]
    """The facts to be recorded."""
    difference: ListDifference
    """Of the list in force on that day, as the rule derives it without and with them."""
    before: int
    """How many territories are on the list without it."""
    after: int
    """How many with it."""
    today: date
    """The day it is entered."""
    effect: ListDifference
    """Of the list of that day, where the notice decides on an earlier one; else empty. Later facts may outweigh it."""

    @property
    def unread(self) -> dict[str, tuple[str, ...]]:
        """The exceptions that cannot be read, as printed, by the code of their territory."""
        read = {form.territory: parse_exceptions(form.exceptions).unread for form in self.forms}
        return {code: parts for code, parts in read.items() if parts}


def propose(
    facts: Sequence[AdvisoryFact], territories: Mapping[str, Territory], notice: Notice, *, today: date
) -> Proposal:
    """Derive what a notice does to the list in force on the day it decides, and to the list of today.

    Raises:
        InvalidRecordError: it is not complete, or says something that the list in force contradicts; `fields` has a
            message for each field.
    """
    as_of = _complete(notice)
    before = listed_on(facts, territories, as_of=as_of, besides=[line.territory for line in notice.lines])
    _fits(notice, before, territories)
    forms = [_form(notice, line) for line in _lines(notice, before)]
    _refuse_known(forms, facts, territories)
    entered = [*facts, *(AdvisoryFact(**form.model_dump()) for form in forms)]
    after = listed_on(entered, territories, as_of=as_of)
    codes = {form.territory for form in forms}
    lists = (listed_on(held, territories, as_of=max(as_of, today), besides=codes) for held in (facts, entered))
    return Proposal(
        notice,
        as_of,
        forms,
        list_difference(before, after),
        len(with_answer(before, Answer.IN_FORCE)),
        len(with_answer(after, Answer.IN_FORCE)),
        today,
        list_difference(*lists) if as_of < today else ListDifference(),
    )


def save_notice(engine: Engine, shown: Proposal, *, who: str) -> list[AdvisoryFact]:
    """Record what was proposed, all of it or nothing.

    Raises:
        ConflictError: the list has changed since the difference was shown.
        InvalidRecordError: as `propose`.
    """
    with writing(engine, who=who, why=f"{ENTERED}{shown.notice.title}") as writer:
        facts = queries.advisory_facts(session=writer.session)
        territories = {row.code: row for row in queries.territories(session=writer.session)}
        now = propose(facts, territories, shown.notice, today=shown.today)
        if (now.difference, now.effect, now.forms) != (shown.difference, shown.effect, shown.forms):
            raise ConflictError("The list has changed since the difference was shown; look at it again, then save")
        taken = {one.reference_key for one in queries.advisory_facts(session=writer.session, withdrawn=True)}
        return writer.create_all([_with_free_key(form, taken) for form in now.forms])


def fact_key(fact: Any) -> str:  # noqa: ANN401 - a stored fact, its form, or a row of the shipped table
    """Return what tells one published fact from another; the shipped table is keyed by the same."""
    effective = fact.effective_on.isoformat() if isinstance(fact.effective_on, date) else fact.effective_on
    parts = (fact.territory, fact.action, fact.published_on, effective, fact.psa_number)
    return " ".join(part or "-" for part in parts)


def free_key(key: str, taken: set[str]) -> str:
    """Return a key that no record bears yet: one that was withdrawn keeps its own."""
    number = 1
    while (key if number == 1 else f"{key} ({number})") in taken:
        number += 1
    return key if number == 1 else f"{key} ({number})"


def _with_free_key(form: AdvisoryFactCreate, taken: set[str]) -> AdvisoryFactCreate:
    return form.model_copy(update={"reference_key": free_key(form.reference_key, taken)})


def _complete(notice: Notice) -> date:
    """Refuse a notice that lacks what every fact needs; return the day it decides on."""
    wrong = {}
    if not notice.source.strip():
        wrong["source"] = "say where it was read"
    if not (notice.psa_number or notice.notice):
        wrong["psa_number"] = "give the PSA number or the citation of the notice"
    if notice.decides_on is None:
        wrong["published_on"] = "give the day of issue or the effective date"
    if notice.whole_list and notice.published_on is None:
        wrong["published_on"] = "a whole list needs the day it was issued"
    if notice.published_on and notice.effective_on and notice.effective_on < notice.published_on:
        wrong["effective_on"] = "lies before the day of issue"
    if not notice.lines and not notice.whole_list:
        wrong["lines"] = "say what it adds, removes or changes"
    _refuse(wrong)
    return notice.decides_on or date.min


def _fits(notice: Notice, before: Iterable[Listed], territories: Mapping[str, Territory]) -> None:
    """Refuse what the list in force contradicts; where it cannot tell, the notice is believed."""
    answers = {row.code: row.state.answer for row in before}
    named = Counter(line.territory for line in notice.lines)
    wrong = {}
    for line in notice.lines:
        name = territories[line.territory].name if line.territory in territories else line.territory
        answer = answers.get(line.territory, Answer.NOT_IN_FORCE)
        field = CHANGE_WORDS[line.action].lower()
        if named[line.territory] > 1:
            wrong[field] = f"{name} is named twice; a notice does one thing to a territory"
        elif line.action is AdvisoryAction.IMPOSED and answer is Answer.IN_FORCE:
            wrong[field] = f"{name} is on the list already; enter it as changed"
        elif line.action is not AdvisoryAction.IMPOSED and answer is Answer.NOT_IN_FORCE:
            wrong[field] = f"{name} is not on the list that day; nothing of it can be {line.action.value}"
    _refuse(wrong)


def _lines(notice: Notice, before: Iterable[Listed]) -> list[Line]:
    """Return the lines of a notice; one that prints the list whole also shows everything that it leaves on it."""
    if not notice.whole_list:
        return list(notice.lines)
    removed = {line.territory for line in notice.lines if line.action is AdvisoryAction.REMOVED}
    added = {line.territory for line in notice.lines if line.action is AdvisoryAction.IMPOSED}
    held = {row.code for row in with_answer(before, Answer.IN_FORCE)}
    return [*notice.lines, *(Line(code, AdvisoryAction.LISTED) for code in sorted((held | added) - removed))]


def _form(notice: Notice, line: Line) -> AdvisoryFactCreate:
    sighting = line.action is AdvisoryAction.LISTED
    facts = {
        "territory": line.territory,
        "psa_number": notice.psa_number or None,
        "notice": notice.notice,
        "scheme": AdvisoryScheme.CONDITIONS_OF_ENTRY,
        "action": line.action,
        "published_on": notice.published_on.isoformat() if notice.published_on else None,
        "effective_on": None if sighting else notice.effective_on,
        "scope": line.scope,
        "exceptions": line.exceptions or _none_left(line),
        "conditions": "" if sighting else notice.conditions,
        "full_list": sighting,
        "note": notice.note,
        "source": notice.source,
        "reference_key": "-",
    }
    form: Any = checked(AdvisoryFactCreate, facts)
    keyed: AdvisoryFactCreate = form.model_copy(update={"reference_key": fact_key(form)})
    return keyed


def _none_left(line: Line) -> str:
    """Say that exceptions are revoked where a change leaves none: a blank would say nothing of them."""
    revoked = line.action is AdvisoryAction.MODIFIED and line.scope is AdvisoryScope.ALL_PORTS
    return "none" if revoked else ""


def _refuse_known(
    forms: Iterable[AdvisoryFactCreate], facts: Iterable[AdvisoryFact], territories: Mapping[str, Territory]
) -> None:
    known = {what for fact in facts for what in _said(fact)}
    for form in forms:
        if known.intersection(_said(form)):
            name = territories[form.territory].name if form.territory in territories else form.territory
            raise InvalidRecordError(
                f"psa_number: this notice is on record for {name} already; correct that record instead"
            )


def _said(fact: Any) -> list[tuple[str, ...]]:  # noqa: ANN401 - a stored fact or its form
    """Tell what a fact says by its key, and by its number and its citation: a notice does one thing to a territory."""
    said: list[tuple[str, ...]] = [(fact_key(fact),)]
    if fact.action is not AdvisoryAction.LISTED:
        cited = (fact.psa_number, fold(fact.notice))
        said += [(fact.territory, fact.action, each) for each in cited if each]
    return said


def _refuse(problems: Mapping[str, str]) -> None:
    if problems:
        field, message = next(iter(problems.items()))
        raise InvalidRecordError(f"{field}: {message}", fields=problems)

"""Plans side by side: how far, how long, whom they clear, and what coverage is on the day after."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from dashboard import caching
from dashboard.actions.trip_questions import compared
from dashboard.parts.territory_lines import static_table
from models.wording import day, plural, span

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.actions.trip_questions import Comparison
    from models.trips import Plan


def compare_plans(records: Records, plans: Mapping[str, Plan], *, today: date) -> None:
    """Draw plans by name, a column for each."""
    found = [caching.derived(records, _compared, plan, known_on=today) for plan in plans.values()]
    columns = [
        _facts(records, plan, one, [other for other in found if other is not one])
        for plan, one in zip(plans.values(), found, strict=True)
    ]
    told = {name: list(facts.values()) for name, facts in zip(plans, columns, strict=True)}
    static_table({"Compared": list(columns[0])} | told, alt=f"{plural(len(plans), 'plan')} compared", printing=False)


def _compared(plan: Plan, records: Records, *, known_on: date) -> Comparison:
    return compared([plan], records, known_on=known_on)[0]


def _facts(records: Records, plan: Plan, one: Comparison, others: Sequence[Comparison]) -> dict[str, str]:
    """Tell what a plan comes to, and whom it clears that no other plan does; partners in the order of the trip."""
    back = plan.leaves_on + timedelta(days=one.days - 1)
    cleared = [code for code in dict.fromkeys(plan.territories()) if code in one.cleared]
    alone = [code for code in cleared if not any(code in other.cleared for other in others)]
    return {
        "Away": f"{span(plan.leaves_on, back)}, {plural(one.days, 'day')}",
        "Distance": f"{one.nm:,.0f} nm",
        "Stops": _names(records, plan.territories()),
        "Partners cleared": _names(records, cleared),
        "Cleared by this one alone": _names(records, alone),
        "Coverage on the day after": f"{one.coverage_share:.0%} on {day(back + timedelta(days=1))}",
        "Worth": f"{one.worth:,} points",
    }


def _names(records: Records, codes: Sequence[str]) -> str:
    """Count territories and name them."""
    return f"{len(codes)}: {', '.join(records.territories[code].name for code in codes)}" if codes else "none"

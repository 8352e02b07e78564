"""Plans side by side: how far, how long, whom they clear, and what coverage is on the day after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboard import caching
from dashboard.actions.trip_questions import compared
from dashboard.parts.territory_lines import static_table
from models.wording import day, plural

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from dashboard.actions.records import Records
    from dashboard.actions.trip_questions import Comparison
    from models.trips import Plan


def compare_plans(records: Records, plans: Mapping[str, Plan], *, today: date) -> None:
    """Draw plans by name, a column for each."""
    columns = [
        _facts(records, plan, caching.derived(records, _compared, plan, known_on=today)) for plan in plans.values()
    ]
    told = {name: list(facts.values()) for name, facts in zip(plans, columns, strict=True)}
    static_table({"Compared": list(columns[0])} | told, alt=f"{plural(len(plans), 'plan')} compared", printing=False)


def _compared(plan: Plan, records: Records, *, known_on: date) -> Comparison:
    return compared([plan], records, known_on=known_on)[0]


def _facts(records: Records, plan: Plan, one: Comparison) -> dict[str, str]:
    return {
        "Leaves": day(plan.leaves_on),
        "Days": f"{one.days}",
        "Distance": f"{one.nm:,.0f} nm",
        "Stops": f"{len(plan.stops)}: {_names(records, plan.territories())}" if plan.stops else "none",
        "Partners cleared": f"{len(one.cleared)}: {_names(records, one.cleared)}" if one.cleared else "none",
        "Coverage on the day after": f"{one.coverage_share:.0%}",
        "Worth": f"{one.worth:,} points",
    }


def _names(records: Records, codes: Sequence[str]) -> str:
    return ", ".join(records.territories[code].name for code in codes)

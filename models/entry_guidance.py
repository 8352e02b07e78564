"""What an advisory asks of a vessel, what that may spare it and what it may meet on arrival, each with its source."""

from __future__ import annotations

from dataclasses import dataclass

_PSA_10_09 = (
    "PSA 10-09, 74 FR 60283, as summed up at https://midatlantic.coastguard.dodlive.mil/2009/11/"
    "coast-guard-imposes-conditions-of-entry-on-vessels-arriving-from-madagascar/"
)
_PSA_2_14 = "PSA 2-14, as told at https://westpandi.com/en-gb/news-and-resources/news/usa-port-security-advisory-2-14"
_PSA_3_15 = "PSA 3-15, as told at https://safety4sea.com/conditions-of-entry-for-vessels-arriving-at-us"
_FR_DJIBOUTI = (
    "84 FR 22153, as told at https://www.strtrade.com/trade-news-resources/str-trade-report/trade-report/"
    "cargo-ships-stopping-in-djibouti-may-be-denied-entry"
)


@dataclass(frozen=True, slots=True)
class Guidance:
    """One thing that the advisories say to a vessel."""

    text: str
    source: str
    """The advisory, and where its words were seen."""


ACTIONS_IN_PORT = (
    Guidance("Apply measures equal to Security Level 2 of the ship security plan while in the port.", _PSA_10_09),
    Guidance(
        "Guard each access point, with the whole exterior of the vessel in the guards' sight, landside and waterside.",
        _PSA_10_09,
    ),
    Guidance("Attempt to execute a Declaration of Security.", _PSA_10_09),
    Guidance("Log all security actions in the ship's security records.", _PSA_10_09),
    Guidance("Report the actions taken to the Captain of the Port before arrival in the United States.", _PSA_10_09),
)
"""What to do in each port where the conditions apply."""

GUARDS_IN_PORT = (
    Guidance(
        "The crew may stand guard; take on more crew where hours of work and rest would otherwise not be kept.",
        _PSA_2_14,
    ),
    Guidance(
        "Guards from outside may be hired if the master and the company security officer approve of them.", _PSA_2_14
    ),
)
"""Who may guard the access points."""

WHAT_IT_MAY_SPARE = (
    Guidance(
        "A vessel with a good record of security that can show these measures on paper is normally spared armed guards"
        " in ports of the United States.",
        _PSA_3_15,
    ),
)
"""What taking the actions may spare the vessel."""

ON_ARRIVAL = (
    Guidance(
        "The Coast Guard is to be expected to board or examine the vessel, and to check that it acted.", _PSA_3_15
    ),
    Guidance("Without these actions the vessel may be delayed or denied entry.", _PSA_2_14),
    Guidance(
        "By what is found on board, armed guards with the whole exterior in sight may be required at each access point"
        " in ports of the United States.",
        _FR_DJIBOUTI,
    ),
    Guidance("The Captain of the Port must accept how many guards there are and where they stand.", _PSA_3_15),
)
"""What a vessel may meet on arrival."""

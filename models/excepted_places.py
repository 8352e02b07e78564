"""The ports at which excepted facilities lie, where the name of the facility or a source says so.

A facility that is not here may lie at any port of its territory.
"""

from __future__ import annotations

from models.searching import fold

_TOAMASINA = ("Toamasina", "Tamatave", "MGTMM", "MGTOA")
_SIHANOUKVILLE = ("Sihanoukville", "Kompong Som", "Kampong Saom", "KHSIH", "KHKOS")

_PLACES: dict[tuple[str, str], tuple[str, ...]] = {
    # Its own name is that of a port.
    ("KHM", "Phnom Penh Autonomous Port"): ("Phnom Penh", "KHPNH"),
    ("KHM", "Sihanoukville Autonomous Port"): _SIHANOUKVILLE,
    ("LBR", "Port of Monrovia"): ("Monrovia", "LRMLW"),
    ("MDG", "Toamasina"): _TOAMASINA,
    ("YEM", "Ash Shihr Terminal"): ("Ash Shihr", "Ash Shihr Terminal"),
    ("YEM", "Balhalf LNG Terminal"): ("Balhaf", "Balhalf", "Balhaf LNG Terminal", "Balhalf LNG Terminal"),
    ("YEM", "Port of Hodeidah"): ("Hodeidah", "Al Hudaydah", "YEHOD"),
    ("GNQ", "Luba"): ("Luba", "GQLUB"),
    ("IDN", "Banjarmasin Port"): ("Banjarmasin", "IDBDJ"),
    ("CUB", "U.S. Naval Station Guantanamo Bay"): ("Guantanamo", "Guantanamo Bay", "Boqueron", "CUGUB", "CUBOQ"),
    ("IRQ", "Al-Basrah Oil Terminal"): ("Al Basrah Oil Terminal", "Al Basra Oil Terminal", "Basrah Oil Terminal"),
    ("IRQ", "Khor Al Amaya Oil Terminal"): ("Khor Al Amaya", "Khor Al Amaya Oil Terminal"),
    ("IRQ", "Al Maqal Terminal 14"): ("Al Maqal", "Maqal", "Basrah", "Basra", "Al Basrah"),
    # port-toamasina.com, concessionaires and licensees of the port: MICTSL, Ambatovy, Galana.
    ("MDG", "MICTSL"): _TOAMASINA,
    ("MDG", "Ambatovy Bulk Jetty Terminal"): _TOAMASINA,
    ("MDG", "Plateforme Petroliere GALANA"): _TOAMASINA,
    # PSA 1-17 prints it as Limboh Terminal, CMLIT-0001.
    ("CMR", "SONARA"): ("Limboh Terminal", "Limboh", "Cap Limboh Terminal", "Limbe", "CMLIT"),
    # Its printed number is of Douala.
    ("CMR", "Quai GETMA"): ("Douala", "CMDLA"),
}

_FOLDED = {(territory, fold(name)): frozenset(map(fold, places)) for (territory, name), places in _PLACES.items()}


def places_of(territory: str, name: str) -> frozenset[str]:
    """Return the folded names and UN/LOCODEs of the ports at which an excepted facility may lie; empty if unknown."""
    return _FOLDED.get((territory, fold(name)), frozenset())

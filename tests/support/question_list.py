"""Questions whose answers must be the same on every database, and answers as plain values.

They are text, so that they name their tests and can be printed: `ask(db, "launches(year=2011)")`.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from spacetimeline.dates import VagueDate
from spacetimeline.queries.rows import Row

QUESTIONS = """
launches()
launches(category="all", status="all")
launches(year=2011)
launches(year=2011, vehicle="Proton-M")
launches(year=(2006, 2010))
launches(year=range(2006, 2011), site="Baikonur")
launches(vehicle="Proton", outcome="failure", site="Baikonur")
launches(vehicle="Soyuz-U")
launches(family="R-7", crewed=True)
launches(since="2006-06", until="2014", country="KZ")
launches(provider_country="RU", year=2013)
launches(payload_country="KZ")
launches(crew_country="KZ")
launches(site_country="KZ", outcome="partial failure")
launches(operator="Kazcosmos")
launches(provider="NASA", until=1999)
launches(payload="KazSat-2")
launches(person="Aimbetov")
launches(orbit="GEO", year=2014)
launches(serial="410-12")
launches(name="KazSat")
launches(source="gcat", year=2015)
launches(status="planned")
launches(pad="baikonur-200-39", outcome="success").order_by("-date").limit(7)
launches(during="1969-07", match="possible")
launches(during="1969-07", match="certain")
launches(vehicle="Proton").order_by("vehicle", "-date")
launches(vehicle="Proton").order_by("name")
launches(vehicle="Proton")[5:15]
launches(vehicle="Proton")[-3:]
launches(vehicle="Proton")[0]
launches(vehicle="Proton")[-1]
launches(vehicle="Proton").limit(20).where(outcome="failure")
launches(vehicle="Proton").count()
launches(vehicle="Proton").exists()
launches(vehicle="Proton").first()
launches(vehicle="Proton").last()
launches(vehicle="Proton").complete
launches(vehicle="Proton").coverage
launches(year=1799).exists()
launches(payload="KazSat-1").one()
flights()
flights(station="Mir", during=1991)
flights(person="Musabayev")
flights(vehicle="Soyuz-FG").order_by("-landing")
flights(craft="Columbia")
flights(boundary="80km").count()
flights(country="KZ")
flights(outcome="lost")
stays(person="Musabayev")
stays(station="Mir", year=1991)
stays(flight="Soyuz TMA-18M")
stays(ongoing=True)
stays(country="FR").order_by("-duration_seconds")
stays(during="1991-10", match="possible")
stays(boundary="100km", until=1964)
people()
people(country="KZ")
people(flown=True, country="DE").order_by("name")
people(agency="Roscosmos").count()
people(flight="Soyuz TMA-18M")
people(station="Mir", year=1991)
spacecraft(kind="station")
spacecraft(operator="Kazcosmos")
spacecraft(manufacturer="Khrunichev", year=2006)
spacecraft(bus="Soyuz TMA-M")
spacecraft(vehicle="Proton-M", orbit="GEO").order_by("-mass", "name").limit(20)
spacecraft(launch="2018-099")
spacecraft(status="active", country="KZ")
satellites(country="KZ")
satellites(name="KazSat")
dockings(station="ISS", year=2015)
dockings(craft="Soyuz TMA-18M")
spacewalks(person="Musabayev")
spacewalks(station="Mir", during=1990)
spacewalks().order_by("-duration_seconds").limit(12)
expeditions(station="ISS", kind="visiting")
expeditions(person="Aimbetov")
expeditions(number=18)
vehicles(family="R-7")
vehicles(manufacturer="Khrunichev")
families()
families(family="R-7")
sites()
sites(country="KZ")
pads(site="Baikonur")
organizations(name="Roscosmos")
organizations().order_by("name")
countries()
countries(during=1991)
programmes()
events(kind="agreement", about="Baiterek")
events(party="Kazakhstan", since=2000)
events(status="missed")
events().order_by("-date", "name")
sources("KazSat-2")
sources(publisher="TASS")
sources().order_by("title")
claims(about="KazSat-2", attribute="orbit")
claims(verdict="disputed")
timeline(country="KZ", since=1991)
timeline(about="Baikonur")
timeline(kind=("agreement", "launch"), year=2004)
timeline(during="1969-07")
timeline().count()
timeline().last()
timeline(year=1975)[3:9]
in_space("2015-09-05T12:00Z")
in_space("1991-10-05")
in_space("1991-10")
in_space("2024-09?")
in_space("1963-06-17", country="SU")
in_space("1962-02-20T15:00Z", boundary="80km")
in_space("1960")
aboard("Mir", "1991-10-05")
aboard("ISS", "2015-09")
aboard("ISS", "2009-07?")
population(during="1991-10")
population(until=1965)
population(year=2015, country="KZ")
superlatives()
superlatives(country="KZ")
superlatives(until=1980, boundary="80km")
conflicts()
conflicts("KazSat-2")
coverage()
audit()
statistics(by="year", family="Proton")
statistics(by="decade", vehicle="Proton")
statistics(by="vehicle", family="Proton")
statistics(by="family")
statistics(by="site")
statistics(by="pad", family="Proton", until=2025)
statistics(by="country")
statistics(by="provider")
statistics(by="operator", family="Proton")
statistics(by="orbit", family="Proton")
statistics(by="outcome")
statistics(by="vehicle", vehicle=["Proton-M", "Proton-K"])
search("aimbetof")
search("Байқоңыр")
search("soyouz tma 18", kind="flight")
search("kazsat", limit=30)
search("xyzzy")
get("Soyuz TMA-18M")
get("Аимбетов")
get("2006-022A")
get(29230)
get("launch:2015-043")
get("Энергия", kind="organization")
get("Sergei Volkov", kind="person")
get("Volkov")
get("nobody of this name")
launches(vehicle="Protn")
satellites(operator="nobody of this name")
launches(year="03/04/2006")
launches(colour="red")
""".strip().splitlines()


def ask(db: Any, question: str) -> Any:
    """What a database answers, as plain values; also where that is an error of ours."""
    from spacetimeline.errors import SpacetimelineError

    try:
        return answered(asked(db, question))
    except SpacetimelineError as error:
        return type(error).__name__, str(error)


def asked(db: Any, question: str) -> Any:
    """The answer itself."""
    return eval(question, {"range": range}, _Names(db))  # a line of ours


class _Names(dict[str, Any]):
    """The questions of a database as names."""

    def __init__(self, db: Any) -> None:
        super().__init__()
        self._db = db

    def __missing__(self, name: str) -> Any:
        if name.startswith("_") or not hasattr(self._db, name):
            raise KeyError(name)
        return getattr(self._db, name)


def answered(answer: Any) -> Any:
    """An answer with all its fields, as flat rows and as records, in its order."""
    if hasattr(answer, "to_dicts"):
        return {
            "dicts": answer.to_dicts(),
            "rows": [plain(row, deep=True) for row in answer],
            "count": answer.count(),
            "shown": repr(answer),
        }
    return plain(answer, deep=True)


def plain(value: Any, *, deep: bool = False) -> Any:
    """A value without what only one database knows: record numbers, sessions, packs' numbers."""
    if hasattr(value, "__kind__"):
        name = f"{value.__kind__}:{value.key}"
        return {name: _columns(value)} if deep else name
    if isinstance(value, Row):
        return {name: plain(getattr(value, name)) for name in type(value).__slots__}
    if isinstance(value, VagueDate):
        return [plain(part) for part in value.__composite_values__()]
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, timedelta):
        return value.total_seconds()
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if value is None or isinstance(value, (str, int, float)):
        return value
    return repr(value)


def _columns(record: Any) -> dict[str, Any]:
    """The attributes of a record that stand in its own row, and its names and sources."""
    from sqlalchemy import inspect

    mapper = inspect(type(record))
    found = {
        prop.key: plain(getattr(record, prop.key))
        for prop in (*mapper.column_attrs, *mapper.composites)
        if not prop.key.endswith("id")
    }
    found["names"] = [name.text for name in record.names]
    found["sources"] = [source.key for source in record.sources]
    return found

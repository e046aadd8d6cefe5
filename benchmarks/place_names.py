"""What the places of bot/language/places.json are called in other languages: `python -m
benchmarks.place_names` writes place_names.json beside it from Unicode's Common Locale Data Repository
(https://cldr.unicode.org), by Babel: countries, and the cities for which time zones are named; as they are
to be looked for."""

import json
from collections import defaultdict
from pathlib import Path

from babel import Locale
from babel.core import get_global
from babel.dates import get_timezone_location

from bot.language import places, text

LANGUAGES = (
    "ar bg bn cs de el es fa fr gu he hi hu id it ja ka kn ko ml mr my ne nl or pa pl pt ro ru si sr sv ta "
    "te th tr uk ur vi zh zh_Hant"
).split()
# What people say that is not in the repository.
COMMON = {
    "united states": "EUA EE.UU. ABD Америка США أمريكا امريكا آمریکا امریکہ अमेरिका अमरीका আমেরিকা ਅਮਰੀਕਾ "
    "અમેરિકા ଆମେରିକା అమెరికా ಅಮೆರಿಕ അമേരിക്ക アメリカ ארה״ב",
    "saudi arabia": "السعودية सऊदी",
    "united arab emirates": "الإمارات यूएई",
    "south korea": "한국 韓國",
    "united kingdom": "Британия Британія Англия Англія بريطانيا برطانیہ ब्रिटेन ব্রিটেন イギリス 英國",
}
# Places whose names are words too often to tell them, and names that are something else: "เช็ก" is "check".
AMBIGUOUS = frozenset("mali chad oman niger jordan georgia".split())
OTHERWISE = frozenset("island columbia daca sidney chili gana i-ran soul เช็ก".split())
SHORTEST = 4
SHORTEST_WITHOUT_CAPITALS = 3
SHORTEST_OF_SIGNS = 2


def main() -> None:
    english = Locale.parse("en")
    zones = {zone for zone in get_global("zone_territories") if "/" in zone and not zone.startswith("Etc/")}
    found: dict[str, set[str]] = defaultdict(set)
    for code in LANGUAGES:
        language = Locale.parse(code)
        for territory, name in language.territories.items():
            found[english.territories.get(territory, "")].add(name)
        for zone in zones:
            city = get_timezone_location(zone, locale=english, return_city=True)
            found[city].add(get_timezone_location(zone, locale=language, return_city=True))
    known = places.own_names()
    names: dict[str, set[str]] = defaultdict(set)
    for name, others in found.items():
        place = known.get(name.partition(" (")[0].lower())
        if place and place not in AMBIGUOUS:
            names[place] |= {
                other for other in others if is_told(other) and other.lower() not in {*known, *OTHERWISE}
            }
    for place, said in COMMON.items():
        names[place] |= set(said.split())
    written: dict[str, dict[str, str]] = {"words": {}, "signs": {}}
    for place, others in sorted(names.items()):
        words = {in_words(name) for name in others if has_capitals(name)}
        signs = {text.clean(name) for name in others if not has_capitals(name)}
        for kind, its in (("words", words), ("signs", signs)):
            if its:
                written[kind][place] = "|".join(sorted(its))
    file = Path(places.__file__).with_name("place_names.json")
    file.write_text(json.dumps(written, ensure_ascii=False, indent=1) + "\n", "utf-8")
    print(f"{file.name}: {sum(map(len, names.values()))} names of {len(names)} places")


def has_capitals(name: str) -> bool:
    return name[0] <= "\u052f"


def in_words(name: str) -> str:
    return " ".join(places.plain(places.WORD.findall(text.clean(name))))


def is_told(name: str) -> bool:
    """Whether a name is a place's own, without brackets, and long enough to tell it."""
    signs = "\u3040" <= name[0] <= "\u9fff" or "\uac00" <= name[0] <= "\ud7af"
    least = SHORTEST_OF_SIGNS if signs else SHORTEST if has_capitals(name) else SHORTEST_WITHOUT_CAPITALS
    return "(" not in name and len(name) >= least


if __name__ == "__main__":
    main()

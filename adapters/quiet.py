"""The hours in which nobody is written to of the bot's own accord: `QUIET_HOURS`, such as
"22:00-07:00 Europe/Berlin"."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.errors import MissingSettings

_HOURS = re.compile(r"(\d\d?):(\d\d)\s*-\s*(\d\d?):(\d\d)(?:\s+(\S+))?")


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From one time of the day until another, there; over midnight if the second is the earlier."""

    start: datetime.time
    end: datetime.time
    zone: datetime.tzinfo

    def hold(self, now: float) -> bool:
        """Whether this moment, in seconds since 1970, is within them."""
        time = datetime.datetime.fromtimestamp(now, self.zone).time()
        if self.start <= self.end:
            return self.start <= time < self.end
        return time >= self.start or time < self.end


def quiet_hours(environ: Mapping[str, str]) -> QuietHours | None:
    """The quiet hours, None if none are set. Raises `MissingSettings` for what is no such thing."""
    value = environ.get("QUIET_HOURS", "").strip()
    if not value:
        return None
    found = _HOURS.fullmatch(value)
    try:
        if found is None:
            raise ValueError
        start_hour, start_minute, end_hour, end_minute = map(int, found.group(1, 2, 3, 4))
        zone = ZoneInfo(found.group(5)) if found.group(5) else datetime.timezone.utc
        return QuietHours(datetime.time(start_hour, start_minute), datetime.time(end_hour, end_minute), zone)
    except (ValueError, LookupError, OSError) as error:
        raise MissingSettings(
            f"QUIET_HOURS is “{value}”: set it to hours and a time zone, such as 22:00-07:00 Europe/Berlin."
        ) from error

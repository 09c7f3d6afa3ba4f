"""Where a central file is fetched from: a file, a share, a synced folder, HTTPS; and the last good copy of it."""

from outcomes_xl.hosts.central.fetch import Fetched, fetch
from outcomes_xl.hosts.central.last_good_copy import Cache
from outcomes_xl.hosts.central.locations import Location, covers, place_of

__all__ = ["Cache", "Fetched", "Location", "covers", "fetch", "place_of"]

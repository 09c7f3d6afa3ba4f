"""Where a central file is fetched from: a file, a share, a synced folder, HTTPS; and the last good copy of it."""

from outcomes_xl.hosts.central.fetch import Fetched, LastGoodCopies, fetch
from outcomes_xl.hosts.central.locations import Location, covers, place_of

__all__ = ["Fetched", "LastGoodCopies", "Location", "covers", "fetch", "place_of"]

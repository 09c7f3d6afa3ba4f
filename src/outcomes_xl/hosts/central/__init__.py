"""Where a central file is fetched from: a file, a share, a synced folder, HTTPS; and the last good copy of it."""

from .cache import Cache
from .fetching import Fetched, fetch
from .places import Place, covers, place_of

__all__ = ["Cache", "Fetched", "Place", "covers", "fetch", "place_of"]

"""LG Inform Plus as a source, with the user's own key.

The key goes into the address and the signature, where there is a secret, goes last: base64 of HMAC-SHA1 over the whole
address including the key. Both are added at the last moment; what is kept, logged and said has neither.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

from outcomes_xl.framework.entries import Borough
from outcomes_xl.http.secrets import Secret, also_hush
from outcomes_xl.model.cannot_use import CannotReach, NeedsKey, Refused
from outcomes_xl.reading.tidy import bare, folded
from outcomes_xl.sources.online.service_base import Brought, WantedSeries, read_at
from outcomes_xl.sources.online.service_client import Answer, Client, Request
from outcomes_xl.sources.online.service_csv import sent
from outcomes_xl.sources.protocol import Cancelled, Say
from outcomes_xl.sources.published.lginform_file import LgInform
from outcomes_xl.sources.published.opened_table import Opened
from outcomes_xl.sources.published.published_rows import ENGLAND, LONDON, PublishedFile

SERVICE = "LG Inform Plus"
CALLED = "LG Inform measure"
_A_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_FRESH_FOR = timedelta(hours=12)
_NO_KEY = "LG Inform Plus wants a key of your own, and there is none on this computer."
_GET_ONE = (
    "Ask for one at LG Inform Plus, then put it in as the page on national services says; or use a folder of files."
)


class LgInformService:
    """The service. Without a key it asks nothing and says so once."""

    name = SERVICE
    publisher = "LG Inform"

    def __init__(self, client: Client, address: str, key: Secret | None, secret: Secret | None) -> None:
        self._client, self._address = client, address
        self._key, self._secret = key, secret

    def fetch(self, wanted: Sequence[WantedSeries], borough: Borough, say: Say, cancelled: Cancelled) -> Brought:
        brought = Brought()
        if self._key is None and not self._client.offline:
            brought.stumble(self.name, wanted, NeedsKey(_NO_KEY, _GET_ONE))
            return brought
        for number, one in enumerate(wanted, 1):
            if one.route.replaced_by:
                why = f"LG Inform has discontinued {one.series.dataset}; {one.route.replaced_by} takes its place."
                brought.miss([one], why, again=False)
                continue
            say(f"Asking {SERVICE}: {one.metric.title} ({number} of {len(wanted)})")
            try:
                answer = self._ask(one, borough, cancelled)
                brought.used(self.name, answer)
                brought.files.append(self._read(one, answer, borough))
            except NeedsKey as trouble:
                brought.stumble(self.name, wanted[number - 1 :], trouble)
                return brought  # the next question would be refused as well, and count against the user's allowance
            except CannotReach as trouble:
                brought.stumble(self.name, [one], trouble)
        return brought

    def _ask(self, one: WantedSeries, borough: Borough, cancelled: Cancelled) -> Answer:
        params = {"metricType": one.series.dataset, "area": f"{borough.code},{LONDON},{ENGLAND}", **one.route.params}
        sign = signer(self._key, self._secret) if self._key else None
        asked = Request(SERVICE, f"{self._address}/data.csv", params, expects="csv", fresh_for=_FRESH_FOR, sign=sign)
        try:
            return self._client.ask(asked, cancelled)
        except Refused as trouble:
            if trouble.status == 403:
                what = "LG Inform Plus does not accept the key, or the allowance of a free key is used up."
                raise NeedsKey(what, "Look at the key again, and put it in anew.") from None
            raise

    def _read(self, one: WantedSeries, answer: Answer, borough: Borough) -> PublishedFile:
        name = f"{one.series.dataset}, {read_at([answer], self._client.clock.now())}"
        what = f"LG Inform has no periods for {one.series.dataset}; it may have been discontinued."
        strange = Refused(what, "Look the measure up in LG Inform.", 200)
        file = _plain(sent(name, [answer], AsSent(), SERVICE, one.series.dataset, strange))
        numbered = replace(file, above=((one.series.dataset,),))  # the answer does not say which measure it is
        return replace(LgInform().read(numbered, borough), called=CALLED)


class AsSent:
    """The table as the service sends it: its area columns in any order, a row of labels and one of ids a grouping."""

    def knows(self, headings: tuple[str, ...]) -> bool:
        """Whether this is the row with the periods' labels, in which every other column has a year."""
        others = [heading for heading in headings if not bare(heading).startswith("area")]
        there = {"area", "arealabel"} <= set(map(bare, headings))
        # A measure's number can look like a year; it is the same over every column.
        numbers = len(others) > 1 and len(set(others)) == 1
        return there and bool(others) and not numbers and all(_A_YEAR.search(one) for one in others)


def _plain(file: Opened) -> Opened:
    """Return the table with its area first, and without the heading rows that stand again among the areas."""
    area = file.at["area"]

    def first(cells: Sequence[str]) -> list[str]:
        return [cells[area], *cells[:area], *cells[area + 1 :]]

    rows = (first(cells) for cells in file.rows if folded(cells[area]) != "area")
    return Opened(file.name, tuple(first(file.headings)), file.above, rows)


def signer(key: Secret, secret: Secret | None) -> Callable[[str], str]:
    """Return what puts a key, and the signature where there is a secret, at the end of an address."""

    def sign(url: str) -> str:
        mark = "&" if "?" in url else "?"
        whole = f"{url}{mark}ApplicationKey={quote(key.reveal(), safe='')}"
        if secret is None:
            return whole
        digest = hmac.new(secret.reveal().encode(), whole.encode(), hashlib.sha1).digest()
        signature = quote(base64.b64encode(digest).decode(), safe="")
        also_hush(signature)
        return f"{whole}&Signature={signature}"

    return sign

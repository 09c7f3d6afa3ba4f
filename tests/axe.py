"""What axe says of a page in headless Chromium, at a width; with the page's folds opened."""

from __future__ import annotations

import json
import re
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

from tests.office import missing, needed

AXE = Path(__file__).resolve().parent.parent / ".venv" / "tools" / "node_modules" / "axe-core" / "axe.min.js"
ASK_AXE = """
window.addEventListener("load", async () => {
  document.querySelectorAll("section").forEach(one => {
    const fold = one.querySelector("details");
    if (fold) fold.open = true;
  });
  const found = await axe.run();
  const said = document.createElement("pre");
  said.id = "axe-said";
  said.textContent = JSON.stringify({
    violations: found.violations.map(one => [one.id, one.nodes[0].html]), passes: found.passes.length,
    wide: document.documentElement.scrollWidth - document.documentElement.clientWidth });
  document.body.appendChild(said);
});
"""


def axe_says(page: str, width: int, folder: Path) -> dict[str, Any]:
    """Return the violations, how many rules passed, and how far the page is wider than the window."""
    if not AXE.exists():
        missing("axe-core", "Install Node.js and run: npm install --prefix .venv/tools axe-core")
    tried = folder / "page.html"
    asked = f"<script>{AXE.read_text(encoding='utf-8')}</script><script>{ASK_AXE}</script></body>"
    tried.write_text(page.replace("</body>", asked), encoding="utf-8")
    chromium = needed("chromium", "Debian: apt install chromium.")
    words = ["--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile"]
    how = [f"--window-size={width},900", "--virtual-time-budget=120000", "--dump-dom"]
    run = subprocess.run(
        [chromium, *words, *how, tried.as_uri()], capture_output=True, text=True, timeout=240, check=True
    )
    said = re.search(r'<pre id="axe-said">(.*?)</pre>', run.stdout, re.DOTALL)
    assert said, "axe gave no answer"
    found: dict[str, Any] = json.loads(unescape(said[1]))
    return found

"""An officer's pictures and charts on a sheet of ours: kept, beside our own charts where the new sheet has some."""

from __future__ import annotations

from outcomes_xl.hosts.files.graft.arrows import OFFICE, add_arrow, no_arrows, point_at, same_arrow
from outcomes_xl.hosts.files.graft.graft_work import GraftWork
from outcomes_xl.hosts.files.graft.merged_styles import elements
from outcomes_xl.hosts.files.package import Package, Relationship, relationships_part
from outcomes_xl.hosts.files.safe_xml import Element, name, namespace, parse, written

BEFORE_DRAWING = frozenset(
    {
        *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr", "sheetProtection"),
        *("protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate", "customSheetViews"),
        *("mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations", "hyperlinks", "printOptions"),
        *("pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks", "customProperties", "cellWatches"),
        *("ignoredErrors", "smartTags"),
    }
)
"""The elements of a sheet that stand ahead of its drawing."""


class CarriedPictures:
    """Keeps the pictures of old sheets while a workbook is grafted: ``parts`` and ``removed`` are the graft's own."""

    def __init__(self, old: Package, work: GraftWork, parts: dict[str, bytes], removed: set[str]) -> None:
        self.old, self.work, self.parts, self.removed = old, work, parts, removed

    def keep(self, root: Element, arrows: Element, drawing: Relationship) -> None:
        """Keep a drawing that is an officer's; of one that is ours, what she put beside our charts is in her way."""
        part = self.old.real_name(drawing.target)
        tree = self._parse(part)
        ours_now = root.find(namespace(root) + "drawing")
        # Our templates draw only where the new sheet has a drawing too; anywhere else each picture is the officer's.
        mine = [one for one in elements(tree) if ours_now is None or not self._is_our_chart(one, part)]
        if not mine:
            self._forget_drawing(part)
        elif ours_now is None:
            ident = add_arrow(arrows, "", "drawing", "/" + part)
            point_at(root, "drawing", ident, BEFORE_DRAWING)
        else:
            self._join(ours_now, arrows, part, mine)

    def _is_our_chart(self, anchor: Element, drawing: str) -> bool:
        """Ours are "Chart 1" and so on and tell in words what they show; without words, they show only the Summary."""
        named = [one for one in anchor.iter() if name(one) == "cNvPr"]
        if not named or not str(named[0].get("name")).startswith("Chart "):
            return False
        if named[0].get("descr"):
            return True
        links = self.old.relationships(drawing)
        charts = [links.get(str(one.get(f"{{{OFFICE}}}id"))) for one in anchor.iter() if name(one) == "chart"]
        texts = [
            str(one.text)
            for link in charts
            if link and link.target in self.old
            for one in self._parse(self.old.real_name(link.target)).iter()
            if name(one) == "f" and one.text
        ]
        ours = {f"{quote}{sheet}{quote}!" for sheet in self.work.sheets for quote in ("'", "")}
        return bool(texts) and all(any(text.startswith(sheet) for sheet in ours) for text in texts)

    def _join(self, pointer: Element, arrows: Element, part: str, mine: list[Element]) -> None:
        ident = pointer.get(f"{{{OFFICE}}}id")
        target = next(str(one.get("Target")) for one in arrows if one.get("Id") == ident).lstrip("/")
        tree = parse(self.parts[target], self.old.name, target)
        rels = relationships_part(target)
        links = parse(self.parts[rels], self.old.name, rels) if rels in self.parts else no_arrows()
        old_links = self.old.relationships(part)
        for number, anchor in enumerate(mine):
            for element in anchor.iter():
                for attribute, value in element.attrib.items():
                    if attribute.startswith(f"{{{OFFICE}}}") and value in old_links:
                        element.set(attribute, same_arrow(links, old_links[value]))
                if name(element) == "cNvPr":
                    element.set("id", str(1000 + number))
            tree.append(anchor)
        self.parts[target], self.parts[rels] = written(tree), written(links)
        self.removed |= {part, relationships_part(part)} & set(self.old.part_names)

    def _forget_drawing(self, part: str) -> None:
        self.removed.add(part)
        rels = relationships_part(part)
        for one in self.old.relationships(part).values():
            if one.kind == "chart" and not one.external and one.target in self.old:
                chart = self.old.real_name(one.target)
                self.removed.add(chart)
                chart_rels = relationships_part(chart)
                if chart_rels in self.old:
                    self.removed.add(self.old.real_name(chart_rels))
                    self.removed |= {
                        self.old.real_name(two.target)
                        for two in self.old.relationships(chart).values()
                        if not two.external and two.target in self.old
                    }
        if rels in self.old:
            self.removed.add(self.old.real_name(rels))

    def _parse(self, part: str) -> Element:
        return parse(self.old.part(part), self.old.name, part)

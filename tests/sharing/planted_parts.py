"""Parts of a package that Excel or another program keeps, each with room for a secret: as the programs write them."""

from __future__ import annotations

import base64
import bz2
import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from html import escape
from urllib.parse import quote

from outcomes_xl.building.addin.compound_file import compound_file
from outcomes_xl.building.addin.vba_compression import compressed

_S = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
_A = "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"
_C = "xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart'"
_X = "xmlns='x'"

XML: Mapping[str, str] = {
    "xl/externalLinks/externalLink1.xml": f"<externalLink {_S}><externalBook><sheetNames><sheetName val='Cases'/>"
    "</sheetNames><sheetDataSet><sheetData sheetId='0'><row r='1'><cell r='A1' t='str'><v>{}</v></cell></row>"
    "</sheetData></sheetDataSet></externalBook></externalLink>",
    "xl/externalLinks/externalLink2.xml": f"<externalLink {_S}><externalBook><sheetNames><sheetName val='{{}}'/>"
    "</sheetNames></externalBook></externalLink>",
    "xl/externalLinks/_rels/externalLink1.xml.rels": f"<Relationships {_X}><Relationship Id='rId1' Type='t' "
    "TargetMode='External' Target='file:///C:/Cases/{}.xlsx'/></Relationships>",
    "xl/pivotCache/pivotCacheDefinition1.xml": f"<pivotCacheDefinition {_S} refreshedBy='me'><cacheFields><cacheField "
    "name='NHS number'><sharedItems><s v='{}'/></sharedItems></cacheField></cacheFields></pivotCacheDefinition>",
    "xl/pivotCache/pivotCacheDefinition2.xml": f"<pivotCacheDefinition {_S} refreshedBy='Nia, NHS {{}}'/>",
    "xl/pivotCache/pivotCacheRecords1.xml": f"<pivotCacheRecords {_S}><r><s v='{{}}'/></r></pivotCacheRecords>",
    "xl/pivotTables/pivotTable77.xml": f"<pivotTableDefinition {_S} name='P'><pivotFields><pivotField name='for {{}}'/>"
    "</pivotFields></pivotTableDefinition>",
    "xl/slicerCaches/slicerCache1.xml": f"<slicerCacheDefinition {_X} name='S'><data><i n='{{}}'/></data>"
    "</slicerCacheDefinition>",
    "xl/slicers/slicer1.xml": f"<slicers {_X}><slicer name='S' caption='Child {{}}'/></slicers>",
    "xl/timelineCaches/timelineCache1.xml": f"<t {_X}><state filterId='1' note='{{}}'/></t>",
    "xl/queryTables/queryTable1.xml": f"<queryTable {_S} name='{{}}'/>",
    "xl/connections.xml": f"<connections {_S}><connection name='Cases' description='for {{}}'/></connections>",
    "customXml/item1.xml": "<item><child>{}</child></item>",
    "customXml/item2.xml": "<item nhsNumber='{}'/>",
    "xl/threadedComments/threadedComment1.xml": f"<ThreadedComments {_X}><threadedComment><text>See {{}}</text>"
    "</threadedComment></ThreadedComments>",
    "xl/persons/person.xml": f"<personList {_X}><person displayName='Amina Sesay, NHS {{}}'/></personList>",
    "xl/drawings/drawing77.xml": f"<wsDr {_X} {_A}><cNvPr id='2' name='Picture 1' descr='Photograph of {{}}'/></wsDr>",
    "xl/drawings/drawing78.xml": f"<wsDr {_X} {_A}><cNvPr id='3' name='{{}}'/></wsDr>",
    "xl/drawings/drawing79.xml": f"<wsDr {_X} {_A}><sp><a:p><a:r><a:t>On {{}}</a:t></a:r></a:p></sp></wsDr>",
    "xl/drawings/drawing80.xml": f"<wsDr {_X} {_A}><cNvPr id='4'><a:hlinkClick tooltip='{{}}'/></cNvPr></wsDr>",
    "xl/drawings/vmlDrawing77.vml": "<xml xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><div><font>{}</font></div>"
    "</v:textbox></xml>",
    "xl/charts/chart77.xml": f"<c:chartSpace {_C}><c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>{{}}</c:v></c:pt>"
    "</c:strCache></c:strRef></c:cat></c:chartSpace>",
    "xl/charts/chart78.xml": f"<c:chartSpace {_C} {_A}><c:title><c:tx><c:rich><a:p><a:r><a:t>{{}}</a:t></a:r></a:p>"
    "</c:rich></c:tx></c:title></c:chartSpace>",
    "xl/charts/chartEx1.xml": f"<chartSpace {_X}><strDim><lvl><pt idx='0'>{{}}</pt></lvl></strDim></chartSpace>",
    "xl/diagrams/data1.xml": f"<dataModel {_X} {_A}><pt><a:p><a:r><a:t>{{}}</a:t></a:r></a:p></pt></dataModel>",
    "xl/ink/ink1.xml": f"<ink {_X}><annotation type='recognised'>{{}}</annotation></ink>",
    "xl/ctrlProps/ctrlProp1.xml": f"<formControlPr {_X} objectType='List' list='{{}}'/>",
    "xl/activeX/activeX1.xml": f"<ocx {_X}><ocxPr name='Caption' value='{{}}'/></ocx>",
    "xl/revisions/revisionLog1.xml": f"<revisions {_S}><rcc><oc><is><t>{{}}</t></is></oc></rcc></revisions>",
    "xl/revisions/userNames.xml": f"<users {_S}><userInfo name='NHS {{}}'/></users>",
    "xl/webextensions/webextension1.xml": f"<we {_X}><property name='last' value='{{}}'/></we>",
    "xl/metadata.xml": f"<metadata {_S}><metadataStrings><s v='{{}}'/></metadataStrings></metadata>",
    "xl/richData/rdrichvalue.xml": f"<rvData {_X}><rv s='0'><v>{{}}</v></rv></rvData>",
    "docMetadata/LabelInfo.xml": f"<labelList {_X}><label id='x' name='for {{}}'/></labelList>",
    "xl/worksheets/sheet777.xml": f"<worksheet {_S}><sheetData><row r='1'><c r='A1' t='inlineStr'><is><t>{{}}</t></is>"
    "</c></row></sheetData></worksheet>",
    "xl/dialogsheets/sheet1.xml": f"<dialogsheet {_S}><headerFooter><oddHeader>{{}}</oddHeader></headerFooter>"
    "</dialogsheet>",
    "xl/macrosheets/sheet1.xml": f'<macrosheet {_X}><sheetData><row><c><f>ALERT("{{}}")</f></c></row></sheetData>'
    "</macrosheet>",
    "xl/customProperty1.xml": "<p><v>{}</v></p>",
    "xl/theme/theme77.xml": f"<a:theme {_A} name='{{}}'/>",
    "xl/xmlMaps.xml": f"<MapInfo {_S}><Map Name='for {{}}'/></MapInfo>",
    "xl/volatileDependencies.xml": f"<volTypes {_S}><tp><stp>{{}}</stp></tp></volTypes>",
    "xl/userCustomization/customUI.xml": f"<customUI {_X}><button label='{{}}'/></customUI>",
    "customUI/customUI77.xml": f"<customUI {_X}><button label='{{}}'/></customUI>",
    "_xmlsignatures/sig1.xml": f"<Signature {_X}><SignatureComments>{{}}</SignatureComments></Signature>",
    "xl/unknown/remark.xml": "<a><!-- for {} --></a>",
    "xl/unknown/half.xml": "<a><b>{}</b>",
}
"""By name: well-formed XML, or nearly, with a place for the secret."""

NAMED: Mapping[str, str] = {
    "xl/externalLinks/externalLink3.xml": XML["xl/externalLinks/externalLink1.xml"],
    "xl/pivotCache/pivotCacheDefinition3.xml": XML["xl/pivotCache/pivotCacheDefinition1.xml"].replace(
        "NHS number", "Who"
    ),
    "customXml/item4.xml": "<item><v>{}</v></item>",
    "xl/drawings/drawing81.xml": XML["xl/drawings/drawing79.xml"],
    "xl/charts/chart79.xml": XML["xl/charts/chart77.xml"],
    "xl/media/image81.svg": "<svg><text>{}</text></svg>",
    "xl/worksheets/sheet780.xml": f"<worksheet {_S}><cfRule text='{{}}'/></worksheet>",
    "xl/tables/table77.xml": f"<table {_S}><ext altText='{{}}'/></table>",
}
"""By name: the same, for names that stand alone."""


def _picture(secret: str) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    said = b"Comment\0\0" + zlib.compress(f"photo of {secret}".encode())
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", b"\0" * 13) + chunk(b"zTXt", said) + chunk(b"IEND", b"")


def _packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return out.getvalue()


def _letter(secret: str) -> bytes:
    first, second = secret[:5], secret[5:]
    return _packed(
        "word/document.xml",
        f"<w:p xmlns:w='w'><w:r><w:t>{first}</w:t></w:r><w:r><w:rPr><w:color w:val='FF0000'/></w:rPr>"
        f"<w:t>{second}</w:t></w:r></w:p>".encode(),
    )


def _queries(secret: str) -> bytes:
    steps = _packed("Formulas/Section1.m", f'section A; shared Q = "cases of {secret}";'.encode())
    whole = b"\0\0\0\0" + struct.pack("<I", len(steps)) + steps
    return f"<DataMashup xmlns='x'>{base64.b64encode(whole).decode()}</DataMashup>".encode()


BYTES: Mapping[str, Callable[[str], bytes]] = {
    "xl/printerSettings/printerSettings77.bin": lambda secret: f"printer of {secret} ".encode("utf-16-le"),
    "xl/media/image77.jpeg": lambda secret: b"\xff\xd8 exif comment " + secret.encode() + b" ",
    "xl/media/image78.jpeg": lambda secret: b"\xff\xd8 UNICODE\0" + f"taken of {secret}".encode("utf-16-be"),
    "xl/media/image79.png": _picture,
    "xl/unknown/part.dat": lambda secret: b"\x00\x01 " + secret.encode() + b" \x02",
    "xl/vbaProject.bin": lambda secret: compound_file(
        {"VBA": {"Module1": compressed(f'Attribute VB_Name = "Module1"\r\n\' for {secret}\r\n'.encode())}}
    ),
    "xl/embeddings/Letter.docx": _letter,
    "xl/embeddings/oleObject1.bin": lambda secret: f"note for {secret}".encode("utf-16-le"),
    "xl/embeddings/oleObject2.bin": lambda secret: compound_file({"Package": _letter(secret)}),
    "xl/embeddings/Leaflet.pdf": lambda secret: (
        b"%PDF-1.4\nstream\r\n" + zlib.compress(f"({secret}) Tj".encode()) + b"\nend"
    ),
    "xl/embeddings/Book.xlsx": lambda secret: _packed(
        "xl/sharedStrings.xml", f"<sst><si><t>{secret}</t></si></sst>".encode()
    ),
    "xl/embeddings/Deep.zip": lambda secret: _packed("inner.zip", _packed("a.docx", _letter(secret))),
    "customXml/item3.xml": _queries,
    "xl/embeddings/page.htm": lambda secret: f"About <b>{secret[:5]}</b>{secret[5:]}".encode(),
    "xl/embeddings/note.rtf": lambda secret: (
        "{\\rtf1\\ansi\\pard About " + secret.replace(" ", "\\~") + "\\par}"
    ).encode(),
    "xl/embeddings/mail.eml": lambda secret: b"To: us\n\n" + base64.b64encode(f"It is about {secret}, see.".encode()),
    "xl/embeddings/plain.eml": lambda secret: ("About " + "".join(f"={ord(one):02X}" for one in secret)).encode(),
    "customXml/item9.xml": lambda secret: f"<a>{f'It is about {secret}'.encode().hex()}</a>".encode(),
    "xl/unknown/link.xml": lambda secret: f"<a>http://example/of/{quote(secret)}/file</a>".encode(),
    "xl/media/image80.svg": lambda secret: (
        "<svg><text>" + "".join(f"<tspan>{escape(one)}</tspan>" for one in secret) + "</text></svg>"
    ).encode(),
    "xl/worksheets/sheet778.xml": lambda secret: (
        f"<worksheet {_S}><headerFooter><oddHeader>&amp;Lfor {secret[:5]}&amp;B{secret[5:]}</oddHeader></headerFooter>"
        "</worksheet>"
    ).encode(),
    "xl/unknown/formats.xml": lambda secret: (
        "<numFmt formatCode='" + "".join(f"\\{one}" for one in secret) + "0'/>"
    ).encode(),
    "xl/webextensions/webextension2.xml": lambda secret: (
        f"<we {_X}><property name='last' value='{{&quot;said&quot;:&quot;"
        + "".join(f"\\u{ord(one):04x}" for one in secret)
        + "&quot;}'/></we>"
    ).encode(),
    "customXml/item5.xml": lambda secret: f"<a><v>of_x0020_{secret.replace(' ', '_x0020_')}</v></a>".encode(),
    "xl/embeddings/Kerned.pdf": lambda secret: (
        b"%PDF-1.4\nstream\r\n" + zlib.compress(f"[({')-5('.join(secret)})] TJ".encode()) + b"\nend"
    ),
    "customXml/item10.xml": lambda secret: f"<?xml version='1.0'?><a><!-- of {secret} --></a>".encode("utf-16"),
    "xl/embeddings/far.txt": lambda secret: f"of {secret}, see".encode("utf-32-le"),
    "xl/embeddings/long.txt": lambda secret: b"x" * 3993 + f" {secret} ".encode() + b"y" * 99,
    "xl/embeddings/packed.zz": lambda secret: zlib.compress(f"of {secret}, see".encode()),
    "xl/embeddings/packed.bz2": lambda secret: bz2.compress(f"of {secret}, see".encode()),
    "xl/embeddings/packed.xz": lambda secret: lzma.compress(f"of {secret}, see".encode()),
    "xl/embeddings/Hex.pdf": lambda secret: (
        b"%PDF-1.4\nstream\r\n" + zlib.compress(b"<" + f"of {secret}".encode().hex().encode() + b"> Tj") + b"\nend"
    ),
    "xl/embeddings/Octal.pdf": lambda secret: (
        b"%PDF-1.4\nstream\r\n"
        + zlib.compress(b"(%s) Tj" % b"".join(b"\\%03o" % one for one in secret.encode()))
        + b"\nend"
    ),
    "xl/embeddings/soft.eml": lambda secret: f"About {secret[:5]}=\n{secret[5:]}".encode(),
    "docProps/thumbnail.emf": lambda secret: b"\x01\0\0\0" + f"page with {secret}".encode("utf-16-le"),
}
"""By name: bytes of a form of their own."""

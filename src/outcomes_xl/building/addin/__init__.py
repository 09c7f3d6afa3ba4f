"""The Excel add-in, made from text: macros, ribbon and cell functions become ``outcomes.xlam`` without Excel.

``addin_bytes()`` gives the file. The same text always gives the same bytes (with the same zlib), so a reviewer reads
``macros/`` and never a binary. Sections named in these modules: [MS-CFB] is Microsoft's compound file format,
[MS-OVBA] its VBA project, [MS-CUSTOMUI] its ribbon, ECMA-376 the workbook around them.
"""

from outcomes_xl.building.addin.xlam import addin_bytes

__all__ = ["addin_bytes"]

"""The reference of `ratios.py`: WeasyPrint alone, on the page of a brief, with the options of `narrator.render.pdf`.

It is the least that makes a PDF of that page: one layout as it comes, no chart moved, no tag mended, nothing confined.
"""

from __future__ import annotations

import sys
from pathlib import Path

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

page, target = map(Path, sys.argv[1:])
html = HTML(string=page.read_text(encoding="utf-8"), media_type="print")
target.write_bytes(html.write_pdf(font_config=FontConfiguration(), pdf_variant="pdf/ua-1") or b"")

"""The reference of `ratios.py`: WeasyPrint alone, on the HTML of a brief, with the options of `narrator.render.pdf`."""

from __future__ import annotations

import sys
from pathlib import Path

from weasyprint import HTML

page, target = map(Path, sys.argv[1:])
target.write_bytes(HTML(string=page.read_text(encoding="utf-8")).write_pdf(pdf_tags=True) or b"")

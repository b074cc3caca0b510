#!/usr/bin/env bash
# WeasyPrint tags a table that runs over a page as two tables, and its total row is content of both.
#
# Version:     weasyprint 70.0, pikepdf 10.18.0
# Expectation: one /Table in the structure tree; what is repeated on the second page for the eye (header, footer) is an
#              artifact there, as the standard for tagged PDF has it.
# Behaviour:   a /Table for each page, each with its /THead and, where the table has a tfoot, its /TFoot: a screen reader
#              counts two tables and reads the total twice, the first time amid the rows; text extraction prints it twice.
# Why here:    a table of figures and sources runs over pages on most days, and a total that stands below the first half
#              reads as the sum of that half. Put the total in the last row of tbody.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" install --quiet --disable-pip-version-check weasyprint==70.0 pikepdf==10.18.0
"$dir/venv/bin/python" - "$dir/table.pdf" <<'PY'
import sys
from collections import Counter

import pikepdf
import weasyprint

rows = "".join(f"<tr><td>Fund {n}</td><td>{n}.5</td></tr>" for n in range(60))
page = f"""<html lang="en"><title>Flows</title><table><thead><tr><th>Fund</th><th>Flow</th></tr></thead>
<tbody>{rows}</tbody><tfoot><tr><td>Total</td><td>1,800.0</td></tr></tfoot></table></html>"""
weasyprint.HTML(string=page).write_pdf(sys.argv[1], pdf_variant="pdf/ua-1")
tags = Counter()


def count(node):
    if isinstance(node, pikepdf.Array):
        for kid in node:
            count(kid)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        tags[str(node.S)] += 1
        count(node.get("/K"))


with pikepdf.open(sys.argv[1]) as pdf:
    count(pdf.Root.StructTreeRoot.K)
    print(f"pages {len(pdf.pages)}", {tag: tags[tag] for tag in ("/Table", "/THead", "/TFoot")})
    assert len(pdf.pages) == 2, "changed"
assert (tags["/Table"], tags["/THead"], tags["/TFoot"]) == (2, 2, 2), "changed"
PY

#!/usr/bin/env bash
# In Chromium the styles of a page that was only parsed are held against the policy of the page that parsed it.
#
# Versions:    playwright 1.65.0, Debian's Chromium 156.0.8078.114
# Expectation: a report is fetched and read with DOMParser, to take its table out; nothing of it is shown, so that its
#              <style> concerns no policy.
# Behaviour:   the parsed document inherits the policy of the page: its <style> is reported as a violation of style-src,
#              while it is parsed, and has no sheet.
# Why here:    a live view that compares the new page with the old one reports an attack on itself at each save. Parse the
#              body alone, and compare the text of the styles as text.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet playwright==1.65.0
CHROMIUM=$(command -v chromium) "$folder/venv/bin/python" - <<'PYTHON'
import os
from playwright.sync_api import sync_playwright

REPORT = "<html><head><style>td { color: red }</style></head><body><table><tr><td>$400M</td></tr></table></body></html>"
PAGE = f"""<!DOCTYPE html><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'unsafe-inline'">
<title>desk</title><script>
var seen = [];
document.addEventListener('securitypolicyviolation', e => seen.push(e.effectiveDirective));
var parsed = new DOMParser().parseFromString({REPORT!r}, 'text/html');
</script>"""
with sync_playwright() as p:
    browser = p.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
    page = browser.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.set_content(PAGE)
    page.wait_for_timeout(300)
    sheets = page.evaluate("[parsed.querySelector('style').sheet === null, parsed.querySelector('td').textContent]")
    refused = [text for text in said if "Applying inline style" in text]
    print("Chromium", browser.version, "- refused while parsing:", len(refused), "- no sheet, and the cell:", sheets)
    browser.close()
assert len(refused) == 1 and sheets == [True, "$400M"], (said, sheets)
PYTHON

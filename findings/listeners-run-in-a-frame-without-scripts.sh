#!/usr/bin/env bash
# In Chromium a listener that a page adds to a frame in which no script may run does run.
#
# Versions:    playwright 1.65.0, Debian's Chromium 156.0.8078.114
# Expectation: in a frame with sandbox="allow-same-origin" nothing scripted happens, whoever adds it, so that the page has to
#              lay something over a report to know at which of its figures a reader points.
# Behaviour:   a script in the report does not run, nor does a handler in its markup; the listener of the page does.
# Why here:    an untrusted report can be shown beside where its figures come from without one script of its own.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet playwright==1.65.0
CHROMIUM=$(command -v chromium) "$folder/venv/bin/python" - <<'PYTHON'
import os
from playwright.sync_api import sync_playwright

REPORT = "<script>document.title = 'ran'</script><p><data onclick='this.id = 1' value='400000000'>$400M</data></p>"
with sync_playwright() as p:
    browser = p.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox"])
    page = browser.new_page()
    page.set_content(f'<iframe sandbox="allow-same-origin" srcdoc="{REPORT.replace(chr(34), "&quot;")}"></iframe>')
    page.frame_locator("iframe").locator("data").wait_for()
    page.evaluate("""() => {
        window.pointed = [];
        document.querySelector('iframe').contentDocument.addEventListener('click', e => pointed.push(e.target.value));
    }""")
    page.frame_locator("iframe").locator("data").click()
    seen = page.evaluate("""() => {
        const inner = document.querySelector('iframe').contentDocument;
        return [pointed, inner.title, inner.querySelector('data').id];
    }""")
    print("Chromium", browser.version, "- the page's listener, the frame's script, its own handler:", seen)
    browser.close()
assert seen == [["400000000"], "", ""], seen
PYTHON

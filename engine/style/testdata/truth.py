"""Writes cascade.json: what Chromium computes for every element of cascade.html.

Run in this folder: python3 truth.py (Chromium at $CHROMIUM or on the path).
"""
import base64
import json
import os
import subprocess
import tempfile

PROPERTIES = """
display position float clear color background-color font-size font-weight font-style line-height text-align
text-transform white-space-collapse text-wrap-mode opacity z-index overflow-x overflow-y box-sizing margin-top
margin-right margin-bottom margin-left padding-top padding-right padding-bottom padding-left border-top-width
border-right-width border-bottom-width border-left-width border-top-style border-left-style border-top-color
border-bottom-color flex-direction flex-wrap flex-grow flex-shrink flex-basis order align-items align-self
justify-content align-content visibility list-style-type list-style-position vertical-align text-indent
border-collapse min-width max-width min-height max-height row-gap column-gap overflow-wrap word-break table-layout
object-fit direction text-overflow border-top-left-radius outline-style pointer-events
""".split()

SCRIPT = """<script>addEventListener('load', () => {
  const out = {}
  const walk = (e, path) => {
    if (e.tagName === 'SCRIPT') return
    for (const pseudo of ['', '::before', '::after']) {
      const s = getComputedStyle(e, pseudo || null)
      if (pseudo && (s.content === 'none' || s.content === 'normal')) continue
      const d = out[path + pseudo] = {}
      for (const p of %s) d[p] = s.getPropertyValue(p)
    }
    let i = 0
    for (const c of e.children) walk(c, path + '/' + i++)
  }
  walk(document.documentElement, '0')
  document.documentElement.innerHTML = '<pre>' + btoa(unescape(encodeURIComponent(JSON.stringify(out)))) + '</pre>'
})</script>""" % json.dumps(PROPERTIES)


def main():
    with open("cascade.html", encoding="utf-8") as f:
        html = f.read()
    at = html.rindex("</body>")
    with tempfile.NamedTemporaryFile("w", suffix=".html", delete=False, encoding="utf-8") as f:
        f.write(html[:at] + SCRIPT + html[at:])
    run = subprocess.run(
        [os.environ.get("CHROMIUM", "chromium"), "--headless", "--no-sandbox", "--disable-gpu",
         "--window-size=1280,807", "--virtual-time-budget=2000", "--dump-dom", "file://" + f.name],
        capture_output=True, text=True, check=True, timeout=60)
    os.unlink(f.name)
    data = run.stdout.split("<pre>")[1].split("</pre>")[0]
    with open("cascade.json", "w", encoding="utf-8") as out:
        json.dump(json.loads(base64.b64decode(data)), out, indent=0, sort_keys=True)


main()

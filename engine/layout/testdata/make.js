// Lays out the cases of formatting.txt in Chromium and writes formatting.json:
// {case: {path: [x, y, w, h]}}, path = child indexes below <body>.
// Usage: node make.js   (Chromium at $CHROMIUM or /usr/bin/chromium)
const fs = require('fs'), os = require('os'), path = require('path');
const { execFileSync } = require('child_process');
const head = '<!DOCTYPE html><style>body{margin:0}.f{display:flex}.g{display:grid}u{display:inline-block;width:40px;height:16px;vertical-align:top}*{font-size:16px;line-height:16px}</style>';
const cases = {};
let name = '';
for (const line of fs.readFileSync(path.join(__dirname, 'formatting.txt'), 'utf8').split('\n')) {
  const m = /^-- (\S+) --$/.exec(line);
  if (m) cases[name = m[1]] = '';
  else if (name) cases[name] += line + '\n';
}
const script = `
const out = {};
for (const f of document.querySelectorAll('iframe')) {
  const boxes = out[f.name] = {};
  const walk = (e, p) => { [...e.children].forEach((c, i) => {
    const q = p === '' ? '' + i : p + '/' + i, r = c.getBoundingClientRect();
    boxes[q] = [r.x, r.y, r.width, r.height].map(v => Math.round(v * 100) / 100);
    walk(c, q);
  }); };
  walk(f.contentDocument.body, '');
}
document.body.innerHTML = '<pre id=out></pre>';
document.getElementById('out').textContent = JSON.stringify(out);`;
const esc = s => s.replace(/&/g, '&amp;').replace(/"/g, '&quot;');
let page = '<!DOCTYPE html><body>';
for (const n in cases) page += `<iframe name="${n}" width=640 height=480 style="border:0" srcdoc="${esc(head + '<body>' + cases[n])}"></iframe>`;
page += `<script>onload=()=>{${script}}</script>`;
const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'boxes-'));
const file = path.join(dir, 'page.html');
fs.writeFileSync(file, page);
const dom = execFileSync(process.env.CHROMIUM || '/usr/bin/chromium', [
  '--headless', '--no-sandbox', '--disable-gpu', '--virtual-time-budget=20000', '--dump-dom', 'file://' + file,
], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
const json = /<pre id="out">(.*?)<\/pre>/s.exec(dom)[1].replace(/&amp;/g, '&');
const res = JSON.parse(json);
fs.writeFileSync(path.join(__dirname, 'formatting.json'),
  '{\n' + Object.keys(res).map(k => JSON.stringify(k) + ': ' + JSON.stringify(res[k])).join(',\n') + '\n}\n');
fs.rmSync(dir, { recursive: true });

'use strict'
// Proves that what `playhead convert` makes of recordings plays elsewhere: converts each to rrweb events,
// plays those with rrweb's own Replayer in Chromium, and compares the page that it shows with the one that
// playhead rebuilds from the recording itself, at every moment of the recording's truth.
// node replayer.js PLAYHEAD [recording ...], a recording being a folder with a truth.json
const { execFileSync } = require('node:child_process')
const fs = require('node:fs')
const http = require('node:http')
const os = require('node:os')
const path = require('node:path')
const { chromium } = require('playwright-core')
const { canonical } = require('./canonical')

const RECORDINGS = path.join(__dirname, '..', 'recordings')
const RRWEB = path.join(__dirname, 'node_modules', 'rrweb-2', 'umd', 'rrweb.min.js')

// What no comparison counts: playhead's hints, and the classes by which the Replayer shows hovering.
function plain(node) {
  if (typeof node === 'string') return node
  const [tag, attrs, ...children] = node
  const kept = {}
  for (const key of Object.keys(attrs).sort()) if (!key.startsWith('~')) kept[key] = attrs[key]
  if (kept.class) kept.class = kept.class.split(' ').filter((c) => c !== ':hover' && c !== ':active').join(' ')
  if (!kept.class) delete kept.class
  return [tag, kept, ...children.map(plain)]
}

function serve(events) {
  const server = http.createServer((req, res) => {
    const body = { '/': '<!doctype html><script src="/rrweb.js"></script><div id="root"></div>', '/rrweb.js': fs.readFileSync(RRWEB), '/events': fs.readFileSync(events) }[req.url]
    res.writeHead(body ? 200 : 404, { 'content-type': req.url === '/' ? 'text/html' : 'text/javascript' })
    res.end(body)
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)))
}

async function check(playhead, browser, folder, temp) {
  const events = path.join(temp, 'events.json')
  fs.rmSync(events, { force: true })
  execFileSync(playhead, ['convert', folder, '--format', 'rrweb', '-o', events], { stdio: ['ignore', 'ignore', 'inherit'] })
  const server = await serve(events)
  const page = await browser.newPage({ viewport: { width: 1500, height: 1100 } })
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  await page.evaluate(async () => {
    const list = await (await fetch('/events')).json()
    window.first = list[0].timestamp
    window.replayer = new rrweb.Replayer(list, { root: document.getElementById('root'), mouseTail: false, showWarning: false, triggerFocus: false })
  })
  const moments = JSON.parse(fs.readFileSync(path.join(folder, 'truth.json')))
  for (const { t, label } of moments) {
    const theirs = await page.evaluate(`(async () => {
      replayer.pause(${t} - first)
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))
      return (${canonical})(replayer.iframe.contentDocument.body)
    })()`)
    const ours = JSON.parse(execFileSync(playhead, ['dom', folder, '--format', 'json', '--at', '@' + t], { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'inherit'] }))
    const [want, got] = [JSON.stringify(plain(ours)), JSON.stringify(plain(theirs))]
    if (got !== want) throw new Error(`${path.basename(folder)}, ${label}: the Replayer shows another page\nours   ${want}\ntheirs ${got}`)
  }
  await page.close()
  server.close()
  console.log(`${path.basename(folder)}: ${moments.length} moments alike in rrweb's Replayer`)
}

(async () => {
  const [playhead, ...folders] = process.argv.slice(2)
  if (!playhead) throw new Error('usage: node replayer.js PLAYHEAD [recording ...]')
  const temp = fs.mkdtempSync(path.join(os.tmpdir(), 'replayer-'))
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] })
  try {
    for (const folder of folders.length ? folders : ['shop-dd7', 'shop-dd4', 'shop-rrweb2'].map((name) => path.join(RECORDINGS, name))) {
      await check(path.resolve(playhead), browser, folder, temp)
    }
  } finally {
    await browser.close()
    fs.rmSync(temp, { recursive: true, force: true })
  }
})().catch((err) => { console.error(err.message.slice(0, 4000)); process.exit(1) })

'use strict'
// Proves the whole loop with the real SDKs, majors 3 to 7: the intake serves the shop, Chromium uses it,
// the SDK sends to the intake, and what playhead fetches from there is the live page: the DOM at quiet
// moments, and a frame. node loop.js PLAYHEAD [3] [4] … [rrweb]
const { execFileSync, spawn } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { chromium } = require('playwright-core')
const { canonical } = require('./canonical')

const MODULES = path.join(__dirname, 'node_modules')
const pause = (ms) => new Promise((done) => setTimeout(done, ms))

// Starts the intake on a port of its own choice, with an SDK for the shop.
async function startIntake(playhead, store, sdk) {
  const args = ['intake', '--listen', '127.0.0.1:0', '--store', store, '--quiet', '--log-format', 'json']
  const intake = spawn(playhead, sdk ? [...args, '--sdk', sdk] : args, { stdio: ['ignore', 'ignore', 'pipe'] })
  let log = ''
  const base = await new Promise((done, failed) => {
    intake.stderr.on('data', (b) => {
      log += b
      const m = /"address":"([^"]+)"/.exec(log)
      if (m) done(m[1])
    })
    intake.on('exit', () => failed(new Error('the intake ended: ' + log)))
  })
  const stop = () => new Promise((done) => { intake.on('exit', done); intake.kill('SIGTERM') })
  return { base, stop }
}

// Uses the shop, and says what the page was at moments when it did not change for half a second.
async function use(page) {
  const moments = []
  const truth = async (label) => {
    moments.push({ label, ...await page.evaluate(`(async () => {
      const canonical = ${canonical}
      let last = '', since = Date.now()
      for (;;) {
        const now = JSON.stringify(canonical(document.body))
        if (now !== last) { last = now; since = Date.now() }
        if (Date.now() - since >= 500) return { t: Date.now(), dom: JSON.parse(now) }
        await new Promise((done) => setTimeout(done, 50))
      }
    })()`) })
  }
  const click = async (sel) => {
    await page.locator(sel).first().scrollIntoViewIfNeeded()
    const b = await page.locator(sel).first().boundingBox()
    await page.mouse.move(b.x + b.width / 2, b.y + b.height / 2, { steps: 5 })
    await page.mouse.down(); await pause(40); await page.mouse.up(); await pause(300)
  }
  await pause(1000); await truth('catalog')
  await click('[data-add=bora]')
  await click('.card h2 a[href="/kettle/eos"]'); await click('summary'); await truth('one kettle')
  await click('nav a[href="/cart"]'); await truth('cart')
  await click('#to-checkout')
  await click('[name=name]'); await page.keyboard.type('Ada Example', { delay: 20 })
  await click('[value=bike]')
  await click('[name=terms]'); await truth('checkout')
  await click('#pay'); await truth('dialog')
  await click('[data-pay]'); await pause(500); await truth('payment failed')
  return moments
}

// A tree as it is compared: without hints and without values that every SDK masks. The visitors' number
// changes by the clock. SDK 3 does not record shadow roots.
function compared(node, shadows) {
  if (!Array.isArray(node)) return node
  const [tag, attrs, ...kids] = node
  const kept = Object.fromEntries(Object.entries(attrs).filter(([k]) => !k.startsWith('~')).sort())
  if (attrs['~type'] === 'email' || attrs['~autocomplete']) delete kept.value
  if (kept.id === 'visitors') return [tag, kept]
  return [tag, kept, ...kids.filter((k) => shadows || k[0] !== '#shadow-root').map((k) => compared(k, shadows)).filter((k) => k !== '')]
}

// The first place where two trees differ, null for none.
function difference(want, got, at = '') {
  if (!Array.isArray(want) || !Array.isArray(got)) return want === got ? null : `${at}: ${JSON.stringify(want)?.slice(0, 200)} in the page, ${JSON.stringify(got)?.slice(0, 200)} played`
  const here = `${at}/${want[0]}`
  if (want[0] !== got[0] || JSON.stringify(want[1]) !== JSON.stringify(got[1])) return `${here}: ${JSON.stringify(want.slice(0, 2))} in the page, ${JSON.stringify(got.slice(0, 2))} played`
  for (let i = 2; i < Math.max(want.length, got.length); i++) {
    const d = difference(want[i], got[i], here)
    if (d) return d
  }
  return null
}

const RRWEB = (base, id) => `<script src="/demo/sdk/rrweb.min.js"></script><script>
{ const send = fetch.bind(window), events = []
  const flush = () => events.length && send('${base}/rrweb/${id}', { method: 'POST', body: JSON.stringify(events.splice(0)), keepalive: true })
  setInterval(flush, 300); window.flushRecorder = flush
  rrweb.record({ emit: (e) => events.push(e), maskAllInputs: false }) }</script>`

async function prove(playhead, name) {
  const store = fs.mkdtempSync(path.join(os.tmpdir(), 'loop-'))
  const rrweb = name === 'rrweb'
  const sdk = rrweb ? path.join(MODULES, 'rrweb-2', 'umd', 'rrweb.min.js') : path.join(MODULES, 'dd-rum-' + name, 'bundle')
  const { base, stop } = await startIntake(playhead, store, sdk)
  const run = (...args) => execFileSync(playhead, args, { encoding: 'utf8', env: { ...process.env, HOME: store } })
  const context = await chromium.launchPersistentContext(path.join(store, 'profile'), {
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, viewport: { width: 1280, height: 800 }, locale: 'en-US', timezoneId: 'UTC',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  try {
    const page = context.pages()[0] || await context.newPage()
    if (rrweb) {
      await page.route('**/demo/', async (route) => {
        const answer = await route.fetch()
        await route.fulfill({ response: answer, body: (await answer.text()).replace(/<script src="\/demo\/sdk[\s\S]*?<\/script><script>[\s\S]*?<\/script>/, RRWEB(base, 'loop-rrweb')) })
      })
    }
    await page.goto(base + '/demo/')
    const moments = await use(page)
    const link = await page.evaluate('window.DD_RUM && DD_RUM.getSessionReplayLink && DD_RUM.getSessionReplayLink()')
    await page.evaluate('window.flushRecorder && window.flushRecorder()')
    // SDK 3 and 4 hold a segment up to 30 s, later ones 5 s; what is pending when a page is left can be lost.
    await pause(rrweb ? 500 : ['3', '4'].includes(name) ? 31000 : 6000)
    await page.goto('about:blank')
    let listed = []
    for (let n = 0; n < 100 && !listed.length; n++) {
      await pause(100)
      listed = run('sessions', '--server', base, '--json').trim().split('\n').filter(Boolean).map((l) => JSON.parse(l))
    }
    if (listed.length !== 1) throw new Error(`${listed.length} sessions are listed`)
    const [session] = listed
    await pause(1500)
    for (const m of moments) {
      const got = JSON.parse(run('dom', '--format', 'json', '--at', '@' + m.t, session.source))
      const d = difference(compared(m.dom, name !== '3'), compared(got, name !== '3'))
      if (d) throw new Error(`${m.label}: ${d}`)
    }
    const frame = run('frame', '--at', '@' + moments.at(-1).t, '--cols', '120', session.source)
    if (!frame.includes('Payment failed. Try again.')) throw new Error('the frame does not show the failed payment:\n' + frame)
    if (link) {
      const info = JSON.parse(run('info', '--json', link, '--server', base))
      if (info.session !== session.id) throw new Error(`the replay link ${link} opens ${info.session}`)
    }
    const errors = run('events', '--kind', 'error', session.source)
    if (!rrweb && !errors.includes('payment refused')) throw new Error('the error is not among the events:\n' + errors)
    console.log(`${rrweb ? 'rrweb 2' : 'SDK ' + session.sdk}: ${moments.length} moments alike, frame and events as they were${link ? ', replay link opens' : ''}`)
  } finally {
    await context.close()
    await stop()
    fs.rmSync(store, { recursive: true, force: true })
  }
}

(async () => {
  const [playhead, ...names] = process.argv.slice(2)
  if (!playhead) throw new Error('usage: node loop.js PLAYHEAD [3] [4] [5] [6] [7] [rrweb]')
  // Two at a time: most of it is waiting.
  const left = names.length ? names : ['3', '4', '5', '6', '7', 'rrweb']
  const lane = async () => {
    for (let name; (name = left.shift());) await prove(path.resolve(playhead), name).catch((err) => { throw new Error(`${name}: ${err.message}`) })
  }
  await Promise.all([lane(), lane()])
})().catch((err) => { console.error(err.message); process.exit(1) })

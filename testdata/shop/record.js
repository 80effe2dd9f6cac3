'use strict'
// Records the shop: node record.js [dd7] [dd4] [rrweb2]
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const zlib = require('node:zlib')
const { chromium } = require('playwright-core')
const { canonical } = require('./canonical')
const { serve } = require('./server')

const OUT = path.join(__dirname, '..', 'recordings')
const MODULES = path.join(__dirname, 'node_modules')
const pause = (ms) => new Promise((done) => setTimeout(done, ms))

const datadog = (pkg, privacy) => ({
  // SDK 6 and later load the recorder itself from chunks beside the bundle.
  dir: path.join(MODULES, pkg, 'bundle'),
  head: (origin) => `<script src="/rec/datadog-rum.js"></script><script>
DD_RUM.init(${JSON.stringify({
    applicationId: '5409a0d1-0000-4000-8000-000000000001', clientToken: 'pub00000000000000000000000000000001', site: 'datadoghq.com',
    service: 'shop', env: 'demo', version: '1.4.0', sessionSampleRate: 100, sessionReplaySampleRate: 100, trackUserInteractions: true,
    trackResources: true, trackLongTasks: true, trackFrustrations: true, defaultPrivacyLevel: privacy, proxy: origin + '/intake',
  })})
DD_RUM.setUser({ id: 'u-17', name: 'Ada Example' })
DD_RUM.startSessionReplayRecording()</script>`,
})
const RECORDERS = {
  dd7: datadog('dd-rum-7', 'allow'),
  dd4: datadog('dd-rum-4', 'mask-user-input'),
  rrweb2: {
    files: {
      '/rec/rrweb.js': path.join(MODULES, 'rrweb-2', 'umd', 'rrweb.min.js'),
      '/rec/console.js': path.join(MODULES, '@rrweb', 'rrweb-plugin-console-record', 'dist', 'rrweb-plugin-console-record.umd.cjs'),
    },
    head: () => `<script src="/rec/rrweb.js"></script><script src="/rec/console.js"></script><script>
{ const send = fetch.bind(window), events = []
  const flush = () => events.length && send('/events', { method: 'POST', body: JSON.stringify(events.splice(0)) })
  setInterval(flush, 500); window.flushRecorder = flush
  rrweb.record({ emit: (e) => events.push(e), maskAllInputs: false, plugins: [rrwebPluginConsoleRecord.getRecordConsolePlugin()] }) }</script>`,
  },
}

// What the user does. Every step waits for what a person would wait for.
async function visit(page, truth) {
  const at = async (sel) => {
    const el = page.locator(sel).first()
    await el.scrollIntoViewIfNeeded()
    const b = await el.boundingBox()
    return [b.x + b.width / 2, b.y + b.height / 2]
  }
  const move = async (sel) => { const [x, y] = await at(sel); await page.mouse.move(x, y, { steps: 12 }); await pause(250) }
  const click = async (sel) => { await move(sel); await page.mouse.down(); await pause(60); await page.mouse.up(); await pause(600) }
  const type = async (sel, text) => { await click(sel); await page.keyboard.type(text, { delay: 45 }); await pause(200) }
  // By keyboard: recorders do not trust events that a script makes.
  const choose = async (sel, key) => { await move(sel); await page.focus(sel); await pause(200); await page.keyboard.press(key); await pause(600) }

  await pause(1500); await truth('catalog')
  await choose('#sort', 'ArrowDown'); await pause(300); await truth('sorted by price')
  await click('[data-add=bora]')
  await page.mouse.wheel(0, 300); await pause(800); await truth('scrolled')
  await click('.card h2 a[href="/kettle/eos"]'); await pause(500)
  await click('summary'); await truth('one kettle, measures open')
  await click('[data-add=eos]')
  await click('nav a[href="/cart"]'); await truth('cart')
  await click('.badge'); await pause(1500) // nothing happens: a dead click
  await click('#to-checkout')
  await pause(7000) // looking for the card: a stretch without input
  await type('[name=name]', 'Ada Example')
  await type('[name=email]', 'ada@example.org')
  await type('[name=card]', '4111111111111111')
  await choose('[name=country]', 'ArrowUp')
  await click('[value=bike]')
  await type('[name=note]', 'Ring twice, please.')
  await click('#pay'); await truth('terms missing')
  await click('[name=terms]')
  await click('#pay'); await truth('dialog open')
  await click('[data-pay]'); await pause(800); await truth('payment failed')
  const [x, y] = await at('#pay')
  await page.mouse.move(x, y, { steps: 8 })
  for (let i = 0; i < 5; i++) { // rage
    await page.mouse.down(); await page.mouse.up(); await pause(110)
    if (await page.locator('dialog[open]').count()) { await page.keyboard.press('Escape') }
  }
  await pause(1500); await truth('after the rage clicks')
  await click('nav a[href="/orders"]'); await pause(1200); await truth('orders')
}

async function record(name) {
  const recorder = RECORDERS[name]
  const dir = path.join(OUT, 'shop-' + name)
  fs.rmSync(dir, { recursive: true, force: true })
  fs.mkdirSync(dir, { recursive: true })
  let n = 0
  const sink = {
    events: [],
    request(req, body) {
      const head = [`${req.method} ${req.url} HTTP/1.1`]
      for (let i = 0; i < req.rawHeaders.length; i += 2) head.push(`${req.rawHeaders[i]}: ${req.rawHeaders[i + 1]}`)
      fs.writeFileSync(path.join(dir, String(n++).padStart(4, '0') + '.http'), Buffer.concat([Buffer.from(head.join('\r\n') + '\r\n\r\n', 'latin1'), body]))
    },
  }
  const server = await serve(recorder, sink)
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), 'shop-'))
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium', headless: true, viewport: { width: 1280, height: 800 }, locale: 'en-US', timezoneId: 'UTC',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  })
  const page = context.pages()[0] || await context.newPage()
  const truths = []
  // A moment counts when the page did not change for half a second before it.
  const truth = async (label) => {
    const moment = await page.evaluate(`(async () => {
      const canonical = ${canonical}
      let last = '', since = Date.now()
      for (;;) {
        const now = JSON.stringify(canonical(document.body))
        if (now !== last) { last = now; since = Date.now() }
        if (Date.now() - since >= 500) return { t: Date.now(), url: location.href, dom: JSON.parse(now) }
        await new Promise((done) => setTimeout(done, 50))
      }
    })()`)
    truths.push({ label, ...moment })
  }
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  await visit(page, truth)
  await page.evaluate('window.flushRecorder && window.flushRecorder()')
  await pause(6000) // the Datadog SDK sends what it has every five seconds
  await page.goto('about:blank')
  await pause(1000)
  await context.close()
  server.close()
  fs.rmSync(profile, { recursive: true, force: true })
  if (sink.events.length) fs.writeFileSync(path.join(dir, 'events.json.gz'), zlib.gzipSync(JSON.stringify(sink.events), { level: 9 }))
  fs.writeFileSync(path.join(dir, 'truth.json'), JSON.stringify(truths))
  console.log(name, sink.events.length || n, sink.events.length ? 'events' : 'requests', truths.length, 'moments')
}

(async () => {
  const names = process.argv.slice(2)
  for (const name of names.length ? names : Object.keys(RECORDERS)) await record(name)
})().catch((err) => { console.error(err); process.exit(1) })

'use strict'
// Proves that the tests which `playhead steps --format playwright` makes of the shop's recordings do
// again what was recorded: runs each against the shop in Chromium with Playwright's test runner, then
// compares the page that it leaves with the recorded one. node proof.js PLAYHEAD [recording ...]
const { execFileSync, spawn } = require('node:child_process')
const fs = require('node:fs')
const os = require('node:os')
const path = require('node:path')
const { canonical } = require('./canonical')
const { serve, PLAIN } = require('./server')

const RECORDINGS = path.join(__dirname, '..', 'recordings')

// What the recordings mask, and what was typed. The visitors' number changes by the clock.
const VALUES = { NAME: 'Ada Example', MAIL: 'ada@example.org', CARD_NUMBER: '4111111111111111', NOTE: 'Ring twice, please.' }
const settled = (dom) => JSON.stringify(dom, (_, v) => (Array.isArray(v) && v[1]?.id === 'visitors' ? 'visitors' : v))

async function prove(playhead, name, folder) {
  const server = await serve(PLAIN)
  const base = `http://127.0.0.1:${server.address().port}`
  const recording = path.join(RECORDINGS, 'shop-' + name)
  let spec = execFileSync(playhead, ['steps', recording, '--format', 'playwright'], { encoding: 'utf8' })
  // The page is looked at where the generated test ends; the test itself is not touched.
  const left = path.join(folder, name + '.json')
  spec += `
test.afterEach(async ({ page }) => {
  await page.waitForTimeout(3000) // messages leave after 2.5 s
  const dom = await page.evaluate(${JSON.stringify(`(${canonical})(document.body)`)})
  require('node:fs').writeFileSync(${JSON.stringify(left)}, JSON.stringify(dom))
})
`
  fs.writeFileSync(path.join(folder, name + '.spec.ts'), spec)
  const run = spawn(process.execPath, [require.resolve('@playwright/test/cli'), 'test', '--config', path.join(folder, 'playwright.config.ts'), name + '.spec.ts'], {
    stdio: 'inherit', cwd: folder, env: { ...process.env, ...VALUES, BASE_URL: base },
  })
  const code = await new Promise((done) => run.on('exit', done))
  server.close()
  if (code !== 0) throw new Error(`${name}: the generated test failed`)
  const want = settled(JSON.parse(fs.readFileSync(path.join(recording, 'truth.json'))).pop().dom)
  const got = settled(JSON.parse(fs.readFileSync(left)))
  if (got !== want) throw new Error(`${name}: the page differs in the end\nrecorded ${want}\nnow      ${got}`)
  if (!/'payment refused 500 card declined'/.test(spec) || !/Cannot read properties of undefined/.test(spec)) throw new Error(`${name}: the test does not ask for the error`)
  console.log(`${name}: same page, same error`)
}

(async () => {
  const [playhead, ...names] = process.argv.slice(2)
  if (!playhead) throw new Error('usage: node proof.js PLAYHEAD [dd7] [dd4] [rrweb2]')
  // Below this folder, so that the tests find their modules.
  const folder = fs.mkdtempSync(path.join(__dirname, '.proof-'))
  fs.writeFileSync(path.join(folder, 'playwright.config.ts'), `export default {
  testDir: '.', workers: 1, reporter: 'line', timeout: 120000, outputDir: ${JSON.stringify(path.join(os.tmpdir(), 'playhead-proof'))},
  use: { launchOptions: { executablePath: ${JSON.stringify(process.env.CHROMIUM || '/usr/bin/chromium')}, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] }, locale: 'en-US', timezoneId: 'UTC' },
}
`)
  try {
    for (const name of names.length ? names : ['dd7', 'dd4', 'rrweb2']) await prove(path.resolve(playhead), name, folder)
  } finally {
    fs.rmSync(folder, { recursive: true, force: true })
  }
})().catch((err) => { console.error(err.message); process.exit(1) })

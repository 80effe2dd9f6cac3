'use strict'
// Makes view.json, full.json and, for tall pages, scroll.json beside each page.html: what Chromium
// lays out under terminal metrics. `node make.js [NAME...]`; `node make.js --shop` takes the shop's
// pages anew first.
const fs = require('node:fs')
const path = require('node:path')
const { launch } = require('./lib/browser')
const { truth, stringify } = require('./truth')

const PAGES = path.join(__dirname, '..')
const SHOP = path.join(PAGES, '..', 'shop', 'app')
const VIEWPORT = [1280, 720]

// The shop's own pages as a recorder stores them: one file, scripts out, the sheet inside.
async function takeShop(ctx) {
  const http = require('node:http')
  const server = http.createServer((req, res) => {
    const name = path.basename(new URL(req.url, 'http://shop').pathname)
    const file = path.join(SHOP, /\.(js|css)$/.test(name) ? name : 'index.html')
    res.writeHead(200, { 'content-type': file.endsWith('.css') ? 'text/css' : file.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8' })
    res.end(fs.readFileSync(file))
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  const page = await ctx.newPage()
  await page.setViewportSize({ width: VIEWPORT[0], height: VIEWPORT[1] })
  await page.goto(`http://127.0.0.1:${server.address().port}/`)
  const css = fs.readFileSync(path.join(SHOP, 'app.css'), 'utf8')
  const take = async (name) => {
    const html = await page.evaluate((css) => {
      const doc = document.documentElement.cloneNode(true)
      for (const el of doc.querySelectorAll('script, link')) el.remove()
      const style = document.createElement('style')
      style.textContent = css
      doc.querySelector('head').append(style)
      return '<!doctype html>\n' + doc.outerHTML
    }, css)
    fs.mkdirSync(path.join(PAGES, name), { recursive: true })
    fs.writeFileSync(path.join(PAGES, name, 'page.html'), html)
  }
  await take('shop-catalog')
  await page.click('[data-add=bora]'); await page.click('[data-add=eos]')
  await page.click('a[href="/kettle/eos"]'); await page.click('summary'); await take('shop-kettle')
  await page.click('nav a[href="/cart"]'); await take('shop-cart')
  await page.click('#to-checkout'); await take('shop-checkout')
  await page.close()
  server.close()
}

(async () => {
  const names = process.argv.slice(2)
  const ctx = await launch()
  if (names[0] === '--shop') { names.shift(); await takeShop(ctx) }
  const all = fs.readdirSync(PAGES).filter((n) => fs.existsSync(path.join(PAGES, n, 'page.html')))
  for (const name of names.length ? names : all) {
    const dir = path.join(PAGES, name)
    const make = async (file, options) => {
      const t = await truth(ctx, path.join(dir, 'page.html'), { viewport: VIEWPORT, ...options })
      t.page = name
      fs.writeFileSync(path.join(dir, file), stringify(t))
      return t
    }
    const full = await make('full.json', { full: true })
    await make('view.json', {})
    const room = full.doc[1] - VIEWPORT[1]
    if (room > 160) await make('scroll.json', { scroll: [0, Math.round(room * 0.6)] })
    console.log(name, full.words.length, 'words', full.doc.join('x'))
  }
  await ctx.close()
})().catch((err) => { console.error(err); process.exit(1) })

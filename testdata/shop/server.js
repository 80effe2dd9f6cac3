'use strict'
// Serves the shop on a free loopback port, with a recorder in its page or PLAIN without.
const fs = require('node:fs')
const http = require('node:http')
const path = require('node:path')

const APP = path.join(__dirname, 'app')
const TYPES = { '.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript' }
const PLAIN = { head: () => '' }

function serve(recorder, sink = { request() {}, events: [] }) {
  const server = http.createServer((req, res) => {
    const chunks = []
    req.on('data', (c) => chunks.push(c))
    req.on('end', () => {
      const body = Buffer.concat(chunks)
      const { pathname } = new URL(req.url, 'http://shop')
      if (pathname === '/intake') { sink.request(req, body); res.writeHead(202, { 'content-type': 'application/json' }); return res.end('{}') }
      if (pathname === '/events') { sink.events.push(...JSON.parse(body)); res.writeHead(204); return res.end() }
      if (pathname === '/api/pay') { res.writeHead(500, { 'content-type': 'application/json' }); return res.end('{"reason":"card declined"}') }
      const file = recorder.dir && pathname.startsWith('/rec/') ? path.join(recorder.dir, pathname.slice(5)) : recorder.files?.[pathname] || (path.extname(pathname) ? path.join(APP, path.basename(pathname)) : path.join(APP, 'index.html'))
      if (!fs.existsSync(file)) { res.writeHead(404); return res.end() }
      let data = fs.readFileSync(file)
      if (file.endsWith('index.html')) data = data.toString().replace('<!--recorder-->', recorder.head(`http://127.0.0.1:${server.address().port}`))
      res.writeHead(200, { 'content-type': TYPES[path.extname(file)] || 'text/javascript' })
      res.end(data)
    })
  })
  return new Promise((done) => server.listen(0, '127.0.0.1', () => done(server)))
}

module.exports = { serve, PLAIN }

'use strict'
// A small shop: routes by the history API, a cart, a checkout whose payment fails, numbers that
// change by themselves. Everything a recording should show is in it once.

const swatch = (a, b) => 'data:image/svg+xml,' + encodeURIComponent(
  `<svg xmlns="http://www.w3.org/2000/svg" width="240" height="96"><rect width="240" height="96" fill="${a}"/><circle cx="120" cy="56" r="32" fill="${b}"/><rect x="112" y="12" width="16" height="16" fill="${b}"/></svg>`)

const KETTLES = [
  { id: 'aurora', name: 'Aurora', price: 49, stock: 7, text: 'Quiet, fast, and the colour of a morning in March.', img: swatch('#fde68a', '#b45309') },
  { id: 'bora', name: 'Bora', price: 64, stock: 2, text: 'Holds its temperature for an hour.', img: swatch('#bfdbfe', '#1d4ed8') },
  { id: 'calima', name: 'Calima', price: 38, stock: 31, text: 'Enamelled steel for the stove.', img: swatch('#fecaca', '#b91c1c') },
  { id: 'dune', name: 'Dune', price: 79, stock: 0, text: 'Gooseneck spout, for people who weigh their coffee.', img: swatch('#e7e5e4', '#57534e') },
  { id: 'eos', name: 'Eos', price: 55, stock: 12, text: 'Glass, with a light that tells when it boils.', img: swatch('#bbf7d0', '#047857') },
  { id: 'foehn', name: 'Föhn', price: 92, stock: 4, text: 'For twelve cups at once.', img: swatch('#ddd6fe', '#6d28d9') },
]
const cart = new Map()
const $ = (sel) => document.querySelector(sel)
const money = (n) => '€ ' + n.toFixed(2)
const total = () => [...cart].reduce((sum, [id, n]) => sum + n * KETTLES.find((k) => k.id === id).price, 0)

// The stock of a kettle lives in a shadow root with an adopted sheet, as component libraries do it.
const badgeSheet = new CSSStyleSheet()
badgeSheet.replaceSync(':host { display: inline-block } .n { color: #0b6e4f } :host([low]) .n { color: #b42318; font-weight: 700 }')
class StockBadge extends HTMLElement {
  static observedAttributes = ['n']
  constructor() {
    super()
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [badgeSheet]
    this.shadowRoot.innerHTML = '<span class="n"></span> <slot></slot>'
  }
  attributeChangedCallback() {
    const n = +this.getAttribute('n')
    this.toggleAttribute('low', n < 3)
    this.shadowRoot.querySelector('.n').textContent = n
  }
}
customElements.define('stock-badge', StockBadge)

const pages = {
  '/': () => `<h1>Kettles</h1>
    <p><label class="inline">Show <select id="sort" style="display:inline-block;width:auto"><option value="name">by name</option><option value="price">by price</option></select></label></p>
    <div class="grid" id="list">${cards(KETTLES)}</div>`,
  '/cart': () => `<h1>Cart</h1>${cart.size ? `<table><thead><tr><th>Kettle</th><th class="num">Price</th><th class="num">Number</th><th class="num">Sum</th></tr></thead><tbody>${[...cart].map(([id, n]) => {
    const k = KETTLES.find((k) => k.id === id)
    return `<tr><td>${k.name}</td><td class="num">${money(k.price)}</td><td class="num">${n}</td><td class="num">${money(n * k.price)}</td></tr>`
  }).join('')}</tbody><tfoot><tr><th colspan="3">Total</th><th class="num">${money(total())}</th></tr></tfoot></table>
    <p class="row"><span class="badge" title="Codes are entered by mail">Have a coupon?</span><button id="to-checkout">Check out</button></p>` : '<p>Nothing in it yet.</p>'}`,
  '/checkout': () => `<h1>Checkout</h1><div id="failure"></div><form class="checkout" novalidate>
    <label>Name<input name="name" autocomplete="name" placeholder="As on the card"></label>
    <label>Mail<input name="email" type="email" placeholder="you@example.org"></label>
    <label>Card number<input name="card" inputmode="numeric" autocomplete="cc-number"></label>
    <label>Country<select name="country"><option>Austria</option><option>Germany</option><option selected>Portugal</option></select></label>
    <fieldset><legend>Delivery</legend><label class="inline"><input type="radio" name="ship" value="post" checked> Post, free</label><label class="inline"><input type="radio" name="ship" value="bike"> By bike, € 4.00</label></fieldset>
    <label>Note<textarea name="note" rows="3"></textarea></label>
    <label class="inline wide"><input type="checkbox" name="terms"> I have read the terms</label>
    <div class="wide row"><span class="price">${money(total())}</span><button id="pay" type="submit">Pay now</button></div></form>`,
  '/orders': () => '<h1>Orders</h1><ol><li>Eos, 2 pieces, delivered</li><li>Calima, on its way</li></ol>',
}
const cards = (list) => list.map((k) => `<article class="card"><img src="${k.img}" alt="${k.name}"><h2><a href="/kettle/${k.id}" data-link>${k.name}</a></h2><p>${k.text}</p>
  <div class="row"><span class="price">${money(k.price)}</span><stock-badge n="${k.stock}">in stock</stock-badge></div>
  <button data-add="${k.id}" ${k.stock ? '' : 'disabled'}>Add to cart</button></article>`).join('')

function kettle(id) {
  const k = KETTLES.find((k) => k.id === id)
  if (!k) return '<h1>Not found</h1>'
  return `<h1>${k.name}</h1><div class="card"><img src="${k.img}" alt="${k.name}"><p>${k.text}</p><details><summary>Measures</summary><ul><li>1.2 litres</li><li>0.9 kg</li><li>2200 W</li></ul></details>
    <div class="row"><span class="price">${money(k.price)}</span><button data-add="${k.id}">Add to cart</button></div></div>`
}

// Where the shop is served: below a path that the server writes into the page, or at the root.
const BASE = document.documentElement.dataset.base || ''

function render() {
  const path = location.pathname.slice(BASE.length)
  const page = pages[path]
  $('#main').innerHTML = page ? page() : kettle(path.split('/').pop())
  document.title = ($('#main h1')?.textContent || 'Shop') + ' – Northwind Kettles'
  for (const a of document.querySelectorAll('nav a')) a.toggleAttribute('aria-current', a.getAttribute('href') === path)
  scrollTo(0, 0)
}
function go(path) { history.pushState(null, '', BASE + path); render() }

function toast(text) {
  const el = document.createElement('div')
  el.className = 'toast'
  el.textContent = text
  $('#toasts').append(el)
  setTimeout(() => el.remove(), 2500)
}

function add(id) {
  const k = KETTLES.find((k) => k.id === id)
  cart.set(id, (cart.get(id) || 0) + 1)
  k.stock--
  $('#cart-count').textContent = [...cart.values()].reduce((a, b) => a + b, 0)
  for (const b of document.querySelectorAll('stock-badge')) if (b.closest('.card').querySelector(`[data-add=${id}]`)) b.setAttribute('n', k.stock)
  toast(`${k.name} is in your cart`)
}

function askToPay() {
  const d = $('#confirm')
  d.innerHTML = `<h2 id="confirm-title">Pay ${money(total())}?</h2><p>Your card is charged at once.</p><div class="row"><button class="plain" data-close>Not yet</button><button data-pay>Yes, pay</button></div>`
  d.showModal()
}

async function pay() {
  $('#confirm').close()
  $('#pay').disabled = true
  const res = await fetch(BASE + '/api/pay', { method: 'POST', body: JSON.stringify({ total: total() }) })
  const body = await res.json()
  $('#pay').disabled = false
  if (!res.ok) {
    console.error('payment refused', res.status, body.reason)
    $('#failure').innerHTML = '<p class="error" role="alert">Payment failed. Try again.</p>'
  }
  // The bug that this shop is for: a refused payment has no receipt.
  toast('Paid ' + body.receipt.total.toFixed(2))
}

document.addEventListener('click', (e) => {
  const link = e.target.closest('[data-link]')
  if (link) { e.preventDefault(); return go(link.getAttribute('href')) }
  const button = e.target.closest('button')
  if (!button) return
  if (button.dataset.add) add(button.dataset.add)
  else if (button.id === 'to-checkout') go('/checkout')
  else if ('close' in button.dataset) $('#confirm').close()
  else if ('pay' in button.dataset) pay()
})
document.addEventListener('submit', (e) => {
  e.preventDefault()
  const form = e.target
  if (!form.terms.checked) return toast('Please accept the terms')
  askToPay()
})
document.addEventListener('change', (e) => {
  if (e.target.id !== 'sort') return
  const by = e.target.value
  $('#list').innerHTML = cards([...KETTLES].sort((a, b) => (by === 'price' ? a.price - b.price : a.name.localeCompare(b.name))))
})
addEventListener('popstate', render)

let seed = 7
setInterval(() => { // people come and go; the same ones in each recording
  seed = (seed * 16807) % 2147483647
  const el = $('#visitors')
  if (el) el.textContent = 8 + (seed % 9)
}, 1500)
render()

'use strict'
// The canonical tree of a live element: what the tests compare a rebuilt page with. A node is a text
// or [tag, attributes, ...children]; attributes are id, class and live form state; a shadow root is
// the first child of its host; scripts, styles and comments are left out. Runs inside the page.
exports.canonical = String(function canonical(el) {
  const skip = ['script', 'style', 'noscript', 'template', 'link', 'meta', 'base']
  const attrs = {}
  if (el.id) attrs.id = el.id
  if (el.classList.length) attrs.class = el.getAttribute('class').trim().split(/\s+/).join(' ')
  const list = (parent) => {
    const out = []
    for (const n of parent.childNodes) {
      if (n.nodeType === 3) {
        if (typeof out.at(-1) === 'string') out[out.length - 1] += n.data
        else if (n.data) out.push(n.data)
      } else if (n.nodeType === 1 && !skip.includes(n.localName)) out.push(canonical(n))
    }
    return out
  }
  switch (el.localName) {
    case 'input':
      attrs['~type'] = el.type
      if (el.autocomplete.startsWith('cc-')) attrs['~autocomplete'] = el.autocomplete
      if (['checkbox', 'radio'].includes(el.type)) { if (el.checked) attrs.checked = true } else if (el.value) attrs.value = el.value
      break
    case 'textarea':
      if (el.value) attrs.value = el.value
      return ['textarea', attrs]
    case 'select':
      if (el.value) attrs.value = el.value
      break
    case 'option':
      if (el.selected) attrs.selected = true
      break
  }
  const root = el.shadowRoot ? [['#shadow-root', {}, ...list(el.shadowRoot)]] : []
  return [el.localName.toLowerCase(), attrs, ...root, ...list(el)]
})

package search

import (
	"regexp"
	"slices"
	"strings"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/query"
)

// index knows which nodes of a page a pattern could match, and follows the page
// operation by operation. It errs towards more.
type index struct {
	words []string
	needs *regexp.Regexp
	sels  []*css.Selector

	// found are paragraphs with the words that they hold, as bits; elements for
	// selectors.
	found  map[dom.Ref]uint64
	counts []int // paragraphs by word
	all    uint64

	// generated has the words that style sheets put into pages; attrs are
	// attributes that they show.
	generated uint64
	attrs     []string

	touched []event.NodeID // nodes to look at when the operations are applied
	stale   bool           // everything has to be looked at
	changed bool           // found has changed
	gather  gather
	seen    map[dom.Ref]bool
}

// maxWords bounds the words that are kept track of.
const maxWords = 64

func newIndex(m *matcher) *index {
	x := &index{words: m.words, needs: m.needs, sels: m.sels, found: map[dom.Ref]uint64{}, seen: map[dom.Ref]bool{}}
	x.words = x.words[:min(len(x.words), maxWords)]
	n := max(1, len(x.words))
	x.counts = make([]int, n)
	x.all = 1<<n - 1
	return x
}

// active reports whether anything in the page could match.
func (x *index) active() bool {
	for i, n := range x.counts {
		if n == 0 && x.generated&(1<<i) == 0 {
			return false
		}
	}
	return true
}

// whole calls f for the nodes that have all that the pattern needs.
func (x *index) whole(f func(dom.Ref)) {
	for r, mask := range x.found {
		if mask == x.all {
			f(r)
		}
	}
}

// look notes what operations are about to change. page is as it is before them.
func (x *index) look(page *dom.Tree, ops []event.Op) {
	for i := range ops {
		op := &ops[i]
		switch op.Kind {
		case event.OpReset:
			x.clear()
		case event.OpInsert:
			x.drop(page, page.ByID(op.Node), false)
			x.touch(op.Node)
			if op.Type == event.NodeText && op.Modal {
				x.sheet(op.Text)
			}
		case event.OpRemove:
			x.drop(page, page.ByID(op.Node), true)
		case event.OpText, event.OpValue, event.OpInput, event.OpChecked:
			x.touch(op.Node)
		case event.OpAttr, event.OpAttrDel:
			if x.concerns(op.Name) {
				x.touch(op.Node)
			}
		case event.OpSheetText, event.OpSheetNew, event.OpSheetInsert:
			x.sheet(op.Text)
			for _, s := range op.Texts {
				x.sheet(s)
			}
		case event.OpSheetDecl:
			if strings.EqualFold(op.Name, "content") {
				x.sheet("content:" + op.Text)
			}
		}
	}
}

func (x *index) touch(id event.NodeID) {
	if !x.stale {
		x.touched = append(x.touched, id)
	}
}

// concerns reports whether an attribute can change what is found.
func (x *index) concerns(name string) bool {
	if x.sels != nil {
		return true
	}
	switch strings.ToLower(name) {
	case "value", "placeholder", "alt", "label", "type":
		return true
	}
	return slices.Contains(x.attrs, strings.ToLower(name))
}

func (x *index) clear() {
	x.changed = x.changed || len(x.found) > 0
	clear(x.found)
	clear(x.counts)
	x.touched, x.stale, x.generated, x.attrs = x.touched[:0], true, 0, nil
}

// drop forgets what is below r, which goes away. The paragraph around it has to
// be looked at again.
func (x *index) drop(page *dom.Tree, r dom.Ref, around bool) {
	if r == dom.None || x.stale {
		return
	}
	if p := page.Node(r).Parent; around && p != dom.None && page.Node(p).IsElement() {
		x.touch(page.Node(p).ID)
	}
	if len(x.found) == 0 {
		return
	}
	stack := append(make([]dom.Ref, 0, 32), r)
	for len(stack) > 0 {
		r := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		x.set(r, 0)
		n := page.Node(r)
		for c := n.First; c != dom.None; c = page.Node(c).Next {
			stack = append(stack, c)
		}
		if n.Shadow != dom.None {
			stack = append(stack, n.Shadow)
		}
	}
}

// set notes which words node r has.
func (x *index) set(r dom.Ref, mask uint64) {
	old := x.found[r]
	if mask|old != 0 {
		x.changed = true // the text may be another one
	}
	if mask == old {
		return
	}
	for i := range x.counts {
		x.counts[i] += int(mask>>i&1) - int(old>>i&1)
	}
	if mask == 0 {
		delete(x.found, r)
	} else {
		x.found[r] = mask
	}
}

// settle looks at what the operations since the last call have changed and
// reports whether the text that could match is another one.
func (x *index) settle(page *dom.Tree) (changed bool) {
	if x.stale {
		x.stale = false
		x.changed = x.changed || len(x.found) > 0
		clear(x.found)
		clear(x.counts)
		for i := 1; i < page.Slots(); i++ {
			if r := dom.Ref(i); page.Alive(r) {
				x.examine(page, r)
			}
		}
		x.touched = x.touched[:0]
	}
	for _, id := range x.touched {
		if r := page.ByID(id); r != dom.None {
			x.examine(page, r)
		}
	}
	x.touched = x.touched[:0]
	clear(x.seen)
	changed, x.changed = x.changed, false
	return changed
}

// examine finds out what node r has.
func (x *index) examine(page *dom.Tree, r dom.Ref) {
	n := page.Node(r)
	if x.sels != nil {
		if n.IsElement() {
			x.set(r, x.elementMask(n))
		}
		return
	}
	p := paragraph(page, r)
	if p == dom.None || x.seen[p] {
		return
	}
	x.seen[p] = true
	x.set(p, x.textMask(page, p))
}

// textMask finds the words in a paragraph.
func (x *index) textMask(page *dom.Tree, p dom.Ref) uint64 {
	n := page.Node(p)
	switch n.Tag {
	case "style", "script", "noscript", "template":
		return 0
	}
	text, full := x.gather.of(page, p)
	for _, name := range x.attrs {
		if v, ok := n.Attr(name); ok {
			text = append(append(text, '\n'), v...)
		}
	}
	if full {
		return x.all
	}
	s := string(text)
	if x.needs != nil {
		if x.needs.MatchString(strings.Join(strings.Fields(s), " ")) || x.needs.MatchString(s) {
			return 1
		}
		return 0
	}
	var mask uint64
	for i, w := range x.words {
		if query.ContainsFold(s, w) {
			mask |= 1 << i
		}
	}
	return mask
}

// elementMask reports whether an element has the tag, id and classes of the
// subject of a selector.
func (x *index) elementMask(n *dom.Node) uint64 {
	for _, s := range x.sels {
		c := &s.Compounds[0]
		if c.TagLow != "" && !strings.EqualFold(c.Tag, n.Tag) {
			continue
		}
		if len(c.ID) > 0 {
			if id, _ := n.Attr("id"); !strings.EqualFold(id, c.ID[0]) {
				continue
			}
		}
		if hasClasses(n, c.Classes) {
			return 1
		}
	}
	return 0
}

func hasClasses(n *dom.Node, want []string) bool {
	for _, w := range want {
		if !slices.ContainsFunc(n.Classes, func(c string) bool { return strings.EqualFold(c, w) }) {
			return false
		}
	}
	return true
}

// sheet notes what the text of a style sheet puts into pages by content.
func (x *index) sheet(text string) {
	if x.sels != nil {
		return
	}
	for {
		i := strings.Index(text, "content")
		if i < 0 {
			return
		}
		text = strings.TrimLeft(text[i+len("content"):], " \t\n")
		if !strings.HasPrefix(text, ":") {
			continue
		}
		value := text
		if end := strings.IndexAny(value, ";}"); end >= 0 {
			value = value[:end]
		}
		for i, w := range x.words {
			if query.ContainsFold(value, w) {
				x.generated |= 1 << i
			}
		}
		if x.needs != nil && strings.ContainsAny(value, `"'`) && x.needs.MatchString(strings.Trim(value, `:"' `)) {
			x.generated |= 1
		}
		for rest := value; ; {
			_, after, ok := strings.Cut(rest, "attr(")
			if !ok {
				break
			}
			name, _, _ := strings.Cut(after, ")")
			if name = strings.ToLower(strings.Trim(name, " ")); !slices.Contains(x.attrs, name) && len(x.attrs) < maxWords {
				x.attrs = append(x.attrs, name)
				x.stale = true
			}
			rest = after
		}
	}
}

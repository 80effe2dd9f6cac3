package search

import (
	"slices"
	"strings"

	"playhead/engine/cell"
	"playhead/engine/dom"
	"playhead/engine/render"
)

// maxGap is how many blank cells in a row still are a space between words.
const maxGap = 4

// maxParagraphs bounds the paragraphs of which the lines are joined in a frame.
const maxParagraphs = 1024

// sight is something found in a frame.
type sight struct {
	ref   dom.Ref // the innermost element that holds all of it
	line  string  // what is shown around it
	match string  // the text that matched; "" for elements
}

// looker finds matches in frames. It keeps memory between them.
type looker struct {
	m *matcher

	text   []byte
	cols   []int32 // column of each byte of text
	pieces []piece

	owners []int32 // by Ref: 1 + index of the paragraph it is in, -1 for none, 0 unknown
	lists  []passage
	out    []sight
}

// piece is a line of the frame, or a part of it between wide gaps.
type piece struct{ row, from, to int }

// passage is the visible text of a paragraph.
type passage struct {
	ref    dom.Ref
	text   []byte
	at     []int32         // cell index of each byte
	breaks []int           // offsets of the blanks between lines
	last   int             // index of the last cell
	wide   bool            // it is a wide one
	around int             // index of the passage of which this is a part, -1 for none
	box    render.CellRect // to which the text is limited; empty for no limit
}

// look returns what is visible in a frame, each once.
func (k *looker) look(f *render.Frame, x *index) []sight {
	k.out = nil
	if k.m.sels != nil {
		k.elements(f, x)
		return k.out
	}
	k.read(f.Grid)
	s := string(k.text)
	for _, p := range k.pieces {
		text := s[p.from:p.to]
		for from := 0; from < len(text); {
			start, end := k.m.find(text, from)
			if start < 0 {
				break
			}
			c0, c1 := int(k.cols[p.from+start]), int(k.cols[p.from+end-1])
			k.add(f, x, text, text[start:end], func(yield func(int)) {
				for c := c0; c <= c1; c++ {
					yield(p.row*f.Grid.Cols + c)
				}
			})
			from = end
		}
	}
	k.wrapped(f, x)
	return k.out
}

// blank reports whether a cell shows no text.
func blank(c *cell.Cell) bool { return c.Glyph == 0 || c.FG == c.BG && c.Glyph != cell.Continuation }

// line reports whether a glyph is that of a border or a bar: box drawing and
// block elements.
func line(g cell.Glyph) bool { return g >= cell.Rune(0x2500) && g <= cell.Rune(0x259f) }

// read collects the pieces of the grid's lines.
func (k *looker) read(g *cell.Grid) {
	k.text, k.cols, k.pieces = k.text[:0], k.cols[:0], k.pieces[:0]
	for y := range g.Rows {
		row := g.Row(y)
		from, gap := len(k.text), 0
		for x := range row {
			if blank(&row[x]) {
				gap++
				continue
			}
			if line(row[x].Glyph) {
				gap = maxGap + 1 // what is on the other side is in another box
				continue
			}
			switch {
			case len(k.text) == from || gap == 0:
			case gap > maxGap:
				k.pieces = append(k.pieces, piece{y, from, len(k.text)})
				from = len(k.text)
			default:
				k.put(" ", x-1)
			}
			gap = 0
			k.put(g.Text(x, y), x)
		}
		if len(k.text) > from {
			k.pieces = append(k.pieces, piece{y, from, len(k.text)})
		}
	}
}

func (k *looker) put(s string, col int) {
	k.text = append(k.text, s...)
	for range len(s) {
		k.cols = append(k.cols, int32(col))
	}
}

// add notes a match in cells.
func (k *looker) add(f *render.Frame, x *index, line, match string, cells func(yield func(int))) {
	ref, first, last := dom.None, -1, -1
	cells(func(i int) {
		if blank(&f.Grid.Cells[i]) {
			return
		}
		last = i
		if r := f.Refs[i]; first < 0 {
			ref, first = r, i
		} else if r != ref {
			ref = common(f.Tree, ref, r)
		}
	})
	if first >= 0 {
		ref = under(f, x, ref, first, last)
	}
	for i := range k.out {
		if k.out[i].ref == ref && k.out[i].match == match {
			return
		}
	}
	k.out = append(k.out, sight{ref, line, match})
}

// under returns the element that has the text from one cell to another: the
// topmost one, ref, or one of which the text shows through what is above it.
func under(f *render.Frame, x *index, ref dom.Ref, from, to int) dom.Ref {
	if ref != dom.None {
		if p := paragraph(f.Tree, ref); p != dom.None && x.found[p] != 0 {
			return ref
		}
	}
	best, area := ref, 0
	x.whole(func(r dom.Ref) {
		if !f.Tree.Alive(r) {
			return
		}
		if a := covers(f, r, from, to); a > 0 && (area == 0 || a < area || a == area && r < best) {
			best, area = r, a
		}
	})
	if area == 0 {
		return ref
	}
	for c := f.Tree.Node(best).First; c != dom.None; {
		if n := f.Tree.Node(c); !n.IsElement() || covers(f, c, from, to) == 0 {
			c = n.Next
			continue
		}
		best, c = c, f.Tree.Node(c).First
	}
	return best
}

// covers returns the number of cells in an element's box, 0 when it does not hold
// two given ones.
func covers(f *render.Frame, r dom.Ref, from, to int) int {
	_, b, ok := f.BoxOf(r)
	cols := f.Grid.Cols
	for _, i := range [...]int{from, to} {
		if x, y := i%cols, i/cols; !ok || x < b.X || y < b.Y || x >= b.X+b.W || y >= b.Y+b.H {
			return 0
		}
	}
	return b.W * b.H
}

// common is the innermost element that holds both.
func common(t *dom.Tree, a, b dom.Ref) dom.Ref {
	var up []dom.Ref
	for r := a; r != dom.None; r = t.Node(r).Parent {
		up = append(up, r)
	}
	for r := b; r != dom.None; r = t.Node(r).Parent {
		if slices.Contains(up, r) && t.Node(r).IsElement() {
			return r
		}
	}
	return a
}

// own prepares owners for a set of nodes, which must be of the frame's tree.
func (k *looker) own(f *render.Frame, refs []dom.Ref) {
	n := f.Tree.Slots()
	if cap(k.owners) < n {
		k.owners = make([]int32, n)
	}
	k.owners = k.owners[:n]
	clear(k.owners)
	for i, r := range refs {
		k.owners[r] = int32(i) + 1
	}
}

// owner returns the index of the node of own that ref is or is in, -1 for none.
func (k *looker) owner(t *dom.Tree, ref dom.Ref) int {
	if ref == dom.None {
		return -1
	}
	r := ref
	for r != dom.None && k.owners[r] == 0 {
		r = t.Node(r).Parent
	}
	o := int32(-1)
	if r != dom.None {
		o = k.owners[r]
	}
	for p := ref; p != r; p = t.Node(p).Parent {
		k.owners[p] = o
	}
	if o < 0 {
		return -1
	}
	return int(o) - 1
}

// wrapped finds matches that go over the end of a line of one paragraph.
func (k *looker) wrapped(f *render.Frame, x *index) {
	if k.m.re == nil && len(x.words) < 2 {
		return // one word is on one line
	}
	var refs []dom.Ref
	x.whole(func(r dom.Ref) {
		if f.Tree.Alive(r) {
			refs = append(refs, r)
		}
	})
	if len(refs) == 0 {
		return
	}
	slices.Sort(refs)
	refs = refs[:min(len(refs), maxParagraphs)]
	k.own(f, refs)
	k.passages(f, refs)
	for i := range k.lists {
		p := &k.lists[i]
		s := string(p.text)
		for from := 0; from < len(s) && len(p.breaks) > 0; {
			start, end := k.m.find(s, from)
			if start < 0 {
				break
			}
			if slices.ContainsFunc(p.breaks, func(b int) bool { return start < b && b < end }) {
				k.add(f, x, s, s[start:end], func(yield func(int)) {
					for _, c := range p.at[start:end] {
						yield(int(c))
					}
				})
			}
			from = end
		}
	}
}

// passages collects the visible text of the nodes given to own.
func (k *looker) passages(f *render.Frame, refs []dom.Ref) {
	for len(k.lists) < len(refs) {
		k.lists = append(k.lists, passage{})
	}
	k.lists = k.lists[:len(refs)]
	for i, r := range refs {
		p := &k.lists[i]
		*p = passage{ref: r, text: p.text[:0], at: p.at[:0], breaks: p.breaks[:0], last: -1, around: -1}
		if k.m.sels == nil {
			continue
		}
		_, p.box, _ = f.BoxOf(r) // not what is seen through its backdrop
		for up := f.Tree.Node(r).Parent; up != dom.None && p.around < 0; up = f.Tree.Node(up).Parent {
			p.around = int(k.owners[up]) - 1
		}
	}
	g := f.Grid
	for i := range g.Cells {
		c := &g.Cells[i]
		if blank(c) || line(c.Glyph) || c.Glyph == cell.Continuation {
			continue
		}
		o := k.owner(f.Tree, f.Refs[i])
		if o < 0 {
			continue
		}
		s := g.Text(i%g.Cols, i/g.Cols)
		for ; o >= 0; o = k.lists[o].around {
			k.lists[o].put(g.Cols, i, s, c.Glyph.Width() == 2)
		}
	}
}

// put appends the text of a cell.
func (p *passage) put(cols, i int, s string, wide bool) {
	if b := &p.box; b.W > 0 && (i%cols < b.X || i%cols >= b.X+b.W || i/cols < b.Y || i/cols >= b.Y+b.H) {
		return
	}
	newLine := p.last >= 0 && p.last/cols != i/cols
	switch {
	case p.last < 0:
	case newLine && p.wide && wide:
		p.breaks = append(p.breaks, len(p.text)) // ideographs break without a space
	case newLine:
		p.breaks = append(p.breaks, len(p.text))
		p.text, p.at = append(p.text, ' '), append(p.at, int32(p.last))
	case i-p.last > 1 && !p.wide || i-p.last > 2:
		p.text, p.at = append(p.text, ' '), append(p.at, int32(p.last))
	}
	p.text = append(p.text, s...)
	for range len(s) {
		p.at = append(p.at, int32(i))
	}
	p.last, p.wide = i, wide
}

// elements finds visible elements that match the selectors.
func (k *looker) elements(f *render.Frame, x *index) {
	var refs []dom.Ref
	x.whole(func(r dom.Ref) {
		if f.Tree.Alive(r) && f.Matches(k.m.sels, r) {
			refs = append(refs, r)
		}
	})
	if len(refs) == 0 {
		return
	}
	slices.Sort(refs)
	k.own(f, refs)
	k.passages(f, refs)
	shown := make([]bool, len(refs))
	for _, r := range f.Refs {
		if o := k.owner(f.Tree, r); o >= 0 {
			shown[o] = true
		}
	}
	for i := range refs {
		for o := i; shown[i] && o >= 0; o = k.lists[o].around {
			shown[o] = true // what is around it is shown as well
		}
	}
	for i, r := range refs {
		if shown[i] {
			k.out = append(k.out, sight{ref: r, line: strings.TrimSpace(string(k.lists[i].text))})
		}
	}
}

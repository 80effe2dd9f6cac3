package score

import (
	"math"
	"sort"
	"strings"
	"unicode"

	"playhead/engine/text"
)

// Size of a cell in px.
const (
	cellW = 8
	cellH = 16
)

// Truth is what Chromium shows of a page.
type Truth struct {
	Page   string     `json:"page"`
	Name   string     `json:"name"`
	HTML   string     `json:"html"`
	Mode   string     `json:"mode"`
	Scroll [2]float64 `json:"scroll"`
	Words  []Word     `json:"words"`
	Hits   []Hit      `json:"hits"`
	Cells  *struct {
		Pal  []string `json:"pal"`
		Rows [][]int  `json:"rows"`
	} `json:"cells"`
	Geom map[string][4]float64 `json:"geom"`
}

// Word is a word with its place in px.
type Word struct {
	T string  `json:"t"`
	X float64 `json:"x"`
	Y float64 `json:"y"`
	F string  `json:"f"`
	P string  `json:"p"`
}

// Hit is what document.elementFromPoint gives at the centre of a cell; Deep is
// the element inside of shadow trees.
type Hit struct {
	C    int    `json:"c"`
	R    int    `json:"r"`
	Path string `json:"path"`
	Deep string `json:"deep"`
}

// Result are shares from 0 to 1, and what was missed.
type Result struct {
	Words, Tokens             int
	Exact, Snap, Near1, Near2 float64
	Precision                 float64
	Missing, Moved            []Word
	Extra                     []Token
}

// Token is a word of the frame and its cell.
type Token struct {
	T    string
	C, R int
}

// optional reports whether a word may be in the frame but is not asked for.
func optional(w *Word) bool {
	for f := range strings.FieldsSeq(w.F) {
		switch f {
		case "partial", "svg", "odd", "rtl", "icon", "bullet", "wide", "vertical":
			return true
		}
	}
	return !hasAlnum(w.T)
}

func alnum(s string) bool {
	for _, r := range s {
		return unicode.IsLetter(r) || unicode.IsNumber(r)
	}
	return false
}

func hasAlnum(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) })
}

// cellsOf splits text into cells; a wide cluster takes two, the second empty.
func cellsOf(s string) []string {
	s = strings.ReplaceAll(s, "\u00a0", " ")
	var out []string
	for s != "" {
		n, w := text.Next(s)
		if w > 0 {
			out = append(out, s[:n])
		}
		if w == 2 {
			out = append(out, "")
		}
		s = s[n:]
	}
	return out
}

type placed struct {
	w     *Word
	cells []string
	level int // -1: not found
	r, c  int
}

type scorer struct {
	rows [][]string
	used [][]int
	id   int
}

// Words scores the text of a frame, one string per row.
func Words(truth *Truth, frame []string) Result {
	s := &scorer{}
	for _, l := range frame {
		row := cellsOf(l)
		s.rows = append(s.rows, row)
		s.used = append(s.used, make([]int, len(row)))
	}
	var req, opt []*placed
	for i := range truth.Words {
		w := &truth.Words[i]
		p := &placed{w: w, cells: cellsOf(w.T), level: -1}
		if optional(w) {
			opt = append(opt, p)
		} else {
			req = append(req, p)
		}
	}
	s.place(req, 0, half(0.5), half(0.5))
	s.place(req, 1, snap, snap)
	s.place(req, 2, half(1), half(2))
	s.place(req, 3, half(2), half(4))
	s.place(opt, 4, half(2), half(4))
	res := Result{Words: len(req)}
	count := [4]int{}
	for _, p := range req {
		switch {
		case p.level < 0:
			res.Missing = append(res.Missing, *p.w)
		case p.level > 0:
			res.Moved = append(res.Moved, *p.w)
		}
		for l := max(p.level, 0); l < 4 && p.level >= 0; l++ {
			count[l]++
		}
	}
	n := float64(max(len(req), 1))
	res.Exact, res.Snap, res.Near1, res.Near2 = float64(count[0])/n, float64(count[1])/n, float64(count[2])/n, float64(count[3])/n
	s.precision(&res, append(req, opt...))
	return res
}

// window gives the cells around a place in cells that count as near.
type window func(v float64) (lo, hi int)

func half(m float64) window {
	return func(v float64) (int, int) { return int(math.Ceil(v - m - 1e-6)), int(math.Floor(v + m + 1e-6)) }
}

func snap(v float64) (int, int) { return int(math.Floor(v + 1e-6)), int(math.Ceil(v - 1e-6)) }

func (s *scorer) at(cells []string, r, c int) bool {
	if r < 0 || r >= len(s.rows) || c < 0 || c+len(cells) > len(s.rows[r]) {
		return false
	}
	for i := range cells {
		if s.rows[r][c+i] != cells[i] {
			return false
		}
	}
	return true
}

// bounded reports whether the cells do not run on into a longer word.
func (s *scorer) bounded(cells []string, r, c int) bool {
	row := s.rows[r]
	if c > 0 && alnum(row[c-1]) && alnum(cells[0]) {
		return false
	}
	e := c + len(cells)
	return !(e < len(row) && alnum(row[e]) && alnum(cells[len(cells)-1]))
}

// place matches what is not placed yet, nearest pairs first.
func (s *scorer) place(list []*placed, level int, row, col window) {
	type candidate struct {
		d    float64
		p    *placed
		r, c int
	}
	var cand []candidate
	for _, p := range list {
		if p.level >= 0 || len(p.cells) == 0 {
			continue
		}
		fr, fc := p.w.Y/cellH, p.w.X/cellW
		r0, r1 := row(fr)
		c0, c1 := col(fc)
		for r := max(0, r0); r <= r1; r++ {
			for c := max(0, c0); c <= c1; c++ {
				if s.at(p.cells, r, c) && (level <= 1 || s.bounded(p.cells, r, c)) {
					d := math.Abs(float64(r)-fr)*2 + math.Abs(float64(c)-fc) - float64(len(p.cells))*0.001
					cand = append(cand, candidate{d, p, r, c})
				}
			}
		}
	}
	sort.SliceStable(cand, func(i, j int) bool { return cand[i].d < cand[j].d })
next:
	for _, k := range cand {
		if k.p.level >= 0 {
			continue
		}
		u := s.used[k.r][k.c : k.c+len(k.p.cells)]
		for i := range u {
			if u[i] != 0 {
				continue next
			}
		}
		s.id++
		for i := range u {
			u[i] = s.id
		}
		k.p.level, k.p.r, k.p.c = level, k.r, k.c
	}
}

func strip(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// precision is the share of the frame's words that the truth has.
func (s *scorer) precision(res *Result, all []*placed) {
	left := map[string]int{}
	for _, p := range all {
		if p.level < 0 {
			left[strip(p.w.T)]++
		}
	}
	good := 0
	for r, row := range s.rows {
		for c := 0; c < len(row); {
			if row[c] == " " || row[c] == "" {
				c++
				continue
			}
			e := c + 1
			for e < len(row) && row[e] != " " && s.used[r][e] == s.used[r][e-1] {
				e++
			}
			t := Token{strings.Join(row[c:e], ""), c, r}
			n, u := 0, 0
			for k := c; k < e; k++ {
				if alnum(row[k]) {
					n++
					if s.used[r][k] != 0 {
						u++
					}
				}
			}
			c = e
			if n == 0 {
				continue
			}
			res.Tokens++
			k := strip(t.T)
			switch {
			case u*2 >= n:
				good++
			case left[k] > 0:
				left[k]--
				good++
			default:
				res.Extra = append(res.Extra, t)
			}
		}
	}
	if res.Tokens > 0 {
		res.Precision = float64(good) / float64(res.Tokens)
	}
}

// closeEnough is the difference per channel that a background may have.
const closeEnough = 12

// Backgrounds gives the share of cells whose background is within 12/255 per
// channel; at gives that of the frame.
func Backgrounds(truth *Truth, at func(col, row int) (r, g, b uint8)) (share float64, ok bool) {
	if truth.Cells == nil || len(truth.Cells.Rows) == 0 {
		return 0, false
	}
	n, same := 0, 0
	for y, runs := range truth.Cells.Rows {
		x := 0
		for i := 0; i+1 < len(runs); i += 2 {
			wr, wg, wb := parseHex(truth.Cells.Pal[runs[i]])
			for range runs[i+1] {
				r, g, b := at(x, y)
				n++
				x++
				if near(r, wr) && near(g, wg) && near(b, wb) {
					same++
				}
			}
		}
	}
	return float64(same) / float64(max(n, 1)), true
}

func near(a, b uint8) bool { return max(int(a)-int(b), int(b)-int(a)) <= closeEnough }

func parseHex(s string) (r, g, b uint8) {
	v := [3]uint8{}
	for i := range v {
		for _, c := range []byte(s[1+2*i : 3+2*i]) {
			d := c - '0'
			if c >= 'a' {
				d = c - 'a' + 10
			}
			v[i] = v[i]<<4 | d
		}
	}
	return v[0], v[1], v[2]
}

// Hits gives the share of points at which the frame has the truth's element, or
// an ancestor or descendant with the same box; path gives the frame's element
// and box the rectangle of one.
func Hits(truth *Truth, path func(col, row int) string, box func(path string) ([4]float64, bool)) (share float64, missed []Hit, ok bool) {
	if len(truth.Hits) == 0 {
		return 0, nil, false
	}
	good := 0
	for _, h := range truth.Hits {
		got := path(h.C, h.R)
		if got == h.Path || h.Deep != "" && got == h.Deep || related(got, h.Path) && sameBox(got, h.Path, box) {
			good++
		} else {
			missed = append(missed, h)
		}
	}
	return float64(good) / float64(len(truth.Hits)), missed, true
}

func related(a, b string) bool {
	return a != "" && b != "" && (strings.HasPrefix(a, b+"/") || strings.HasPrefix(b, a+"/"))
}

func sameBox(a, b string, box func(string) ([4]float64, bool)) bool {
	x, ok1 := box(a)
	y, ok2 := box(b)
	if !ok1 || !ok2 {
		return false
	}
	for i := range x {
		if math.Abs(x[i]-y[i]) > 1 {
			return false
		}
	}
	return true
}

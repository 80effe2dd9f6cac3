package catalog

import (
	"cmp"
	"path/filepath"
	"slices"

	"playhead/engine/event"
	"playhead/loader"
)

// partition puts files together that hold parts of the same session.
//
// Datadog segments and RUM events say which session they belong to. Documents of
// rrweb events do not: one that does not begin with a page goes on where another
// one of its directory ended, and when all documents of a directory follow one
// another closely on the same site they are one session in parts. When they do
// not, each document that begins with a page is a session of its own: in a
// directory of many sessions some follow one another by chance.
func partition(files []*file) []*Unit {
	p := &partitioner{files: files, parent: make([]int, len(files)), byID: make(map[string]int)}
	folders := make(map[string][]int)
	for i, f := range files {
		p.parent[i] = i
		if f.known && f.err == "" {
			dir := filepath.Dir(f.path)
			folders[dir] = append(folders[dir], i)
		}
		for _, piece := range f.probed.Pieces {
			if piece.Session == "" {
				continue
			}
			if first, ok := p.byID[piece.Session]; ok {
				p.union(first, i)
			} else {
				p.byID[piece.Session] = i
			}
		}
	}
	for _, in := range folders {
		p.rrweb(in)
		p.homeless(in)
	}
	return p.units()
}

// partitioner is a union of files (a disjoint-set forest).
type partitioner struct {
	files  []*file
	parent []int
	byID   map[string]int
}

func (p *partitioner) find(i int) int {
	for p.parent[i] != i {
		p.parent[i] = p.parent[p.parent[i]]
		i = p.parent[i]
	}
	return i
}

// union puts two files together; the first one in order stands for both.
func (p *partitioner) union(i, j int) {
	i, j = p.find(i), p.find(j)
	p.parent[max(i, j)] = min(i, j)
}

// pause is the longest time between documents of one session.
const pause event.Millis = 5000

// part is the one rrweb session that a file holds.
type part struct {
	file int
	loader.Piece
}

func (p *partitioner) rrweb(in []int) {
	var parts []part
	for _, i := range in {
		for _, piece := range p.files[i].probed.Pieces {
			if piece.Format == loader.FormatRRWeb {
				parts = append(parts, part{i, piece})
				break
			}
		}
	}
	slices.SortStableFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(a.file, b.file))
	})
	chain, origin := true, ""
	for k := range parts {
		b := &parts[k]
		if k > 0 {
			a := &parts[k-1]
			chain = chain && b.Start >= a.End && b.Start-a.End <= pause && (origin == b.Origin || !b.Begins)
		}
		origin = cmp.Or(b.Origin, origin)
	}
	for k := 1; k < len(parts); k++ {
		b := &parts[k]
		switch {
		case chain:
			p.union(parts[0].file, b.file)
		case !b.Begins:
			if a := before(parts[:k], b.Start); a != nil {
				p.union(a.file, b.file)
			}
		}
	}
}

// before returns the part that ended last before at, else the one that began
// last.
func before(parts []part, at event.Millis) *part {
	var best *part
	for k := len(parts) - 1; k >= 0 && k >= len(parts)-maxBack; k-- {
		if a := &parts[k]; a.End <= at+pause && (best == nil || a.End > best.End) {
			best = a
		}
	}
	if best == nil && len(parts) > 0 {
		best = &parts[len(parts)-1]
	}
	return best
}

// maxBack bounds how many documents are looked at for the one that another goes
// on from.
const maxBack = 1000

// homeless puts segments that do not name their session with the others of the
// directory when these are of one session: the loader finds their place then.
func (p *partitioner) homeless(in []int) {
	var without []int
	home, homes := -1, 0
	for _, i := range in {
		for _, piece := range p.files[i].probed.Pieces {
			switch {
			case piece.Format != loader.FormatDatadog:
			case piece.Session == "":
				without = append(without, i)
			case home < 0 || p.find(home) != p.find(i):
				home = i
				homes++
			}
		}
	}
	if homes == 1 {
		for _, i := range without {
			p.union(home, i)
		}
	}
}

// units makes a unit of each set of files that holds something to show.
func (p *partitioner) units() []*Unit {
	sets := make(map[int]*Unit)
	var order []int
	for i, f := range p.files {
		if !f.known || f.err != "" || len(f.probed.Pieces) == 0 && !(f.probed.Page && f.named) {
			continue
		}
		root := p.find(i)
		u := sets[root]
		if u == nil {
			u = &Unit{}
			sets[root] = u
			order = append(order, root)
		}
		u.files = append(u.files, f)
		for _, piece := range f.probed.Pieces {
			u.shows = u.shows || piece.Parts > 0
		}
		u.shows = u.shows || f.probed.Page
	}
	var out []*Unit
	for _, root := range order {
		if u := sets[root]; u.shows {
			out = append(out, u)
		}
	}
	name(out)
	p.beside(out)
	return out
}

// beside adds to units of Datadog segments the pictures that lie below the
// directory that holds the unit. Which session they belong to they do not say.
func (p *partitioner) beside(units []*Unit) {
	below := make(map[string][]*file)
	for _, f := range p.files {
		if f.known && f.err == "" && f.probed.Beside {
			for dir := range above(f.path) {
				below[dir] = append(below[dir], f)
			}
		}
	}
	if len(below) == 0 {
		return
	}
	for _, u := range units {
		dir := u.common()
		if pictures := below[dir]; u.datadog() && len(pictures) <= maxBeside {
			for _, f := range pictures {
				if !slices.Contains(u.files, f) {
					u.beside = append(u.beside, f)
				}
			}
		}
	}
}

// maxBeside bounds the files with pictures for one unit.
const maxBeside = 2000

// name gives units the shortest path that opens all of each: its file, else the
// directory that holds its files.
func name(units []*Unit) {
	holds := make(map[string]int) // units below a directory
	for _, u := range units {
		for dir := range u.folders() {
			holds[dir]++
		}
	}
	for _, u := range units {
		if len(u.files) == 1 {
			u.Name = u.files[0].path
			continue
		}
		u.Name = u.common()
		u.Shared = holds[u.Name] > 1
	}
}

package compare

import (
	"strings"
	"unicode/utf8"

	"github.com/aymanbagabas/go-udiff"
)

// Op says what a [Row] is.
type Op uint8

// The kinds of rows.
const (
	Same   Op = iota
	Delete    // only in A
	Insert    // only in B
	Change    // A became B: similar lines
)

var opNames = [...]string{Same: "same", Delete: "delete", Insert: "insert", Change: "change"}

// String returns the name of the kind.
func (o Op) String() string { return opNames[o] }

// Row is a line of one text beside the one of the other that it goes with.
type Row struct {
	Op   Op
	A, B string
	// ALine and BLine are line numbers from 1, 0 where there is no line.
	ALine, BLine int
	// AMarks and BMarks are the parts of a changed line, in bytes, that differ.
	AMarks, BMarks []Span
}

// Span is a part of a text, in bytes.
type Span struct{ From, To int }

// Lines compares two texts line by line.
func Lines(a, b []string) []Row {
	before, after := joined(a), joined(b)
	edits := udiff.Lines(before, after)
	var rows []Row
	at, bt := 0, 0
	same := func(upTo int) {
		for ; at < upTo; at, bt = at+1, bt+1 {
			rows = append(rows, Row{Op: Same, A: a[at], B: b[bt], ALine: at + 1, BLine: bt + 1})
		}
	}
	line, offset := 0, 0 // the line that begins at offset of before
	lineAt := func(pos int) int {
		for offset < pos {
			offset += len(a[line]) + 1
			line++
		}
		return line
	}
	for _, e := range edits {
		from := lineAt(e.Start)
		to := lineAt(e.End)
		same(from)
		n := strings.Count(e.New, "\n")
		rows = append(rows, changed(a[from:to], b[bt:bt+n], from, bt)...)
		at, bt = to, bt+n
	}
	same(len(a))
	return rows
}

// joined is a text of whole lines. A line must not hold a line feed.
func joined(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}

// maxPairs bounds the lines of one change that are looked at for similarity.
const maxPairs = 64

// changed gives the rows of lines that took the place of others: similar ones
// beside each other, in order.
func changed(a, b []string, at, bt int) []Row {
	var rows []Row
	i, j := 0, 0
	flush := func(toA, toB int) {
		for ; i < toA; i++ {
			rows = append(rows, Row{Op: Delete, A: a[i], ALine: at + i + 1})
		}
		for ; j < toB; j++ {
			rows = append(rows, Row{Op: Insert, B: b[j], BLine: bt + j + 1})
		}
	}
	for i < len(a) && j < len(b) {
		k, l, ok := nextPair(a[i:], b[j:])
		if !ok {
			break
		}
		flush(i+k, j+l)
		r := Row{Op: Change, A: a[i], B: b[j], ALine: at + i + 1, BLine: bt + j + 1}
		r.AMarks, r.BMarks = Words(r.A, r.B)
		rows = append(rows, r)
		i, j = i+1, j+1
	}
	flush(len(a), len(b))
	return rows
}

// nextPair finds the nearest lines that are similar.
func nextPair(a, b []string) (i, j int, ok bool) {
	for sum := range min(len(a)+len(b), maxPairs) {
		for i := range sum + 1 {
			if j := sum - i; i < len(a) && j < len(b) && similar(a[i], b[j]) {
				return i, j, true
			}
		}
	}
	return 0, 0, false
}

// similar reports whether at least half of the words in the lines is in both.
func similar(a, b string) bool {
	la, lb := weight(a, []Span{{0, len(a)}}), weight(b, []Span{{0, len(b)}})
	if la == 0 || lb == 0 {
		return false
	}
	ma, mb := Words(a, b)
	return 2*(weight(a, ma)+weight(b, mb)) <= la+lb
}

// weight is the number of bytes in parts of a line that are no blanks.
func weight(s string, spans []Span) int {
	n := 0
	for _, x := range spans {
		for _, r := range s[x.From:x.To] {
			if class(r) != space {
				n += utf8.RuneLen(r)
			}
		}
	}
	return n
}

// TextOnly returns lines without borders and blanks around words, and without
// those that hold nothing else.
func TextOnly(lines []string) []string {
	out := make([]string, 0, len(lines))
	for _, s := range lines {
		s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return class(r) == space }), " ")
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// Hunk is a run of rows around changes.
type Hunk struct{ Rows []Row }

// Ranges returns where the hunk begins in both texts, from 1, and how many lines
// of them it has. Of no lines the range begins at the line before, as diff has it.
func (h *Hunk) Ranges() (a, an, b, bn int) {
	for i := range h.Rows {
		r := &h.Rows[i]
		if r.ALine > 0 {
			if an++; a == 0 {
				a = r.ALine
			}
		}
		if r.BLine > 0 {
			if bn++; b == 0 {
				b = r.BLine
			}
		}
	}
	return a, an, b, bn
}

// Hunks returns the rows that changed with some lines around them.
func Hunks(rows []Row, context int) []Hunk {
	var out []Hunk
	end := 0 // of the last hunk
	for i := 0; i < len(rows); i++ {
		if rows[i].Op == Same {
			continue
		}
		from := max(0, i-context)
		to := i + 1
		for last := i; to < len(rows) && to-last <= 2*context+1; to++ {
			if rows[to].Op != Same {
				last = to
			}
			i = last
		}
		to = min(len(rows), i+1+context)
		out = append(out, Hunk{rows[max(from, end):to]})
		end = to
	}
	return out
}

// Differs reports whether any row is a change.
func Differs(rows []Row) bool {
	for i := range rows {
		if rows[i].Op != Same {
			return true
		}
	}
	return false
}

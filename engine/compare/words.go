package compare

import (
	"unicode"
	"unicode/utf8"
)

// maxTokens bounds the words of a line that are compared one by one.
const maxTokens = 512

// Words returns the parts of two lines that differ: whole words, without the
// blanks at their ends.
func Words(a, b string) (am, bm []Span) {
	ta, tb := tokens(a), tokens(b)
	lead := 0
	for lead < len(ta) && lead < len(tb) && a[ta[lead].From:ta[lead].To] == b[tb[lead].From:tb[lead].To] {
		lead++
	}
	trail := 0
	for trail < len(ta)-lead && trail < len(tb)-lead && text(a, ta, len(ta)-1-trail) == text(b, tb, len(tb)-1-trail) {
		trail++
	}
	ta, tb = ta[lead:len(ta)-trail], tb[lead:len(tb)-trail]
	if len(ta) > maxTokens || len(tb) > maxTokens {
		return merged(a, ta), merged(b, tb)
	}
	// Longest common subsequence, from the end.
	n := len(tb) + 1
	length := make([]int, (len(ta)+1)*n)
	for i := len(ta) - 1; i >= 0; i-- {
		for j := len(tb) - 1; j >= 0; j-- {
			if text(a, ta, i) == text(b, tb, j) {
				length[i*n+j] = length[(i+1)*n+j+1] + 1
			} else {
				length[i*n+j] = max(length[(i+1)*n+j], length[i*n+j+1])
			}
		}
	}
	var da, db []Span
	i, j := 0, 0
	for i < len(ta) || j < len(tb) {
		switch {
		case i < len(ta) && j < len(tb) && text(a, ta, i) == text(b, tb, j):
			i, j = i+1, j+1
		case j == len(tb) || i < len(ta) && length[(i+1)*n+j] >= length[i*n+j+1]:
			da = append(da, ta[i])
			i++
		default:
			db = append(db, tb[j])
			j++
		}
	}
	return merged(a, da), merged(b, db)
}

func text(s string, t []Span, i int) string { return s[t[i].From:t[i].To] }

// tokens splits a line into words, runs of blanks, and other characters one by
// one.
func tokens(s string) []Span {
	var out []Span
	last := 0
	for i, r := range s {
		k := class(r)
		if n := len(out); n > 0 && k == last && k != other {
			out[n-1].To = i + utf8.RuneLen(r)
		} else {
			out = append(out, Span{i, i + utf8.RuneLen(r)})
		}
		last = k
	}
	return out
}

const (
	word = iota
	space
	other
)

func class(r rune) int {
	switch {
	case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_':
		return word
	case unicode.IsSpace(r), border(r):
		return space
	default:
		return other
	}
}

// border reports whether r is of those that borders and bars are drawn with: box
// drawing and block elements. They are no words.
func border(r rune) bool { return 0x2500 <= r && r <= 0x259f }

// merged joins spans with nothing or only blanks between them, and leaves out
// those of blanks alone at the ends.
func merged(s string, spans []Span) []Span {
	var out []Span
	for _, x := range spans {
		first, _ := utf8.DecodeRuneInString(s[x.From:])
		blank := class(first) == space
		if n := len(out); n > 0 && !blank && onlySpace(s[out[n-1].To:x.From]) {
			out[n-1].To = x.To
			continue
		}
		if !blank {
			out = append(out, x)
		}
	}
	return out
}

func onlySpace(s string) bool {
	for _, r := range s {
		if !unicode.IsSpace(r) {
			return false
		}
	}
	return true
}

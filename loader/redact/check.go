package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// words finds values as whole words, many at once: by their first bytes, then by
// comparing.
type words struct {
	byStart map[[startLen]byte][]word
	short   []word
}

const startLen = 4

type word struct {
	text  string
	kind  Kind
	whole bool // has to stand between word boundaries
}

func newWords(values map[string]Kind) *words {
	w := &words{byStart: make(map[[startLen]byte][]word)}
	for v, k := range values {
		x := word{v, k, k == Input || k == Chosen || k == Person || k == Pattern}
		if len(v) < startLen {
			w.short = append(w.short, x)
			continue
		}
		start := [startLen]byte([]byte(v[:startLen]))
		w.byStart[start] = append(w.byStart[start], x)
	}
	return w
}

// find calls found for every place of a value in s.
func (w *words) find(s string, found func(span)) {
	if len(w.byStart) > 0 {
		for i := 0; i+startLen <= len(s); i++ {
			for _, x := range w.byStart[[startLen]byte([]byte(s[i:i+startLen]))] {
				if strings.HasPrefix(s[i:], x.text) && x.stands(s, i) {
					found(span{x.kind, i, i + len(x.text)})
				}
			}
		}
	}
	for _, x := range w.short {
		for at := 0; ; {
			i := strings.Index(s[at:], x.text)
			if i < 0 {
				break
			}
			if x.stands(s, at+i) {
				found(span{x.kind, at + i, at + i + len(x.text)})
			}
			at += i + len(x.text)
		}
	}
}

// stands reports whether a value that starts at i counts there.
func (x *word) stands(s string, i int) bool {
	if !x.whole {
		return true
	}
	before, _ := utf8.DecodeLastRuneInString(s[:i])
	after, _ := utf8.DecodeRuneInString(s[i+len(x.text):])
	first, _ := utf8.DecodeRuneInString(x.text)
	last, _ := utf8.DecodeLastRuneInString(x.text)
	return !(letter(before) && letter(first)) && !(letter(after) && letter(last))
}

func letter(r rune) bool { return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsNumber(r)) }

// Check looks for found values in a text that was written in a role, and returns
// the first that is still there, "" when there is none.
func (r *Redactor) Check(role Role, s string) string {
	if r.words == nil {
		r.words = newWords(r.values)
	}
	left := ""
	r.words.find(s, func(f span) {
		if left == "" && (role != Markup || f.kind.strong()) {
			left = s[f.from:f.to]
		}
	})
	return left
}

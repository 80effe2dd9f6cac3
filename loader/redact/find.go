package redact

import (
	"regexp"
	"strings"
)

// Kind is a sort of what is found.
type Kind string

// The sorts of what is found.
const (
	Mail    Kind = "mail address"
	Card    Kind = "card number"
	Token   Kind = "token"
	Pattern Kind = "pattern"
	Chosen  Kind = "text by selector"
	Input   Kind = "input"
	Query   Kind = "query value"
	Person  Kind = "user"
)

// strong reports whether a value of the sort is personal wherever it stands, and
// no word that a page's language may have too.
func (k Kind) strong() bool { return k == Mail || k == Card || k == Token || k == Pattern }

// span is a found stretch of a text.
type span struct {
	kind     Kind
	from, to int
}

// finder finds sorts of text by their form.
type finder struct {
	kinds []form
}

// form is how a sort of text looks.
type form struct {
	kind Kind
	re   *regexp.Regexp
	// group is the part of a match that is meant; ok has to agree to it.
	group int
	ok    func(string) bool
	// hint has to be in a text that can match, so that most texts cost little.
	hint string
}

// forms are what is found without being asked for. Words of tokens: JSON web
// tokens (RFC 7519), authorization headers, keys with the prefixes that their
// issuers gave them to be found by, and what stands by a name such as api_key.
var forms = []form{
	{kind: Mail, re: regexp.MustCompile(`[\pL\pN._%+'-]{1,64}@[\pL\pN-]+(?:\.[\pL\pN-]+)+`), hint: "@", ok: notMasked},
	{kind: Mail, re: regexp.MustCompile(`[A-Za-z0-9._+-]{1,64}%40[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+`), hint: "%40", ok: notMasked},
	{kind: Token, re: regexp.MustCompile(`eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?`), hint: "eyJ"},
	{kind: Token, re: regexp.MustCompile(`(?i)\b(?:bearer|basic)\s+([A-Za-z0-9._~+/=-]{12,})`), group: 1, ok: notMasked},
	{kind: Token, re: regexp.MustCompile(`\b(?:sk|pk|rk)_(?:live|test)_[A-Za-z0-9]{8,}\b|\bgh[pousr]_[A-Za-z0-9]{20,}\b|\bgithub_pat_[A-Za-z0-9_]{20,}\b|\bxox[abeoprs]-[A-Za-z0-9-]{10,}\b|\bAKIA[A-Z0-9]{16}\b|\bAIza[A-Za-z0-9_-]{30,}|\bya29\.[A-Za-z0-9_-]{20,}|\bglpat-[A-Za-z0-9_-]{16,}|\bnpm_[A-Za-z0-9]{30,}\b`)},
	{kind: Token, re: regexp.MustCompile(`(?i)(?:api[_-]?key|access[_-]?token|auth[_-]?token|refresh[_-]?token|id[_-]?token|session[_-]?(?:id|token)|client[_-]?secret|secret|password|passwd)["']?\s*[=:]\s*["']?([^\s"'&;,<>]{6,})`), group: 1, ok: notMasked},
	{kind: Card, re: regexp.MustCompile(`\b\d(?:[ -]?\d){12,18}\b`), ok: card},
}

func newFinder(patterns []*regexp.Regexp, keep map[Kind]bool) *finder {
	f := &finder{}
	for _, re := range patterns {
		f.kinds = append(f.kinds, form{kind: Pattern, re: re})
	}
	for _, k := range forms {
		if !keep[k.kind] {
			f.kinds = append(f.kinds, k)
		}
	}
	return f
}

// maxText bounds the text that is searched in one piece, in bytes; longer texts
// are searched in pieces that overlap.
const maxText = 1 << 20

// find calls found for all stretches of s, which may overlap.
func (f *finder) find(s string, found func(span)) {
	const overlap = 4096
	for at := 0; ; at += maxText - overlap {
		piece := s[at:min(len(s), at+maxText)]
		for i := range f.kinds {
			k := &f.kinds[i]
			if k.hint != "" && !strings.Contains(piece, k.hint) {
				continue
			}
			for _, m := range k.re.FindAllStringSubmatchIndex(piece, -1) {
				from, to := m[2*k.group], m[2*k.group+1]
				if from < 0 || from == to || k.ok != nil && !k.ok(piece[from:to]) {
					continue
				}
				found(span{k.kind, at + from, at + to})
			}
		}
		if at+maxText >= len(s) {
			return
		}
	}
}

func notMasked(s string) bool { return !masked(s) }

// card reports whether digits are those of a payment card: 13 to 19 with the
// check digit of ISO/IEC 7812-1 annex B, and a first digit that is in use.
func card(s string) bool {
	sum, n := 0, 0
	var first byte
	same := true
	for i := len(s) - 1; i >= 0; i-- {
		c := s[i]
		if c < '0' || c > '9' {
			continue
		}
		d := int(c - '0')
		if n%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
		n++
		same = same && (first == 0 || first == c)
		first = c
	}
	return n >= 13 && n <= 19 && sum%10 == 0 && !same && first >= '2' && first <= '6'
}

package redact

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Options say what to look for.
type Options struct {
	// Patterns are looked for beside the usual ones.
	Patterns []*regexp.Regexp
	// Keep leaves sorts alone.
	Keep map[Kind]bool
}

// Redactor finds and masks. It is for one goroutine.
type Redactor struct {
	opts   Options
	finder *finder
	values map[string]Kind // found; looked for everywhere
	counts map[Kind]int    // occurrences that were masked
	words  *words          // of values; nil when they have changed
	seen   map[string]string
}

// New returns a redactor that has found nothing.
func New(opts Options) *Redactor {
	return &Redactor{
		opts: opts, finder: newFinder(opts.Patterns, opts.Keep),
		values: make(map[string]Kind), counts: make(map[Kind]int), seen: make(map[string]string),
	}
}

// Role says what a text is.
type Role uint8

// Roles of texts.
const (
	Plain    Role = iota // any text
	Typed                // what a user typed
	Number               // the same of a control that takes numbers
	Selected             // text that is to be masked whole
	Address              // an address, perhaps a relative one
	Whole                // who the user is: masked whole
	Markup               // words of the page's language: see Structural
)

// maxValues bounds the values that are looked for everywhere.
const maxValues = 20_000

// Learn looks at a text.
func (r *Redactor) Learn(role Role, s string) {
	switch {
	case masked(s):
		return
	case role == Typed || role == Number:
		if !r.opts.Keep[Input] {
			r.remember(Input, s)
		}
	case role == Selected:
		r.remember(Chosen, s)
	}
	r.finder.find(s, func(f span) { r.remember(f.kind, s[f.from:f.to]) })
}

// LearnPerson remembers who was recorded.
func (r *Redactor) LearnPerson(values ...string) {
	for _, v := range values {
		if !r.opts.Keep[Person] {
			r.remember(Person, v)
		}
	}
}

// remember keeps a value that is to be masked wherever it stands. Words that a
// page is full of anyway are masked only where they were typed or chosen.
func (r *Redactor) remember(k Kind, s string) {
	s = strings.TrimSpace(s)
	if _, ok := r.values[s]; ok || masked(s) || len(r.values) >= maxValues {
		return
	}
	switch k {
	case Input, Chosen, Person:
		if !telling(s) {
			return
		}
	}
	r.values[s] = k
	r.words = nil
}

// telling reports whether a text says something about a person wherever it
// stands: several words, a word with digits, a long word or number. Other words
// and numbers stand on pages and in style sheets for many reasons.
func telling(s string) bool {
	n := utf8.RuneCountInString(s)
	if n < 4 || n > 500 {
		return false
	}
	digits, letters := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		}
	}
	return letters > 0 && (n >= 8 || digits > 0 || strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '@' })) || digits >= 8
}

// Mask returns what to write for a text.
func (r *Redactor) Mask(role Role, s string) string {
	if s == "" || masked(s) {
		return s
	}
	switch {
	case (role == Typed || role == Number) && !r.opts.Keep[Input]:
		r.counts[Input]++
		if role == Number {
			return digits(s)
		}
		return Mask(s)
	case role == Selected:
		r.counts[Chosen]++
		return Mask(s)
	case role == Whole && !r.opts.Keep[Person]:
		r.counts[Person]++
		return Mask(s)
	}
	return r.cover(role, s)
}

// maxSeen bounds the texts of which the result is remembered: pages repeat
// themselves, and full snapshots most of all.
const maxSeen = 50_000

// cover masks what is found in a text.
func (r *Redactor) cover(role Role, s string) string {
	key := s
	switch role {
	case Address:
		key = "\x00" + s
	case Markup:
		key = "\x01" + s
	}
	if out, ok := r.seen[key]; ok && out == s {
		return s
	}
	spans := r.spans(role, s)
	if len(spans) == 0 {
		if len(r.seen) < maxSeen {
			r.seen[key] = s
		}
		return s
	}
	slices.SortFunc(spans, func(a, b span) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	var b strings.Builder
	at := 0
	for _, f := range spans {
		if f.from >= at {
			r.counts[f.kind]++
		}
		if f.to <= at {
			continue
		}
		from := max(f.from, at)
		b.WriteString(s[at:from])
		b.WriteString(Mask(s[from:f.to]))
		at = f.to
	}
	b.WriteString(s[at:])
	return b.String()
}

func (r *Redactor) spans(role Role, s string) []span {
	var out []span
	add := func(f span) { out = append(out, f) }
	r.finder.find(s, add)
	if r.words == nil {
		r.words = newWords(r.values)
	}
	r.words.find(s, func(f span) {
		if role != Markup || f.kind.strong() {
			add(f)
		}
	})
	if !r.opts.Keep[Query] {
		if role == Address {
			query(s, 0, add)
		} else {
			queries(s, add)
		}
	}
	return out
}

// Count is how often a sort was found, and in how many different values; what is
// masked only in its place has no values.
type Count struct {
	Kind          Kind
	Times, Values int
}

// Counts lists what was masked, by sort.
func (r *Redactor) Counts() []Count {
	values := make(map[Kind]int)
	for _, k := range r.values {
		values[k]++
	}
	var out []Count
	for _, k := range []Kind{Mail, Card, Token, Pattern, Person, Chosen, Input, Query} {
		if r.counts[k] > 0 || values[k] > 0 {
			out = append(out, Count{k, r.counts[k], values[k]})
		}
	}
	return out
}

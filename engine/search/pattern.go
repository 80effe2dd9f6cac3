package search

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"playhead/engine/css"
	"playhead/engine/query"
)

// Pattern is what to look for: a text, a regular expression, or elements.
type Pattern struct {
	// Text is the text or, with Regexp, the expression (RE2).
	Text   string
	Regexp bool
	// Fold matches in any case.
	Fold bool
	// Selector is a list of CSS selectors; Text is not used then.
	Selector string
}

// maxPattern bounds the length of patterns in bytes.
const maxPattern = 4096

// Errors of patterns.
var (
	errEmpty = errors.New("the pattern is empty; give a text, a regular expression or a selector")
	errLong  = fmt.Errorf("the pattern is longer than %d bytes", maxPattern)
)

// ParsePattern reads a pattern as people type it into a search field:
// selector:CSS, /expression/ or /expression/i, text:WORDS, or the text itself.
// Texts match in any case.
func ParsePattern(s string) (Pattern, error) {
	s = strings.TrimSpace(s)
	p := Pattern{Text: s, Fold: true}
	if css, ok := strings.CutPrefix(s, "selector:"); ok {
		css = strings.TrimSuffix(strings.TrimSpace(css), " visible")
		p = Pattern{Selector: unquote(css)}
	} else {
		text, _ := strings.CutPrefix(s, "text:")
		q, err := query.Parse(text)
		if t := soleTerm(q, err); t != nil && t.Value.Form == query.Pattern {
			p = Pattern{Text: t.Value.Text, Regexp: true, Fold: t.Value.Fold}
		} else {
			p.Text = unquote(text)
		}
	}
	_, err := compile(p)
	return p, err
}

// soleTerm returns the query's only condition when it has just one.
func soleTerm(q *query.Query, err error) *query.Term {
	if err != nil {
		return nil
	}
	t, _ := q.Root.(*query.Term)
	return t
}

func unquote(s string) string {
	if len(s) >= 2 && s[0] == '"' && s[len(s)-1] == '"' {
		return s[1 : len(s)-1]
	}
	return s
}

// String writes the pattern as [ParsePattern] reads it.
func (p Pattern) String() string {
	switch {
	case p.Selector != "":
		return "selector:" + p.Selector
	case p.Regexp && p.Fold:
		return "/" + p.Text + "/i"
	case p.Regexp:
		return "/" + p.Text + "/"
	default:
		return p.Text
	}
}

// Check returns an error that says what is wrong with the pattern.
func (p Pattern) Check() error {
	_, err := compile(p)
	return err
}

// matcher is a compiled pattern.
type matcher struct {
	text string         // fixed text, blanks as one space
	re   *regexp.Regexp // instead of text
	sels []*css.Selector

	// words are literals in lower case that each match holds, possibly in
	// different paragraphs; needs is what one paragraph must match when there are
	// none.
	words []string
	needs *regexp.Regexp
}

func compile(p Pattern) (*matcher, error) {
	m := &matcher{}
	switch {
	case len(p.Text) > maxPattern || len(p.Selector) > maxPattern:
		return nil, errLong
	case p.Selector != "":
		sels, ok := css.ParseSelectors(p.Selector)
		if !ok || len(sels) == 0 {
			return nil, fmt.Errorf("%q is not a CSS selector", p.Selector)
		}
		m.sels = sels
		return m, nil
	case strings.TrimSpace(p.Text) == "":
		return nil, errEmpty
	case !p.Regexp:
		m.text = strings.Join(strings.Fields(p.Text), " ")
		m.words = words(m.text)
		if !p.Fold {
			return m, nil
		}
		m.re = regexp.MustCompile("(?i)" + regexp.QuoteMeta(m.text))
		return m, nil
	}
	src := p.Text
	if p.Fold {
		src = "(?i)" + src
	}
	re, err := regexp.Compile(src)
	if err != nil {
		return nil, fmt.Errorf("the regular expression does not compile: %s", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
	}
	m.re = re
	if m.words = needed(p.Text); len(m.words) == 0 {
		m.needs, err = regexp.Compile("(?im)" + p.Text)
	}
	return m, err
}

// find returns the first match in s at or after from, -1 for none. Empty
// matches are none.
func (m *matcher) find(s string, from int) (start, end int) {
	if m.re == nil {
		if i := strings.Index(s[from:], m.text); i >= 0 {
			return from + i, from + i + len(m.text)
		}
		return -1, -1
	}
	if from == 0 {
		if at := m.re.FindStringIndex(s); at != nil && at[1] > at[0] {
			return at[0], at[1]
		}
	}
	for _, at := range m.re.FindAllStringIndex(s, maxMatches) {
		if at[0] >= from && at[1] > at[0] {
			return at[0], at[1]
		}
	}
	return -1, -1
}

// maxMatches bounds the matches looked at in one line.
const maxMatches = 256

package search

import (
	"regexp/syntax"
	"strings"
)

// words splits text at blanks, in lower case.
func words(s string) []string { return strings.Fields(strings.ToLower(s)) }

// needed returns words, in lower case, that every match of a regular expression
// contains.
func needed(src string) []string {
	re, err := syntax.Parse(src, syntax.Perl)
	if err != nil {
		return nil
	}
	var l literals
	l.walk(re)
	l.flush()
	return l.words
}

// literals collects what must be in a match. Characters that follow one another
// stay one word.
type literals struct {
	open  []rune
	words []string
}

func (l *literals) flush() {
	l.words = append(l.words, words(string(l.open))...)
	l.open = l.open[:0]
}

func (l *literals) walk(re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		l.open = append(l.open, re.Rune...)
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			l.walk(sub)
		}
	case syntax.OpCapture:
		l.walk(re.Sub[0])
	case syntax.OpPlus:
		l.flush()
		l.walk(re.Sub[0])
		l.flush()
	case syntax.OpRepeat:
		l.flush()
		if re.Min > 0 {
			l.walk(re.Sub[0])
			l.flush()
		}
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
	default:
		l.flush()
	}
}

package query

import (
	"strings"
	"unicode"
)

// String writes the query so that parsing it gives the same tree.
func (q *Query) String() string {
	if q.Empty() {
		return ""
	}
	return Format(q.Root)
}

// Format writes a part of a query.
func Format(n Node) string { return string(appendNode(nil, n, inThen)) }

// The places of a node, from loose to tight.
const (
	inThen = iota
	inOr
	inAnd
	inNot
)

func appendNode(dst []byte, n Node, place int) []byte {
	switch n := n.(type) {
	case *Then:
		for i, s := range n.Steps {
			if i > 0 {
				dst = append(dst, " THEN "...)
			}
			dst = appendNode(dst, s.X, inOr)
			if s.within != "" {
				dst = append(append(dst, " within "...), s.within...)
			}
		}
	case *Or:
		dst = appendList(dst, n.List, " OR ", place > inOr, inAnd)
	case *And:
		dst = appendList(dst, n.List, " ", place > inAnd, inNot)
	case *Not:
		dst = appendNode(append(dst, '-'), n.X, inNot)
	case *Term:
		dst = n.append(dst)
	}
	return dst
}

func appendList(dst []byte, list []Node, sep string, parens bool, place int) []byte {
	if parens {
		dst = append(dst, '(')
	}
	for i, x := range list {
		if i > 0 {
			dst = append(dst, sep...)
		}
		dst = appendNode(dst, x, place)
	}
	if parens {
		dst = append(dst, ')')
	}
	return dst
}

func (t *Term) append(dst []byte) []byte {
	if t.Field != "" {
		dst = append(append(dst, t.Field...), ':')
	}
	switch t.Op {
	case Exists:
		return append(dst, '*')
	case Between:
		return append(append(append(dst, t.Value.Text...), ".."...), t.High.Text...)
	case Is:
	default:
		for _, c := range comparisons {
			if c.op == t.Op {
				dst = append(dst, c.sign...)
			}
		}
	}
	return t.Value.append(dst, t.Field != "")
}

func (v *Value) append(dst []byte, field bool) []byte {
	switch v.Form {
	case Number:
		return append(dst, v.Text...)
	case Pattern:
		dst = append(dst, '/')
		for i := 0; i < len(v.Text); i++ {
			switch c := v.Text[i]; c {
			case '\\':
				dst = append(dst, c)
				if i++; i < len(v.Text) {
					dst = append(dst, v.Text[i])
				}
			case '/', '"':
				dst = append(dst, '\\', c)
			default:
				dst = append(dst, c)
			}
		}
		dst = append(dst, '/')
		if v.Fold {
			dst = append(dst, 'i')
		}
		return dst
	case Wildcard:
		for i, part := range v.Parts {
			if i > 0 {
				dst = append(dst, '*')
			}
			dst = appendEscaped(dst, part, i == 0 && !field, i == len(v.Parts)-1)
		}
		return dst
	default:
		if v.plain(field) {
			return append(dst, v.Text...)
		}
		dst = append(dst, '"')
		for i := range len(v.Text) {
			if c := v.Text[i]; c == '"' || c == '\\' {
				dst = append(dst, '\\')
			}
			dst = append(dst, v.Text[i])
		}
		return append(dst, '"')
	}
}

// appendEscaped writes a part of a wildcard value. first: nothing stands before
// it, not even a field's name; last: it ends the value.
func appendEscaped(dst []byte, s string, first, last bool) []byte {
	end := len(strings.TrimRight(s, "i")) - 1
	for i, r := range s {
		switch {
		case unicode.IsSpace(r), strings.ContainsRune(`"\*()<>`, r), first && (r == ':' || i == 0 && r == '-'), last && i == end && r == '/':
			dst = append(dst, '\\')
		}
		dst = append(dst, string(r)...)
	}
	return dst
}

// plain reports whether the literal reads the same without quotes.
func (v *Value) plain(field bool) bool {
	s := v.Text
	switch s {
	case "", "AND", "OR", "NOT", "THEN", "within", "WITHIN", "not":
		return false
	}
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("_.,@#/:-=?&%+~;!|", r) {
			return false
		}
	}
	if _, ok := number(s); ok || s[0] == '-' || strings.Contains(s, "..") || !field && strings.Contains(s, ":") {
		return false
	}
	return !strings.HasSuffix(strings.TrimRight(s, "i"), "/") // the end of an expression
}

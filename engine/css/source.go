package css

import "strings"

// text is the source from token start to where the parser is.
func (p *parser) text(start int) string {
	if p.i <= start || p.i > len(p.toks) {
		return ""
	}
	return strings.TrimSpace(p.src[p.toks[start].pos:p.toks[p.i-1].end])
}

// Prelude is what stands before the rule's braces: the selectors as written, or
// "@media (min-width: 600px)". It is "" for implied rules.
func (r *Rule) Prelude() string {
	if r.Implied {
		return ""
	}
	i := braceOf(r.Text)
	if i < 0 {
		i = len(r.Text)
	}
	return strings.Join(strings.Fields(r.Text[:i]), " ")
}

// SelectorText is selector i of a style rule as written, "" when there is none.
func (r *Rule) SelectorText(i int) string {
	parts := splitCommas(r.Prelude())
	if len(parts) != len(r.Selectors) || i < 0 || i >= len(parts) {
		return r.Prelude()
	}
	return parts[i]
}

// splitCommas splits at the commas that are in no brackets and no string.
func splitCommas(s string) []string {
	var out []string
	toks := tokenize(s)
	start := uint32(0)
	for i := 0; toks[i].kind != tokEOF; i = skip(toks, i) {
		if toks[i].kind == tokComma {
			out = append(out, strings.TrimSpace(s[start:toks[i].pos]))
			start = toks[i].end
		}
	}
	return append(out, strings.TrimSpace(s[start:]))
}

// braceOf is where the block of a rule as written begins, -1 for none.
func braceOf(text string) int {
	toks := tokenize(text)
	for i := 0; toks[i].kind != tokEOF; i = skip(toks, i) {
		if toks[i].kind == tokLBrace {
			return int(toks[i].pos)
		}
	}
	return -1
}

// bodyOf is what stands between the braces of a rule as written.
func bodyOf(text string) string {
	i := braceOf(text)
	if i < 0 {
		return text
	}
	return strings.TrimSuffix(text[i+1:], "}")
}

// Written is a declaration as an author wrote it, with the longhands it sets.
type Written struct {
	Name, Value string
	Important   bool
	// Decls are what it declares; none when it is invalid or has no effect here.
	Decls []Decl
}

// Written returns the rule's own declarations in order of appearance.
func (r *Rule) Written(quirks bool) []Written {
	if r.Implied {
		return ParseWritten(r.Text, quirks)
	}
	return ParseWritten(bodyOf(r.Text), quirks)
}

// ParseWritten reads a list of declarations: the contents of a rule, in which
// nested rules are passed over, or a style attribute.
func ParseWritten(text string, quirks bool) []Written {
	if len(text) > maxSheet {
		text = text[:maxSheet]
	}
	p := &parser{toks: tokenize(text), src: text, quirks: quirks}
	var out []Written
	for !p.end() && len(out) < maxItems {
		switch t := p.peek(); {
		case t.kind == tokSemicolon:
			p.i++
		case t.kind == tokAt:
			p.i++
			p.until(tokSemicolon)
			if !p.end() {
				p.i = skip(p.toks, p.i)
			}
		case t.kind == tokIdent && p.toks[p.i+1].kind == tokColon && p.isDeclaration():
			out = append(out, p.written())
		case p.hasBlock():
			for !p.end() && p.peek().kind != tokLBrace {
				p.i = skip(p.toks, p.i)
			}
			p.i = min(skip(p.toks, p.i), len(p.toks)-1)
		default:
			p.skipDeclaration()
		}
	}
	return out
}

// written reads one declaration.
func (p *parser) written() Written {
	w := Written{Name: p.peek().text}
	at := p.i
	var b Block
	p.declarationInto(&b)
	end := p.i
	if end > at+2 && p.toks[end-1].kind == tokSemicolon {
		end--
	}
	if end > at+2 {
		w.Value = strings.TrimSpace(p.src[p.toks[at+2].pos:p.toks[end-1].end])
	}
	if n := end - at; n >= 4 && p.toks[end-1].is("important") && p.toks[end-2].delim('!') {
		w.Important = true
		w.Value = strings.TrimSpace(p.src[p.toks[at+2].pos:p.toks[end-2].pos])
	}
	w.Decls = append(b.Normal, b.Important...)
	return w
}

// editText is a rule as written after a declaration was set, or removed when
// value is empty.
func editText(text, name, value string, important bool) string {
	prelude, body, end := "", text, ""
	if i := braceOf(text); i >= 0 {
		prelude, body, end = text[:i]+"{ ", bodyOf(text), "}"
	}
	var sb strings.Builder
	sb.WriteString(prelude)
	for _, w := range ParseWritten(body, false) {
		if strings.EqualFold(w.Name, name) {
			continue
		}
		writeDecl(&sb, w.Name, w.Value, w.Important)
	}
	if value != "" {
		writeDecl(&sb, name, value, important)
	}
	sb.WriteString(end)
	return sb.String()
}

func writeDecl(sb *strings.Builder, name, value string, important bool) {
	sb.WriteString(name + ": " + value)
	if important {
		sb.WriteString(" !important")
	}
	sb.WriteString("; ")
}

// Parts are the three numbers of a specificity: ids, classes and types.
func (s Specificity) Parts() (ids, classes, types int) {
	return int(s >> 20), int(s >> 10 & 1023), int(s & 1023)
}

// Keyword writes the constant i of the vocabulary of property p. It reports
// false for properties that are no keyword.
func (p Prop) Keyword(i uint8) (string, bool) {
	list := p.keywords()
	if int(i) < len(list) && list[i] != "" {
		return list[i], true
	}
	return "", false
}

// keywords are the words of a property's vocabulary in the order of its
// constants.
func (p Prop) keywords() []string {
	switch p {
	case PropDisplay:
		return displayKeywords
	case PropPosition:
		return positionKeywords
	case PropFloat:
		return floatKeywords
	case PropClear:
		return clearKeywords
	case PropOverflowX, PropOverflowY:
		return overflowKeywords
	case PropBoxSizing:
		return boxSizingKeywords
	case PropVisibility:
		return visibilityKeywords
	case PropPointerEvents:
		return pointerEventsKeywords
	case PropDirection:
		return directionKeywords
	case PropTextAlign:
		return textAlignKeywords
	case PropWhiteSpaceCollapse:
		return whiteSpaceKeywords
	case PropTextWrapMode:
		return textWrapKeywords
	case PropOverflowWrap:
		return overflowWrapKeywords
	case PropWordBreak:
		return wordBreakKeywords
	case PropFlexDirection:
		return flexDirectionKeywords
	case PropBorderTopStyle, PropBorderRightStyle, PropBorderBottomStyle, PropBorderLeftStyle, PropOutlineStyle:
		return lineStyleKeywords
	default:
		return nil
	}
}

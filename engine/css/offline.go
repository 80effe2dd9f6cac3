package css

import "strings"

// KeepURLs returns CSS text (a sheet, a list of declarations or a value) without
// whatever loads something, except for the addresses that keep accepts: others
// become empty, @import rules are left out. All else stays as it is.
func KeepURLs(src string, keep func(url string) bool) string {
	if !mayLoad(src) && len(src) <= maxSheet {
		return src
	}
	o := offline{src: src, toks: tokenize(src), keep: keep}
	for o.i < len(o.toks) {
		o.next()
	}
	return o.out.String()
}

// mayLoad reports whether text may hold anything that KeepURLs changes.
func mayLoad(s string) bool {
	return strings.ContainsAny(s, `(@\`)
}

// nowhere is what stands for an address that is not kept.
const nowhere = "url(data:,)"

type offline struct {
	src  string
	toks []token
	i    int // of the next token
	at   int // of src, up to which it was copied
	out  strings.Builder
	in   []bool // for each open bracket: strings in it are addresses
	keep func(string) bool
}

// copyTo copies what stands before offset pos.
func (o *offline) copyTo(pos uint32) {
	o.out.WriteString(o.src[o.at:max(int(pos), o.at)])
	o.at = max(int(pos), o.at)
}

// replace writes text instead of src up to offset end.
func (o *offline) replace(t *token, text string, end uint32) {
	o.copyTo(t.pos)
	o.out.WriteString(text)
	o.at = int(end)
}

func (o *offline) next() {
	t := &o.toks[o.i]
	o.i++
	switch t.kind {
	case tokEOF:
		o.copyTo(t.pos)
	case tokURL:
		if !o.keep(t.text) {
			o.replace(t, nowhere, t.end)
		}
	case tokBadURL, tokBadString:
		o.replace(t, " ", t.end)
	case tokString:
		if n := len(o.in); n > 0 && o.in[n-1] && !o.keep(t.text) {
			o.replace(t, `"data:,"`, t.end)
		}
	case tokAt:
		if strings.EqualFold(t.text, "import") {
			o.replace(t, "", o.statementEnd())
		}
	case tokFunction:
		if strings.EqualFold(t.text, "url") { // with escapes, else it were a tokURL
			o.replace(t, nowhere, o.blockEnd())
			return
		}
		o.in = append(o.in, namesAddresses(t.text))
	case tokLParen, tokLBracket, tokLBrace:
		o.in = append(o.in, false)
	case tokRParen, tokRBracket, tokRBrace:
		o.in = o.in[:max(len(o.in)-1, 0)]
	}
}

// namesAddresses reports whether strings in a function are addresses.
func namesAddresses(function string) bool {
	name := strings.TrimPrefix(strings.ToLower(function), "-webkit-")
	switch name {
	case "src", "image", "image-set", "cross-fade", "element", "url-prefix":
		return true
	}
	return false
}

// statementEnd passes the tokens of an at-rule without a block and returns where
// it ends.
func (o *offline) statementEnd() uint32 {
	depth := 0
	for ; o.i < len(o.toks); o.i++ {
		switch t := &o.toks[o.i]; t.kind {
		case tokEOF:
			return t.pos
		case tokFunction, tokLParen, tokLBracket, tokLBrace:
			depth++
		case tokRParen, tokRBracket, tokRBrace:
			if depth--; depth < 0 {
				return t.pos
			}
			if depth == 0 && t.kind == tokRBrace {
				o.i++
				return t.end
			}
		case tokSemicolon:
			if depth == 0 {
				o.i++
				return t.end
			}
		}
	}
	return uint32(len(o.src))
}

// blockEnd passes the tokens up to the parenthesis that closes and returns where
// that ends.
func (o *offline) blockEnd() uint32 {
	for depth := 1; o.i < len(o.toks); o.i++ {
		switch t := &o.toks[o.i]; t.kind {
		case tokEOF:
			return t.pos
		case tokFunction, tokLParen:
			depth++
		case tokRParen:
			if depth--; depth == 0 {
				o.i++
				return t.end
			}
		}
	}
	return uint32(len(o.src))
}

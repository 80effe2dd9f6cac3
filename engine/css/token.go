package css

import (
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tdewolff/parse/v2"
	lexer "github.com/tdewolff/parse/v2/css"
)

// tokenKind is the kind of a token (css-syntax-3 §4). White space and comments
// are no tokens here: token.ws says that white space stood before.
type tokenKind uint8

const (
	tokEOF tokenKind = iota
	tokIdent
	tokFunction // text is the name, without the parenthesis
	tokAt       // text is the name, without the at sign
	tokHash
	tokString
	tokBadString
	tokURL // text is the address
	tokBadURL
	tokDelim // text is the character
	tokNumber
	tokPercent
	tokDimension // text is the unit
	tokCDO
	tokCDC
	tokColon
	tokSemicolon
	tokComma
	tokLBracket
	tokRBracket
	tokLParen
	tokRParen
	tokLBrace
	tokRBrace
	tokMatch // ~= |= ^= $= *=: text is the first character
)

type token struct {
	kind     tokenKind
	ws       bool // white space before
	integer  bool // a number without fraction and exponent
	signed   bool // a number with a sign
	pos, end uint32
	num      float64
	text     string
}

// maxSheet bounds the text of one sheet; what is beyond is not read.
const maxSheet = 32 << 20

// tokenize cuts src into tokens; the last one is tokEOF.
func tokenize(src string) []token {
	if len(src) > maxSheet {
		src = src[:maxSheet]
	}
	toks := make([]token, 0, len(src)/3+4)
	toks, pos := appendTokens(toks, src, 0)
	return append(toks, token{kind: tokEOF, pos: uint32(pos), end: uint32(pos)})
}

// appendTokens appends the tokens of src, which starts at offset base of the
// sheet, and returns the offset of its end.
func appendTokens(toks []token, src string, base int) ([]token, int) {
	lex := lexer.NewLexer(parse.NewInputString(src))
	pos, ws := 0, false
	for {
		kind, data := lex.Next()
		if kind == lexer.ErrorToken {
			break
		}
		raw := src[pos : pos+len(data)]
		start := pos
		pos += len(data)
		switch kind {
		case lexer.WhitespaceToken:
			ws = true
			continue
		case lexer.CommentToken:
			continue
		case lexer.UnicodeRangeToken:
			// css-syntax-3 no longer has this token: `u+a` is a selector.
			toks = append(toks, token{kind: tokIdent, ws: ws, pos: uint32(base + start), end: uint32(base + start + 1), text: raw[:1]})
			toks, _ = appendTokens(toks, raw[1:], base+start+1)
			ws = false
			continue
		}
		t := convert(kind, raw)
		t.ws, t.pos, t.end = ws, uint32(base+start), uint32(base+pos)
		ws = false
		toks = append(toks, t)
	}
	return toks, base + pos
}

func convert(kind lexer.TokenType, raw string) token {
	switch kind {
	case lexer.IdentToken, lexer.CustomPropertyNameToken:
		return token{kind: tokIdent, text: unescape(raw)}
	case lexer.FunctionToken:
		return token{kind: tokFunction, text: unescape(raw[:len(raw)-1])}
	case lexer.AtKeywordToken:
		return token{kind: tokAt, text: unescape(raw[1:])}
	case lexer.HashToken:
		return token{kind: tokHash, text: unescape(raw[1:])}
	case lexer.StringToken:
		return token{kind: tokString, text: unquote(raw)}
	case lexer.BadStringToken:
		return token{kind: tokBadString}
	case lexer.URLToken:
		return token{kind: tokURL, text: urlText(raw)}
	case lexer.BadURLToken:
		return token{kind: tokBadURL}
	case lexer.NumberToken:
		return number(token{kind: tokNumber}, raw)
	case lexer.PercentageToken:
		return number(token{kind: tokPercent}, raw[:len(raw)-1])
	case lexer.DimensionToken:
		n := numberEnd(raw)
		t := number(token{kind: tokDimension}, raw[:n])
		t.text = unescape(raw[n:])
		return t
	case lexer.IncludeMatchToken, lexer.DashMatchToken, lexer.PrefixMatchToken, lexer.SuffixMatchToken, lexer.SubstringMatchToken:
		return token{kind: tokMatch, text: raw[:1]}
	case lexer.ColumnToken:
		return token{kind: tokDelim, text: "||"}
	case lexer.CDOToken:
		return token{kind: tokCDO}
	case lexer.CDCToken:
		return token{kind: tokCDC}
	case lexer.ColonToken:
		return token{kind: tokColon}
	case lexer.SemicolonToken:
		return token{kind: tokSemicolon}
	case lexer.CommaToken:
		return token{kind: tokComma}
	case lexer.LeftBracketToken:
		return token{kind: tokLBracket}
	case lexer.RightBracketToken:
		return token{kind: tokRBracket}
	case lexer.LeftParenthesisToken:
		return token{kind: tokLParen}
	case lexer.RightParenthesisToken:
		return token{kind: tokRParen}
	case lexer.LeftBraceToken:
		return token{kind: tokLBrace}
	case lexer.RightBraceToken:
		return token{kind: tokRBrace}
	default:
		return token{kind: tokDelim, text: raw}
	}
}

// numberEnd is the length of the number that raw starts with.
func numberEnd(raw string) int {
	i := 0
	if i < len(raw) && (raw[i] == '+' || raw[i] == '-') {
		i++
	}
	for i < len(raw) && isDigit(raw[i]) {
		i++
	}
	if i+1 < len(raw) && raw[i] == '.' && isDigit(raw[i+1]) {
		for i++; i < len(raw) && isDigit(raw[i]); i++ {
		}
	}
	if i < len(raw) && raw[i]|0x20 == 'e' {
		j := i + 1
		if j < len(raw) && (raw[j] == '+' || raw[j] == '-') {
			j++
		}
		if j < len(raw) && isDigit(raw[j]) {
			for i = j; i < len(raw) && isDigit(raw[i]); i++ {
			}
		}
	}
	return i
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func number(t token, raw string) token {
	t.integer = !strings.ContainsAny(raw, ".eE")
	t.signed = raw != "" && (raw[0] == '+' || raw[0] == '-')
	f, err := strconv.ParseFloat(raw, 64)
	if err != nil && (math.IsInf(f, 0) || math.IsNaN(f)) {
		f = math.Copysign(1e30, f)
	}
	t.num = f
	return t
}

func unquote(raw string) string {
	q := raw[0]
	raw = raw[1:]
	if n := len(raw); n > 0 && raw[n-1] == q {
		raw = raw[:n-1]
	}
	return unescape(raw)
}

func urlText(raw string) string {
	if i := strings.IndexByte(raw, '('); i >= 0 {
		raw = raw[i+1:]
	}
	raw = strings.Trim(strings.TrimSuffix(raw, ")"), " \t\r\n\f")
	if raw != "" && (raw[0] == '"' || raw[0] == '\'') {
		return unquote(raw)
	}
	return unescape(raw)
}

// unescape resolves escapes (css-syntax-3 §4.3.7). Without any it is s itself.
func unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		if s[i] != '\\' {
			b.WriteByte(s[i])
			i++
			continue
		}
		i++
		if i == len(s) {
			break
		}
		if n := hexRun(s[i:]); n > 0 {
			v, _ := strconv.ParseUint(s[i:i+n], 16, 32)
			i += n
			if i < len(s) && s[i] == '\r' && i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
			if i < len(s) && isSpace(s[i]) {
				i++
			}
			if v == 0 || v > utf8.MaxRune || !utf8.ValidRune(rune(v)) {
				v = utf8.RuneError
			}
			b.WriteRune(rune(v))
			continue
		}
		if s[i] == '\n' || s[i] == '\f' || s[i] == '\r' { // a continued line in a string
			if s[i] == '\r' && i+1 < len(s) && s[i+1] == '\n' {
				i++
			}
			i++
			continue
		}
		_, n := utf8.DecodeRuneInString(s[i:])
		b.WriteString(s[i : i+n])
		i += n
	}
	return b.String()
}

func hexRun(s string) int {
	n := 0
	for n < len(s) && n < 6 && isHex(s[n]) {
		n++
	}
	return n
}

func isHex(c byte) bool {
	return isDigit(c) || c|0x20 >= 'a' && c|0x20 <= 'f'
}

func isSpace(c byte) bool {
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'
}

// lower is s in ASCII lower case; s itself when it is so already.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; c >= 'A' && c <= 'Z' {
			return strings.ToLower(s)
		}
	}
	return s
}

// is reports whether t is the identifier kw, in any case.
func (t *token) is(kw string) bool {
	return t.kind == tokIdent && len(t.text) == len(kw) && strings.EqualFold(t.text, kw)
}

func (t *token) delim(c byte) bool {
	return t.kind == tokDelim && len(t.text) == 1 && t.text[0] == c
}

func (t *token) function(name string) bool {
	return t.kind == tokFunction && len(t.text) == len(name) && strings.EqualFold(t.text, name)
}

// closer is the kind that closes what kind opens, tokEOF for others.
func closer(kind tokenKind) tokenKind {
	switch kind {
	case tokFunction, tokLParen:
		return tokRParen
	case tokLBracket:
		return tokRBracket
	case tokLBrace:
		return tokRBrace
	default:
		return tokEOF
	}
}

// skip returns the index after the component value that starts at i: a token,
// or a block or function with all that is in it.
func skip(toks []token, i int) int {
	if closer(toks[i].kind) == tokEOF {
		return i + 1
	}
	var stack [64]tokenKind
	depth := 0
	for ; i < len(toks); i++ {
		k := toks[i].kind
		if c := closer(k); c != tokEOF {
			if depth == len(stack) {
				return len(toks) - 1 // too deep: nothing after it is read
			}
			stack[depth] = c
			depth++
			continue
		}
		if k == tokEOF {
			return i
		}
		if k == stack[depth-1] {
			depth--
			if depth == 0 {
				return i + 1
			}
		}
	}
	return len(toks) - 1
}

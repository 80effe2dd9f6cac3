package text

import "golang.org/x/text/unicode/bidi"

// Levels resolves the embedding level of each rune of a line (UAX 9 rules W1 to
// I2) with paragraph level base. Explicit embeddings and isolates are not
// obeyed: text is filtered of their controls, and the markup's direction comes
// from styles.
func Levels(rs []rune, base uint8) []uint8 {
	cl := make([]bidi.Class, len(rs))
	for i, r := range rs {
		if r < 0x80 {
			p, _ := bidi.LookupString(string(r))
			cl[i] = p.Class()
			continue
		}
		p, _ := bidi.LookupRune(r)
		cl[i] = p.Class()
	}
	sor := bidi.L
	if base&1 == 1 {
		sor = bidi.R
	}
	orig := append([]bidi.Class(nil), cl...)
	weak(cl, sor)
	neutral(cl, sor)
	lv := make([]uint8, len(rs))
	for i, c := range cl {
		lv[i] = base
		switch {
		case base&1 == 0 && c == bidi.R:
			lv[i] = base + 1
		case base&1 == 0 && (c == bidi.EN || c == bidi.AN):
			lv[i] = base + 2
		case base&1 == 1 && (c == bidi.L || c == bidi.EN || c == bidi.AN):
			lv[i] = base + 1
		}
	}
	// L1: white space at the end of the line has the paragraph's level.
	for i := len(rs) - 1; i >= 0 && (orig[i] == bidi.WS || orig[i] == bidi.S || orig[i] == bidi.B); i-- {
		lv[i] = base
	}
	return lv
}

// weak applies rules W1 to W7.
func weak(cl []bidi.Class, sor bidi.Class) {
	prev, strong := sor, sor
	for i, c := range cl {
		if c == bidi.NSM {
			c = prev // W1
		}
		prev = c
		switch c {
		case bidi.L, bidi.R:
			strong = c
		case bidi.AL:
			strong = c
			c = bidi.R // W3
		case bidi.EN:
			if strong == bidi.AL {
				c = bidi.AN // W2
			}
		}
		cl[i] = c
	}
	for i := 1; i+1 < len(cl); i++ { // W4
		if (cl[i] == bidi.ES || cl[i] == bidi.CS) && cl[i-1] == bidi.EN && cl[i+1] == bidi.EN {
			cl[i] = bidi.EN
		} else if cl[i] == bidi.CS && cl[i-1] == bidi.AN && cl[i+1] == bidi.AN {
			cl[i] = bidi.AN
		}
	}
	for i := 0; i < len(cl); i++ { // W5
		if cl[i] != bidi.ET {
			continue
		}
		j := i
		for j < len(cl) && cl[j] == bidi.ET {
			j++
		}
		if i > 0 && cl[i-1] == bidi.EN || j < len(cl) && cl[j] == bidi.EN {
			for k := i; k < j; k++ {
				cl[k] = bidi.EN
			}
		}
		i = j - 1
	}
	strong = sor
	for i, c := range cl { // W6, W7
		switch c {
		case bidi.ES, bidi.ET, bidi.CS:
			cl[i] = bidi.ON
		case bidi.L, bidi.R:
			strong = c
		case bidi.EN:
			if strong == bidi.L {
				cl[i] = bidi.L
			}
		}
	}
}

// neutral applies rules N1 and N2.
func neutral(cl []bidi.Class, sor bidi.Class) {
	side := func(c bidi.Class) bidi.Class {
		if c == bidi.EN || c == bidi.AN {
			return bidi.R
		}
		return c
	}
	isNeutral := func(c bidi.Class) bool {
		return c != bidi.L && c != bidi.R && c != bidi.EN && c != bidi.AN
	}
	for i := 0; i < len(cl); i++ {
		if !isNeutral(cl[i]) {
			continue
		}
		j := i
		for j < len(cl) && isNeutral(cl[j]) {
			j++
		}
		before, after := sor, sor
		if i > 0 {
			before = side(cl[i-1])
		}
		if j < len(cl) {
			after = side(cl[j])
		}
		to := sor
		if before == after {
			to = before
		}
		for k := i; k < j; k++ {
			cl[k] = to
		}
		i = j - 1
	}
}

// Order gives the visual order of runs with the given levels (rule L2): element
// i of the result is the index of the run that stands i-th from the left.
func Order(levels []uint8) []int {
	order := make([]int, len(levels))
	highest, odd := uint8(0), uint8(255)
	for i, l := range levels {
		order[i] = i
		highest = max(highest, l)
		if l&1 == 1 {
			odd = min(odd, l)
		}
	}
	for l := highest; l >= odd && l > 0; l-- {
		for i := 0; i < len(order); i++ {
			if levels[order[i]] < l {
				continue
			}
			j := i
			for j < len(order) && levels[order[j]] >= l {
				j++
			}
			for a, b := i, j-1; a < b; a, b = a+1, b-1 {
				order[a], order[b] = order[b], order[a]
			}
			i = j
		}
	}
	return order
}

// Reverse turns a run of right-to-left text into visual order: clusters in
// reverse, paired characters mirrored (rule L4).
func Reverse(s string) string {
	out := make([]byte, len(s))
	at := len(s)
	for s != "" {
		n, _ := Next(s)
		at -= n
		if n == 1 {
			out[at] = mirror(s[0])
		} else {
			copy(out[at:], s[:n])
		}
		s = s[n:]
	}
	return string(out)
}

func mirror(c byte) byte {
	const pairs = "()[]{}<>"
	for i := range len(pairs) {
		if pairs[i] == c {
			return pairs[i^1]
		}
	}
	return c
}

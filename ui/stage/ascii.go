package stage

import (
	"unicode/utf8"

	"playhead/engine/cell"
	"playhead/ui/canvas"
)

// asciiOf are the signs that painting draws with, in ASCII. Lines and blocks go
// by their ranges.
var asciiOf = map[rune]rune{
	'▔': '-', '▁': '_', '▏': '|', '▕': '|', '▎': '|', '▍': '|', '▌': '|', '▐': '|',
	'•': '*', '●': '*', '○': 'o', '◉': '*', '◦': 'o', '▪': '*', '■': '#', '□': '.',
	'▾': 'v', '▼': 'v', '▴': '^', '▲': '^', '▸': '>', '▶': '>', '◂': '<', '◀': '<',
	'✓': 'x', '✔': 'x', '✗': 'x', '✕': 'x', '×': 'x', '…': '.', '–': '-', '—': '-',
	'‘': '\'', '’': '\'', '“': '"', '”': '"', '→': '>', '←': '<', '↑': '^', '↓': 'v',
	'━': '-', '─': '-', '═': '-', '╌': '-', '┄': '-', '┈': '-', '╴': '-', '╶': '-',
	'┃': '|', '│': '|', '║': '|', '╎': '|', '┆': '|', '┊': '|', '╵': '|', '╷': '|',
}

// asciify replaces what terminals with 256 glyphs lack: lines become - | +,
// blocks become grounds. Letters stay: those consoles have more of them than of
// anything else.
func asciify(c canvas.Canvas) {
	for y := range c.H {
		for x := range c.W {
			r, size := utf8.DecodeRuneInString(c.Content(x, y))
			if size < 2 {
				continue
			}
			st := c.At(x, y).Style
			switch a, ok := asciiOf[r]; {
			case ok:
				c.Set(x, y, a, st)
			case r >= 0x2500 && r <= 0x257f:
				c.Set(x, y, '+', st)
			case r >= 0x2580 && r <= 0x259f, r >= 0x2800 && r <= 0x28ff, r >= 0x1fb00 && r <= 0x1fbff:
				st.BG = heavier(r, st)
				c.Set(x, y, ' ', st)
			}
		}
	}
}

// heavier is the colour that covers more of a cell with block r.
func heavier(r rune, st cell.Style) cell.Color {
	switch r {
	case '█', '▇', '▆', '▅', '▉', '▊', '▋', '▙', '▛', '▜', '▟', '▓', '▀':
		return st.FG
	}
	return st.BG
}

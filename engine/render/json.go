package render

import (
	"strconv"
	"unicode/utf8"

	"playhead/engine/cell"
	"playhead/engine/dom"
)

// JSON says what belongs into the JSON form of a frame beside the frame itself.
type JSON struct {
	// URL and Time (milliseconds since the Unix epoch) are written as they are;
	// Time is null when HasTime is not set.
	URL     string
	Time    int64
	HasTime bool
	// Boxes adds the box of every element, in px of the document.
	Boxes bool
}

// AppendJSON appends the frame as one JSON object:
//
//	{"cols":…, "rows":…, "scroll":[x, y], "viewport":[w, h], "doc":[w, h], "url":…, "time":…,
//	 "text":[row, …], "bg":{"pal":["#rrggbb", …], "rows":[[index, run, …], …]}, "fg":{…},
//	 "elements":{"paths":["0/1/…", …], "rows":[[index, run, …], …]},
//	 "pointer":{"x":…, "y":…, "col":…, "row":…, "path":…, "inside":…}, "boxes":{path:[x, y, w, h], …}}
//
// Rows are run-length encoded. Paths are those of [Path]; an element that is not
// there has the path "". The pointer is null when it is not known. A colour of
// the terminal's own is "".
func (f *Frame) AppendJSON(dst []byte, o JSON) []byte {
	dst = append(dst, `{"cols":`...)
	dst = strconv.AppendInt(dst, int64(f.Grid.Cols), 10)
	dst = append(dst, `,"rows":`...)
	dst = strconv.AppendInt(dst, int64(f.Grid.Rows), 10)
	dst = appendPair(append(dst, `,"scroll":`...), f.Scroll.X, f.Scroll.Y)
	dst = appendPair(append(dst, `,"viewport":`...), f.Viewport.W, f.Viewport.H)
	dst = appendPair(append(dst, `,"doc":`...), f.Doc.W, f.Doc.H)
	dst = appendString(append(dst, `,"url":`...), o.URL)
	dst = append(dst, `,"time":`...)
	if o.HasTime {
		dst = strconv.AppendInt(dst, o.Time, 10)
	} else {
		dst = append(dst, "null"...)
	}
	dst = append(dst, `,"text":[`...)
	var row []byte
	for y := range f.Grid.Rows {
		if y > 0 {
			dst = append(dst, ',')
		}
		row = cell.AppendRowText(row[:0], f.Grid, y)
		dst = appendString(dst, string(row))
	}
	dst = f.appendColors(append(dst, `],"bg":`...), func(c *cell.Cell) cell.Color { return c.BG })
	return f.appendRest(dst, o)
}

func appendPair(dst []byte, a, b float64) []byte {
	dst = appendNumber(append(dst, '['), a)
	dst = appendNumber(append(dst, ','), b)
	return append(dst, ']')
}

func appendNumber(dst []byte, f float64) []byte {
	if f != f || f > 1e15 || f < -1e15 {
		return append(dst, '0')
	}
	return strconv.AppendFloat(dst, f, 'f', -1, 64)
}

// appendString appends s as a JSON string (RFC 8259); invalid UTF-8 becomes
// U+FFFD.
func appendString(dst []byte, s string) []byte {
	const digits = "0123456789abcdef"
	dst = append(dst, '"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			dst = append(dst, '\\', byte(r))
		case r < ' ' || r == 0x7f || r == 0x2028 || r == 0x2029:
			dst = append(dst, '\\', 'u', digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15])
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return append(dst, '"')
}

// appendRuns appends rows of run-length encoded indexes. index gives the number
// of cell i.
func (f *Frame) appendRuns(dst []byte, index func(i int) int) []byte {
	dst = append(dst, '[')
	for y := range f.Grid.Rows {
		if y > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, '[')
		base := y * f.Grid.Cols
		for x := 0; x < f.Grid.Cols; {
			n, v := x+1, index(base+x)
			for n < f.Grid.Cols && index(base+n) == v {
				n++
			}
			if x > 0 {
				dst = append(dst, ',')
			}
			dst = strconv.AppendInt(dst, int64(v), 10)
			dst = append(dst, ',')
			dst = strconv.AppendInt(dst, int64(n-x), 10)
			x = n
		}
		dst = append(dst, ']')
	}
	return append(dst, ']')
}

func (f *Frame) appendColors(dst []byte, of func(c *cell.Cell) cell.Color) []byte {
	index := map[cell.Color]int{}
	dst = append(dst, `{"pal":[`...)
	for i := range f.Grid.Cells {
		c := of(&f.Grid.Cells[i])
		if _, ok := index[c]; ok {
			continue
		}
		if len(index) > 0 {
			dst = append(dst, ',')
		}
		index[c] = len(index)
		if c.IsDefault() {
			dst = append(dst, `""`...)
		} else {
			dst = appendString(dst, c.Hex())
		}
	}
	dst = append(dst, `],"rows":`...)
	dst = f.appendRuns(dst, func(i int) int { return index[of(&f.Grid.Cells[i])] })
	return append(dst, '}')
}

// appendRest appends what follows the backgrounds.
func (f *Frame) appendRest(dst []byte, o JSON) []byte {
	dst = f.appendColors(append(dst, `,"fg":`...), func(c *cell.Cell) cell.Color { return c.FG })
	dst = append(dst, `,"elements":{"paths":[`...)
	index := map[dom.Ref]int{}
	for _, r := range f.Refs {
		if _, ok := index[r]; ok {
			continue
		}
		if len(index) > 0 {
			dst = append(dst, ',')
		}
		index[r] = len(index)
		dst = appendString(dst, Path(f.Tree, r))
	}
	dst = f.appendRuns(append(dst, `],"rows":`...), func(i int) int { return index[f.Refs[i]] })
	dst = append(dst, `},"pointer":`...)
	if p := &f.Pointer; p.Known {
		dst = appendNumber(append(dst, `{"x":`...), p.X)
		dst = appendNumber(append(dst, `,"y":`...), p.Y)
		dst = strconv.AppendInt(append(dst, `,"col":`...), int64(p.Col), 10)
		dst = strconv.AppendInt(append(dst, `,"row":`...), int64(p.Row), 10)
		dst = appendString(append(dst, `,"path":`...), Path(f.Tree, p.Ref))
		dst = append(dst, `,"inside":`...)
		dst = append(strconv.AppendBool(dst, p.Inside), '}')
	} else {
		dst = append(dst, "null"...)
	}
	if o.Boxes {
		dst = f.appendBoxes(append(dst, `,"boxes":{`...))
		dst = append(dst, '}')
	}
	return append(dst, '}')
}

func (f *Frame) appendBoxes(dst []byte) []byte {
	first := true
	for i := 1; i < f.Tree.Slots(); i++ {
		r := dom.Ref(i)
		if !f.Tree.Alive(r) || !f.Tree.Node(r).IsElement() {
			continue
		}
		px, _, ok := f.BoxOf(r)
		path := Path(f.Tree, r)
		if !ok || path == "" {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		dst = append(appendString(dst, path), ':', '[')
		dst = appendNumber(append(appendNumber(dst, px.X), ','), px.Y)
		dst = appendNumber(append(dst, ','), px.W)
		dst = appendNumber(append(dst, ','), px.H)
		dst = append(dst, ']')
	}
	return dst
}

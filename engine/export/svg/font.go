package svg

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"slices"

	"github.com/go-fonts/dejavu/dejavusansmono"
	"github.com/go-fonts/dejavu/dejavusansmonobold"
	"github.com/go-fonts/dejavu/dejavusansmonoboldoblique"
	"github.com/go-fonts/dejavu/dejavusansmonooblique"
	"github.com/klauspost/compress/zlib"
	"golang.org/x/image/font/sfnt"
)

// embeddedName is the family of the embedded font.
const embeddedName = "playhead"

// fonts are the characters used of each face: regular, bold, oblique, both.
type fonts struct {
	used [4]map[rune]bool
}

func newFonts() *fonts {
	f := &fonts{}
	for i := range f.used {
		f.used[i] = map[rune]bool{}
	}
	return f
}

func (f *fonts) use(s string, bold, italic bool) {
	i := 0
	if bold {
		i |= 1
	}
	if italic {
		i |= 2
	}
	for _, r := range s {
		f.used[i][r] = true
	}
}

// write writes the rules that define the font.
func (f *fonts) write(b *bufio.Writer) error {
	for i, ttf := range [4][]byte{dejavusansmono.TTF, dejavusansmonobold.TTF, dejavusansmonooblique.TTF, dejavusansmonoboldoblique.TTF} {
		if len(f.used[i]) == 0 {
			continue
		}
		runes := make([]rune, 0, len(f.used[i]))
		for r := range f.used[i] {
			runes = append(runes, r)
		}
		slices.Sort(runes)
		woff, err := subset(ttf, runes)
		if err != nil {
			return err
		}
		weight, slant := "normal", "normal"
		if i&1 != 0 {
			weight = "bold"
		}
		if i&2 != 0 {
			slant = "italic"
		}
		_, _ = fmt.Fprintf(b, "@font-face{font-family:%s;font-weight:%s;font-style:%s;src:url(data:font/woff;base64,%s)}\n",
			embeddedName, weight, slant, base64.StdEncoding.EncodeToString(woff))
	}
	return nil
}

// table is a table of a TrueType font.
type table struct {
	tag  string
	data []byte
}

// subset returns the font with the glyphs of some characters only, as WOFF. The
// glyphs keep their numbers.
func subset(ttf []byte, runes []rune) ([]byte, error) {
	tables, err := readTables(ttf)
	if err != nil {
		return nil, err
	}
	font, err := sfnt.Parse(ttf)
	if err != nil {
		return nil, fmt.Errorf("svg: font: %w", err)
	}
	var buf sfnt.Buffer
	chars := map[rune]uint16{}
	keep := map[uint16]bool{0: true}
	for _, r := range runes {
		g, err := font.GlyphIndex(&buf, r)
		if err != nil {
			return nil, fmt.Errorf("svg: font: %w", err)
		}
		if g != 0 {
			chars[r] = uint16(g)
			keep[uint16(g)] = true
		}
	}
	glyf, loca, err := reduceGlyphs(tables, keep)
	if err != nil {
		return nil, err
	}
	head := bytes.Clone(tables["head"])
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	out := []table{
		{"OS/2", tables["OS/2"]}, {"cmap", charMap(chars)}, {"cvt ", tables["cvt "]}, {"fpgm", tables["fpgm"]},
		{"glyf", glyf}, {"head", head}, {"hhea", tables["hhea"]}, {"hmtx", tables["hmtx"]}, {"loca", loca},
		{"maxp", tables["maxp"]}, {"name", tables["name"]}, {"post", noNames(tables["post"])}, {"prep", tables["prep"]},
	}
	return woff(slices.DeleteFunc(out, func(t table) bool { return len(t.data) == 0 }))
}

var errFont = fmt.Errorf("svg: the font is not a TrueType font")

func readTables(ttf []byte) (map[string][]byte, error) {
	if len(ttf) < 12 {
		return nil, errFont
	}
	n := int(binary.BigEndian.Uint16(ttf[4:]))
	tables := map[string][]byte{}
	for i := range n {
		at := 12 + 16*i
		if at+16 > len(ttf) {
			return nil, errFont
		}
		from, size := int(binary.BigEndian.Uint32(ttf[at+8:])), int(binary.BigEndian.Uint32(ttf[at+12:]))
		if from+size > len(ttf) {
			return nil, errFont
		}
		tables[string(ttf[at:at+4])] = ttf[from : from+size]
	}
	if len(tables["head"]) < 54 || len(tables["maxp"]) < 6 || len(tables["post"]) < 32 {
		return nil, errFont
	}
	return tables, nil
}

// reduceGlyphs returns the outlines of the glyphs kept, and of those they are
// made of, and where each begins.
func reduceGlyphs(tables map[string][]byte, keep map[uint16]bool) (glyf, loca []byte, err error) {
	n := int(binary.BigEndian.Uint16(tables["maxp"][4:]))
	long := binary.BigEndian.Uint16(tables["head"][50:]) == 1
	old, all := tables["loca"], tables["glyf"]
	offset := func(i int) int {
		if long {
			return int(binary.BigEndian.Uint32(old[4*i:]))
		}
		return 2 * int(binary.BigEndian.Uint16(old[2*i:]))
	}
	if width := map[bool]int{true: 4, false: 2}[long]; len(old) < (n+1)*width || offset(n) > len(all) {
		return nil, nil, errFont
	}
	queue := make([]uint16, 0, len(keep))
	for g := range keep {
		queue = append(queue, g)
	}
	for len(queue) > 0 {
		g := queue[0]
		queue = queue[1:]
		for _, part := range parts(all[offset(int(g)):offset(int(g)+1)]) {
			if !keep[part] && int(part) < n {
				keep[part] = true
				queue = append(queue, part)
			}
		}
	}
	for i := range n {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		if keep[uint16(i)] {
			glyf = append(glyf, all[offset(i):offset(i+1)]...)
			for len(glyf)%4 != 0 {
				glyf = append(glyf, 0)
			}
		}
	}
	return glyf, binary.BigEndian.AppendUint32(loca, uint32(len(glyf))), nil
}

// Flags of the parts of a composite glyph (OpenType, glyf).
const (
	wordArgs   = 0x0001
	haveScale  = 0x0008
	more       = 0x0020
	haveXY     = 0x0040
	have2By2   = 0x0080
	partHeader = 10
)

// parts returns the glyphs that a composite glyph is made of.
func parts(glyph []byte) []uint16 {
	if len(glyph) < partHeader || int16(binary.BigEndian.Uint16(glyph)) >= 0 {
		return nil
	}
	var out []uint16
	for rest := glyph[partHeader:]; len(rest) >= 4; {
		flags := binary.BigEndian.Uint16(rest)
		out = append(out, binary.BigEndian.Uint16(rest[2:]))
		size := 6
		if flags&wordArgs != 0 {
			size += 2
		}
		switch {
		case flags&haveScale != 0:
			size += 2
		case flags&haveXY != 0:
			size += 4
		case flags&have2By2 != 0:
			size += 8
		}
		if flags&more == 0 || size > len(rest) {
			break
		}
		rest = rest[size:]
	}
	return out
}

// charMap returns a cmap table of format 12, a group for each run of characters
// with glyphs in a row.
func charMap(chars map[rune]uint16) []byte {
	runes := make([]rune, 0, len(chars))
	for r := range chars {
		runes = append(runes, r)
	}
	slices.Sort(runes)
	var groups []byte
	n := 0
	for i := 0; i < len(runes); {
		j := i + 1
		for j < len(runes) && runes[j] == runes[i]+rune(j-i) && int(chars[runes[j]]) == int(chars[runes[i]])+j-i {
			j++
		}
		groups = binary.BigEndian.AppendUint32(groups, uint32(runes[i]))
		groups = binary.BigEndian.AppendUint32(groups, uint32(runes[j-1]))
		groups = binary.BigEndian.AppendUint32(groups, uint32(chars[runes[i]]))
		n++
		i = j
	}
	// Header: version 0, one table for Windows and UCS-4, 12 bytes on.
	out := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}
	out = binary.BigEndian.AppendUint32(out, uint32(16+len(groups)))
	out = binary.BigEndian.AppendUint32(out, 0)
	out = binary.BigEndian.AppendUint32(out, uint32(n))
	return append(out, groups...)
}

// noNames turns a post table into one without the glyphs' names.
func noNames(post []byte) []byte {
	out := bytes.Clone(post[:32])
	binary.BigEndian.PutUint32(out, 0x00030000)
	return out
}

// woff packs tables, which must be sorted by tag, as WOFF 1.0.
func woff(tables []table) ([]byte, error) {
	size := 12 + 16*len(tables) // of the plain font
	dir := make([]byte, 0, 20*len(tables))
	var body []byte
	at := 44 + 20*len(tables)
	for _, t := range tables {
		packed, err := deflate(t.data)
		if err != nil {
			return nil, err
		}
		if len(packed) >= len(t.data) {
			packed = t.data
		}
		dir = append(dir, t.tag...)
		for _, v := range [...]int{at + len(body), len(packed), len(t.data)} {
			dir = binary.BigEndian.AppendUint32(dir, uint32(v))
		}
		dir = binary.BigEndian.AppendUint32(dir, checksum(t.data))
		body = append(body, packed...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
		size += (len(t.data) + 3) &^ 3
	}
	out := []byte("wOFF\x00\x01\x00\x00")
	out = binary.BigEndian.AppendUint32(out, uint32(at+len(body)))
	out = binary.BigEndian.AppendUint16(out, uint16(len(tables)))
	out = binary.BigEndian.AppendUint16(out, 0)
	out = binary.BigEndian.AppendUint32(out, uint32(size))
	out = append(out, 0, 1, 0, 0)           // the font's version, which matters to nobody
	out = append(out, make([]byte, 5*4)...) // neither metadata nor private data
	return append(append(out, dir...), body...), nil
}

func deflate(b []byte) ([]byte, error) {
	var out bytes.Buffer
	z, err := zlib.NewWriterLevel(&out, zlib.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := z.Write(b); err != nil {
		return nil, err
	}
	err = z.Close()
	return out.Bytes(), err
}

// checksum is the sum of a table's words.
func checksum(b []byte) uint32 {
	var sum uint32
	for ; len(b) >= 4; b = b[4:] {
		sum += binary.BigEndian.Uint32(b)
	}
	var last [4]byte
	copy(last[:], b)
	return sum + binary.BigEndian.Uint32(last[:])
}

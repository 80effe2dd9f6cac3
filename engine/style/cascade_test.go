package style_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"strings"
	"testing"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/style"
)

// TestCascade compares with what Chromium computes: testdata/truth.py makes
// cascade.json of cascade.html.
func TestCascade(t *testing.T) {
	html, err := os.ReadFile("testdata/cascade.html")
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("testdata/cascade.json")
	if err != nil {
		t.Fatal(err)
	}
	var want map[string]map[string]string
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	tree := parseHTML(html).Freeze()
	s := style.NewResolver().Update(tree, style.Env{W: 1280, H: 720}, style.Interaction{})
	seen := 0
	var walk func(r dom.Ref, path string)
	walk = func(r dom.Ref, path string) {
		n := tree.Node(r)
		for _, p := range []css.Pseudo{css.PseudoNone, css.PseudoBefore, css.PseudoAfter} {
			c, key := s.Of(r), path
			if p != css.PseudoNone {
				c, key = s.Pseudo(r, p), path+[]string{"::before", "::after"}[p-css.PseudoBefore]
			}
			if c == nil {
				if p != css.PseudoNone && want[key] != nil {
					t.Errorf("%s of <%s> is missing", key, n.Tag)
				}
				continue
			}
			seen++
			compare(t, fmt.Sprintf("%s <%s %v>", key, n.Tag, n.Classes), describe(c), want[key])
		}
		i := 0
		for k := n.First; k != dom.None; k = tree.Node(k).Next {
			if tree.Node(k).IsElement() {
				walk(k, fmt.Sprintf("%s/%d", path, i))
				i++
			}
		}
	}
	for k := tree.Node(tree.Doc).First; k != dom.None; k = tree.Node(k).Next {
		if tree.Node(k).IsElement() {
			walk(k, "0")
		}
	}
	if seen < 120 {
		t.Errorf("only %d styles compared", seen)
	}
}

func compare(t *testing.T, what string, got, want map[string]string) {
	t.Helper()
	if want == nil {
		t.Errorf("%s is not in the truth", what)
		return
	}
	for name, g := range got {
		w := want[name]
		// getComputedStyle gives used values where there is a box.
		used := strings.HasPrefix(name, "margin") && (g == "auto" || strings.HasSuffix(g, "%")) || strings.HasPrefix(name, "min-") && g == "auto"
		if g == w || g == "" || used {
			continue
		}
		x, okx := number(g)
		y, oky := number(w)
		if okx && oky && math.Abs(x-y) < .02 {
			continue
		}
		t.Errorf("%s: %s is %s, in Chromium %s", what, name, g, w)
	}
}

func number(s string) (float64, bool) {
	f, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
	return f, err == nil
}

func colorText(c, cur css.Color) string {
	c = c.Or(cur)
	if c.A == 255 {
		return fmt.Sprintf("rgb(%d, %d, %d)", c.R, c.G, c.B)
	}
	// Two digits where they say which of 256 it is, three where not.
	a := float64(c.A) / 255
	short := math.Round(a*100) / 100
	if uint8(short*255+.5) != c.A {
		short = math.Round(a*1000) / 1000
	}
	return fmt.Sprintf("rgba(%d, %d, %d, %s)", c.R, c.G, c.B, strconv.FormatFloat(short, 'g', -1, 64))
}

func lengthText(l style.Length) string {
	switch l.Kind {
	case style.LengthPx:
		return fmt.Sprintf("%gpx", l.Px)
	case style.LengthPercent:
		if l.Px == 0 {
			return fmt.Sprintf("%g%%", l.Frac*100)
		}
	case style.LengthAuto:
		return "auto"
	case style.LengthNone:
		return "none"
	case style.LengthNormal:
		return "normal"
	}
	return ""
}

func word[T ~uint8](i T, words string) string { return strings.Fields(words)[i] }

const (
	lineWords  = "none hidden solid dashed dotted double groove ridge inset outset auto"
	alignWords = "normal auto stretch start end center flex-start flex-end self-start self-end left right baseline last space-between"
	flowWords  = "visible hidden clip scroll auto"
)

// describe writes a style as getComputedStyle does.
func describe(c *style.Computed) map[string]string {
	t, b, o, f := c.Text, c.Box, c.Border, c.Flex
	m := map[string]string{
		"display": word(b.Display, "inline block none contents flow-root inline-block list-item inline-list-item flex inline-flex grid "+
			"inline-grid table inline-table table-row-group table-header-group table-footer-group table-row table-cell "+
			"table-column-group table-column table-caption -webkit-box -webkit-inline-box ruby ruby-text"),
		"position":             word(b.Position, "static relative absolute fixed sticky"),
		"float":                word(b.Float, "none left right"),
		"clear":                word(b.Clear, "none left right both"),
		"color":                colorText(t.Color, t.Color),
		"background-color":     colorText(c.Back.Color, t.Color),
		"font-size":            fmt.Sprintf("%gpx", t.FontSize),
		"font-weight":          strconv.Itoa(int(t.FontWeight)),
		"font-style":           word(t.FontStyle, "normal italic oblique"),
		"line-height":          lengthText(t.LineHeight),
		"text-align":           word(t.Align, "start end left right center justify -webkit-left -webkit-right -webkit-center"),
		"text-transform":       word(t.Transform, "none uppercase lowercase capitalize"),
		"white-space-collapse": word(t.Space, "collapse preserve preserve-breaks break-spaces"),
		"text-wrap-mode":       word(t.Wrap, "wrap nowrap"),
		"opacity":              fmt.Sprint(b.Opacity),
		"z-index":              strconv.Itoa(int(b.ZIndex)),
		"overflow-x":           word(b.OverflowX, flowWords),
		"overflow-y":           word(b.OverflowY, flowWords),
		"box-sizing":           word(b.Sizing, "content-box border-box"),
		"margin-top":           lengthText(b.Margin.Top),
		"margin-right":         lengthText(b.Margin.Right),
		"margin-bottom":        lengthText(b.Margin.Bottom),
		"margin-left":          lengthText(b.Margin.Left),
		"padding-top":          lengthText(b.Padding.Top),
		"padding-right":        lengthText(b.Padding.Right),
		"padding-bottom":       lengthText(b.Padding.Bottom),
		"padding-left":         lengthText(b.Padding.Left),
		"border-top-width":     fmt.Sprintf("%gpx", o.Width.Top),
		"border-right-width":   fmt.Sprintf("%gpx", o.Width.Right),
		"border-bottom-width":  fmt.Sprintf("%gpx", o.Width.Bottom),
		"border-left-width":    fmt.Sprintf("%gpx", o.Width.Left),
		"border-top-style":     word(o.Style.Top, lineWords),
		"border-left-style":    word(o.Style.Left, lineWords),
		"border-top-color":     colorText(o.Color.Top, t.Color),
		"border-bottom-color":  colorText(o.Color.Bottom, t.Color),
		"flex-direction":       word(f.Direction, "row row-reverse column column-reverse"),
		"flex-wrap":            word(f.Wrap, "nowrap wrap wrap-reverse"),
		"flex-grow":            fmt.Sprint(f.Grow),
		"flex-shrink":          fmt.Sprint(f.Shrink),
		"flex-basis":           lengthText(f.Basis),
		"order":                strconv.Itoa(int(f.Order)),
		"align-items":          word(f.AlignItems, alignWords),
		"align-self":           word(f.AlignSelf, alignWords),
		"justify-content":      word(f.JustifyContent, alignWords),
		"align-content":        word(f.AlignContent, alignWords),
		"visibility":           word(t.Visibility, "visible hidden collapse"),
		"list-style-type":      word(t.ListStyle, "disc none circle square decimal decimal-leading-zero lower-roman upper-roman lower-alpha upper-alpha lower-greek disclosure-open disclosure-closed"),
		"list-style-position":  word(t.ListPosition, "outside inside"),
		"vertical-align":       word(b.VAlign, "baseline sub super top text-top middle bottom text-bottom length"),
		"text-indent":          lengthText(t.Indent),
		"border-collapse":      word(t.Collapse, "separate collapse"),
		"min-width":            lengthText(b.MinWidth),
		"max-width":            lengthText(b.MaxWidth),
		"min-height":           lengthText(b.MinHeight),
		"max-height":           lengthText(b.MaxHeight),
		"row-gap":              lengthText(f.RowGap),
		"column-gap":           lengthText(f.ColumnGap),
		"overflow-wrap":        word(t.OverflowWrap, "normal break-word anywhere"),
		"word-break":           word(t.WordBreak, "normal break-all keep-all break-word"),
		"table-layout":         word(b.TableLayout, "auto fixed"),
		"object-fit":           word(c.Rare.ObjectFit, "fill contain cover none scale-down"),
		"direction":            word(t.Direction, "ltr rtl"),
		"text-overflow":        word(b.TextOverflow, "clip ellipsis"),
		"outline-style":        word(o.OutlineStyle, lineWords),
		"pointer-events":       word(t.Pointer, "auto none"),

		"border-top-left-radius": lengthText(o.Radius.TopLeft.X),
	}
	if b.ZAuto {
		m["z-index"] = "auto"
	}
	if b.VAlign == css.VAlignLength {
		m["vertical-align"] = lengthText(b.VAlignLen)
	}
	return m
}

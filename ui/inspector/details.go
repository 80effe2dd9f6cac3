package inspector

import (
	"strconv"
	"strings"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// pair is a row of the attributes.
type pair struct{ name, value string }

// attributes are what the selected node is, beyond its place.
func (v *View) attributes() []pair {
	r := v.Ref()
	if r == dom.None {
		return nil
	}
	t, n := v.tree, v.tree.Node(r)
	var out []pair
	if n.IsText() {
		return []pair{{"text", oneLine(n.Text)}, {"recorded id", strconv.Itoa(int(n.ID))}}
	}
	for _, a := range n.Attrs {
		if a.Name == "class" && len(n.Classes) > 1 {
			for i, c := range n.Classes {
				name := "class"
				if i > 0 {
					name = ""
				}
				out = append(out, pair{name, c})
			}
			continue
		}
		if a.Name == "style" {
			for i, d := range strings.Split(strings.TrimRight(a.Value, "; "), ";") {
				name := "style"
				if i > 0 {
					name = ""
				}
				out = append(out, pair{name, oneLine(d)})
			}
			continue
		}
		out = append(out, pair{a.Name, oneLine(a.Value)})
	}
	live := func(name, value string) { out = append(out, pair{name, value}) }
	switch {
	case n.IsHTML("input") && (n.InputType() == "checkbox" || n.InputType() == "radio"):
		live("checked now", onOff(t.Checked(r)))
	case n.IsHTML("input"), n.IsHTML("textarea"), n.IsHTML("select"):
		live("value now", strconv.Quote(oneLine(t.Value(r))))
	}
	if s := n.State; s != nil {
		if s.ScrollX != 0 || s.ScrollY != 0 {
			live("scrolled to", number(s.ScrollX)+", "+number(s.ScrollY))
		}
		if s.HasSize {
			live("hidden", "content left out, "+number(s.W)+" × "+number(s.H)+" px")
		}
		switch s.Media {
		case event.MediaPlaying:
			live("media", "playing")
		case event.MediaPaused:
			live("media", "paused")
		case event.MediaUnknown:
		}
	}
	live("recorded id", strconv.Itoa(int(n.ID)))
	return out
}

func onOff(b bool) string {
	if b {
		return "on"
	}
	return "off"
}

func number(f float64) string { return strconv.FormatFloat(f, 'f', -1, 64) }

package signal

import (
	"math"
	"slices"
	"sort"
	"strconv"
	"strings"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// The rules are those of the Datadog browser SDK (rum-core, clickChain and
// computeFrustration), applied to what a recording has. Times in ms.
const (
	rageClicks                = 3
	rageWindow   event.Millis = 1000
	chainPause   event.Millis = 1000
	chainPx                   = 100
	deadWindow   event.Millis = 500 // until the page must have begun to react
	errorWindow  event.Millis = 1000
	watchWindow               = errorWindow
	recordedNear event.Millis = 1500
)

// click is a click with what happened after it.
type click struct {
	entry    event.Entry
	inert    bool // on an element that should react
	reacted  bool // the page changed soon after
	scrolled bool
	selected bool
	recorded bool // recorded frustration names it
}

// watch notes for the last clicks what a further event means for them.
func (w *rows) watch(m event.Meta) {
	for i := len(w.clicks) - 1; i >= 0; i-- {
		c := &w.clicks[i]
		d := m.Time - c.entry.Time
		if d > watchWindow {
			return
		}
		switch m.Kind {
		case event.KindScroll:
			c.scrolled = true
			c.reacted = c.reacted || d <= deadWindow
		case event.KindSelection:
			c.selected = true
		case event.KindSnapshot, event.KindMutation, event.KindInput, event.KindMedia, event.KindSheet, event.KindPicture, event.KindViewEnd:
			c.reacted = c.reacted || d <= deadWindow
		}
	}
}

// inert reports whether a click on r that changes nothing is a dead one: not on
// form controls and their labels, editable content, canvases and links, which
// react without the page changing, or without that being recorded.
func (w *rows) inert(r dom.Ref) bool {
	for p := r; p != dom.None; p = w.tree.Node(p).Parent {
		n := w.tree.Node(p)
		if !n.IsElement() {
			continue
		}
		if v, ok := n.Attr("contenteditable"); ok && v != "false" {
			return false
		}
		switch n.Tag {
		case "a":
			if _, ok := n.Attr("href"); ok {
				return false
			}
		case "input", "button":
			typ, _ := n.Attr("type")
			if n.Tag == "input" {
				typ = n.InputType()
			}
			return typ == "button" || typ == "submit" || n.Tag == "button" && !strings.EqualFold(typ, "reset")
		case "label", "summary", "option":
			return false
		case "textarea", "select", "canvas", "video", "audio", "iframe":
			if p == r {
				return false
			}
		}
	}
	return true
}

// Frustrations computes signs of frustration from the clicks scanned so far:
// rage (3 clicks or more within a second without scrolling or selecting), dead
// (nothing changes after a click on an element that should react) and error (an
// error follows). The field "rule" says why. others are all other entries in
// order of time; errors and requests among them count, and recorded frustration
// is not repeated.
func (s *Scanner) Frustrations(others []event.Entry) []event.Entry {
	var out []event.Entry
	clicks := s.rows.clicks
	for i := 0; i < len(clicks); {
		j := i + 1
		for j < len(clicks) && chained(&clicks[j-1], &clicks[j]) {
			j++
		}
		out = append(out, s.chain(clicks[i:j], others)...)
		i = j
	}
	slices.SortStableFunc(out, byTime)
	return out
}

func chained(a, b *click) bool {
	return b.entry.Time-a.entry.Time <= chainPause &&
		math.Hypot(b.entry.X-a.entry.X, b.entry.Y-a.entry.Y) <= chainPx
}

// chain computes the frustration of clicks that follow each other closely.
func (s *Scanner) chain(clicks []click, others []event.Entry) []event.Entry {
	var out []event.Entry
	calm := false
	for i := range clicks {
		calm = calm || clicks[i].selected || clicks[i].scrolled
	}
	if !calm {
		for i := 0; i+rageClicks <= len(clicks); i++ {
			if clicks[i+rageClicks-1].entry.Time-clicks[i].entry.Time <= rageWindow {
				rule := strconv.Itoa(len(clicks)) + " clicks, " + strconv.Itoa(rageClicks) + " of them within 1 s"
				return append(out, frustrated("rage_click", rule, &clicks[i], others)...)
			}
		}
	}
	for i := range clicks {
		c := &clicks[i]
		if c.selected {
			continue
		}
		from := sort.Search(len(others), func(k int) bool { return others[k].Time >= c.entry.Time })
		failed, asked := "", false
		for k := from; k < len(others) && others[k].Time <= c.entry.Time+errorWindow; k++ {
			switch o := &others[k]; o.Kind {
			case event.EntryError:
				if failed == "" {
					failed = o.Title
				}
			case event.EntryRequest, event.EntryNavigation:
				asked = asked || o.Time <= c.entry.Time+deadWindow
			}
		}
		switch {
		case failed != "":
			out = append(out, frustrated("error_click", "followed by an error: "+shorten(failed, maxLabel), c, others)...)
		case c.inert && !c.reacted && !c.scrolled && !asked:
			out = append(out, frustrated("dead_click", "nothing changed within 0.5 s", c, others)...)
		}
	}
	return out
}

// frustrated makes the row, unless the recording has it.
func frustrated(typ, rule string, c *click, others []event.Entry) []event.Entry {
	from := sort.Search(len(others), func(k int) bool { return others[k].Time >= c.entry.Time-recordedNear })
	for k := from; k < len(others) && others[k].Time <= c.entry.Time+recordedNear; k++ {
		if o := &others[k]; o.Kind == event.EntryFrustration && o.Get("type") == typ {
			return nil
		}
	}
	e := c.entry
	e.Kind, e.Severity = event.EntryFrustration, event.Warning
	e.Title = typ + ": " + c.entry.Title
	e.Fields = []event.Field{{Name: "type", Value: typ}, {Name: "source", Value: "computed"}, {Name: "rule", Value: rule}}
	return []event.Entry{e}
}

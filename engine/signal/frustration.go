package signal

import (
	"math"
	"slices"
	"sort"
	"strings"

	"playhead/engine/dom"
	"playhead/engine/event"
)

// recordedNear is how near recorded frustration must be to what is computed to be
// the same.
const recordedNear event.Millis = 1500

// never is the time until what did not happen.
const never = event.Millis(math.MaxInt64)

// click is a click with what happened after it.
type click struct {
	entry   event.Entry
	inert   bool // on something that is no field
	control bool // on a link or button
	// How long after it the page changed, was scrolled, and text was selected for
	// the first time.
	acted, scrolled, selected event.Millis
	recorded                  bool // recorded frustration names it
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
			c.scrolled = min(c.scrolled, d)
		case event.KindSelection:
			c.selected = min(c.selected, d)
		case event.KindSnapshot, event.KindMutation, event.KindInput, event.KindMedia, event.KindSheet, event.KindPicture, event.KindViewEnd:
			c.acted = min(c.acted, d)
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

// control reports whether a click on r is one on a link or button that acts on
// the page: not on links that open elsewhere.
func (w *rows) control(r dom.Ref) bool {
	for p := r; p != dom.None; p = w.tree.Node(p).Parent {
		n := w.tree.Node(p)
		switch {
		case n.IsHTML("button"):
			return true
		case n.IsHTML("input"):
			t := n.InputType()
			return t == "button" || t == "submit"
		case n.IsHTML("a"):
			_, download := n.Attr("download")
			target, ok := n.Attr("target")
			return !download && (!ok || target == "_self")
		}
	}
	return false
}

// Frustrations computes signs of frustration from the clicks scanned so far, by
// the rules of the scanner's profile. The field "rule" says why. others are all
// other entries in order of time; errors and requests among them count, and
// recorded frustration is not repeated.
func (s *Scanner) Frustrations(others []event.Entry) []event.Entry {
	j := judge{p: &s.profile, others: others, until: s.rows.meta.Time}
	if n := len(others); n > 0 {
		j.until = max(j.until, others[n-1].Time)
	}
	clicks := s.rows.clicks
	for i := 0; i < len(clicks); {
		k := i + 1
		for k < len(clicks) && s.profile.rage.chained(&clicks[k-1], &clicks[k]) {
			k++
		}
		j.series(clicks[i:k])
		i = k
	}
	slices.SortStableFunc(j.out, byTime)
	return j.out
}

// chained reports whether click b goes on with the series of a.
func (r *rageRule) chained(a, b *click) bool {
	if b.entry.Time-a.entry.Time > r.pause || r.node && a.entry.Node != b.entry.Node {
		return false
	}
	return r.px == 0 || math.Hypot(b.entry.X-a.entry.X, b.entry.Y-a.entry.Y) <= r.px
}

// judge applies the rules of a profile.
type judge struct {
	p      *Profile
	others []event.Entry
	until  event.Millis // how far the recording goes
	out    []event.Entry
}

// series judges clicks that follow each other closely: all together, or one by
// one.
func (j *judge) series(clicks []click) {
	if i, n := j.rage(clicks); n > 0 {
		took := clicks[len(clicks)-1].entry.Time - clicks[0].entry.Time
		j.tell("rage_click", j.p.rage.text(len(clicks), took), &clicks[i])
		return
	}
	for i := range clicks {
		c := &clicks[i]
		if j.p.rage.calm && c.selected <= j.p.rage.window {
			continue // who selects text clicks for that
		}
		failed, asked := j.follows(c)
		switch {
		case failed != "":
			j.tell("error_click", "followed by an error within "+secs(j.p.error)+": "+shorten(failed, maxLabel), c)
		case j.isDead(c, asked):
			j.tell("dead_click", "nothing changed within "+secs(j.p.dead.window), c)
		}
	}
}

// rage returns the first click of rage within a series and how many there are
// at least, 0 when it is none.
func (j *judge) rage(clicks []click) (first, n int) {
	r := &j.p.rage
	if r.calm {
		for i := range clicks {
			if clicks[i].selected <= r.window || clicks[i].scrolled <= r.window {
				return 0, 0
			}
		}
	}
	for i := 0; i+r.clicks <= len(clicks); i++ {
		if clicks[i+r.clicks-1].entry.Time-clicks[i].entry.Time > r.window {
			continue
		}
		if _, asked := j.follows(&clicks[i]); r.dead && !j.isDead(&clicks[i], asked) {
			continue
		}
		return i, r.clicks
	}
	return 0, 0
}

// isDead reports whether nothing came of a click. asked says that a request did.
func (j *judge) isDead(c *click, asked bool) bool {
	r := &j.p.dead
	if r.window == 0 || r.control && !c.control || !r.control && !c.inert {
		return false
	}
	// A recording that ends before cannot tell.
	if c.entry.Time+r.window > j.until || r.request && asked {
		return false
	}
	return c.acted > r.window && c.scrolled > r.scroll && (!j.p.rage.calm || c.scrolled > r.window)
}

// follows returns the error that follows a click, "" when none does, and whether
// something was asked for soon after it.
func (j *judge) follows(c *click) (failed string, asked bool) {
	from := sort.Search(len(j.others), func(k int) bool { return j.others[k].Time >= c.entry.Time })
	until := c.entry.Time + max(j.p.error, j.p.dead.window)
	for k := from; k < len(j.others) && j.others[k].Time <= until; k++ {
		d := j.others[k].Time - c.entry.Time
		switch o := &j.others[k]; o.Kind {
		case event.EntryError:
			if failed == "" && j.p.error > 0 && d <= j.p.error {
				failed = o.Title
				if failed == "" {
					failed = "error"
				}
			}
		case event.EntryRequest, event.EntryNavigation:
			asked = asked || d <= j.p.dead.window
		}
	}
	return failed, asked
}

// tell makes the row, unless the recording has it.
func (j *judge) tell(typ, rule string, c *click) {
	from := sort.Search(len(j.others), func(k int) bool { return j.others[k].Time >= c.entry.Time-recordedNear })
	for k := from; k < len(j.others) && j.others[k].Time <= c.entry.Time+recordedNear; k++ {
		if o := &j.others[k]; o.Kind == event.EntryFrustration && o.Get("type") == typ && o.Get("source") == "recorded" {
			return
		}
	}
	e := c.entry
	e.Kind, e.Severity = event.EntryFrustration, event.Warning
	e.Title = typ + ": " + c.entry.Title
	e.Fields = []event.Field{
		{Name: "type", Value: typ}, {Name: "source", Value: "computed"}, {Name: "profile", Value: j.p.Name}, {Name: "rule", Value: rule},
	}
	j.out = append(j.out, e)
}

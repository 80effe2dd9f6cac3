package steps

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"playhead/engine/aria"
	"playhead/engine/event"
)

// Options of [Build]. The zero value takes the whole recording.
type Options struct {
	// From and To bound the steps; a To of 0 means the end.
	From, To event.Millis
	// Scrolls adds steps for scrolling.
	Scrolls bool
}

// Script is what a session's user did.
type Script struct {
	Steps []Step
	// Until is the moment up to which they were looked for; the greatest time when
	// nothing bounds it.
	Until event.Millis
	// End is what the tab of the last step showed in the end.
	End Ending
	// Problems are errors that the page reported, in order, each text once.
	Errors []string
}

// How long after an action something still counts as its effect, in ms.
const (
	navigationWithin event.Millis = 10_000
	redirectWithin   event.Millis = 5_000
	repeatWithin     event.Millis = 2_000
	controlWithin    event.Millis = 1_500
	passedOn         event.Millis = 50
)

// Build makes the steps of a session. tracks are its tabs; entries all rows
// (those of the tracks and those from beside, as package signal makes and merges
// them), in order of time. It returns ctx's error when that ends first.
func Build(ctx context.Context, tracks []event.Track, entries []event.Entry, opts Options) (*Script, error) {
	if opts.To == 0 {
		opts.To = math.MaxInt64
	}
	b := builder{opts: opts, tabs: make([]tab, len(tracks))}
	var happened []happening
	for i, track := range tracks {
		s, err := scanTrack(ctx, track, opts.To)
		if err != nil {
			return nil, err
		}
		b.tabs[i] = tab{scan: s, last: -1}
		for j := range s.outcomes {
			happened = append(happened, happening{time: s.outcomes[j].Time, tab: i, outcome: &s.outcomes[j]})
		}
	}
	for i := range entries {
		if e := &entries[i]; e.Time <= opts.To {
			happened = append(happened, happening{time: e.Time, tab: int(e.Track), entry: e})
		}
	}
	// Of what happened at once, what the user did comes first, then what came of it.
	slices.SortStableFunc(happened, func(a, b happening) int {
		return cmp.Or(cmp.Compare(a.time, b.time), cmp.Compare(a.order(), b.order()))
	})
	for i := range happened {
		b.take(&happened[i])
	}
	return b.finish(), nil
}

// happening is a row, or what a scan noticed.
type happening struct {
	time    event.Millis
	tab     int
	entry   *event.Entry
	outcome *Outcome
}

func (h *happening) order() int {
	switch {
	case h.outcome != nil && h.outcome.early:
		return -1
	case h.outcome != nil:
		return 3
	case h.entry.Kind == event.EntryClick || h.entry.Kind == event.EntryInput:
		return 0
	case h.entry.Kind == event.EntryFrustration:
		return 1
	default:
		return 2
	}
}

// tab is what is known of a tab while steps are built.
type tab struct {
	scan    *scan
	last    int // index of the tab's last step, -1 before the first
	url     string
	history []string
}

type builder struct {
	opts  Options
	tabs  []tab
	steps []Step
	lasts []event.Millis // when each step was done for the last time
	any   int            // tab of the last step
}

func (b *builder) take(h *happening) {
	if h.tab >= len(b.tabs) {
		return
	}
	if h.outcome != nil {
		b.pageDid(h.tab, h.outcome)
		return
	}
	e := h.entry
	switch e.Kind {
	case event.EntryNavigation:
		b.navigated(h.tab, e)
	case event.EntryClick:
		b.clicked(h.tab, e)
	case event.EntryInput:
		b.entered(h.tab, e)
	case event.EntryResize:
		w, height := b.tabs[h.tab].scan.sizeAt(e.Time + e.Duration)
		b.add(h.tab, Step{Time: e.Time, Action: Resize, W: w, H: height})
	case event.EntryScroll:
		if b.opts.Scrolls && !b.arrived(h.tab, e.Time) {
			b.add(h.tab, Step{Time: e.Time, Action: Scroll, Target: b.target(h.tab, e), Value: e.Title})
		}
	case event.EntryFrustration:
		b.frustrated(h.tab, e)
	default:
		b.beside(h.tab, e)
	}
}

// arrived reports whether a tab has just changed its page: then it is the page
// that scrolls.
func (b *builder) arrived(i int, t event.Millis) bool {
	s := b.lastOf(i)
	if s == nil || s.Action == Open && t-s.Time <= controlWithin {
		return true
	}
	return slices.ContainsFunc(s.Outcomes, func(o Outcome) bool { return o.Kind == Navigated && t-o.Time <= controlWithin })
}

// add appends a step of a tab.
func (b *builder) add(i int, s Step) *Step {
	t := &b.tabs[i]
	s.Tab = i
	s.Count = max(s.Count, 1)
	if s.URL == "" {
		s.URL = t.url
	}
	t.last, b.any = len(b.steps), i
	b.steps = append(b.steps, s)
	b.lasts = append(b.lasts, s.Time)
	return &b.steps[t.last]
}

// lastOf returns the last step of a tab, or of any for -1; nil when there is
// none.
func (b *builder) lastOf(i int) *Step {
	if i < 0 {
		i = b.any
	}
	if i >= len(b.tabs) || b.tabs[i].last < 0 {
		return nil
	}
	return &b.steps[b.tabs[i].last]
}

// drop takes back the last step of a tab, which must be the last of all.
func (b *builder) drop(i int) {
	n := len(b.steps) - 1
	b.steps, b.lasts = b.steps[:n], b.lasts[:n]
	b.tabs[i].last = -1
	for j := n - 1; j >= 0; j-- {
		if b.steps[j].Tab == i {
			b.tabs[i].last = j
			break
		}
	}
}

// latest reports whether a tab's last step is the last of all.
func (b *builder) latest(i int) bool { return b.tabs[i].last >= 0 && b.tabs[i].last == len(b.steps)-1 }

func (b *builder) target(i int, e *event.Entry) *Target {
	return b.tabs[i].scan.targets[at{e.Time, e.Node}]
}

func (b *builder) navigated(i int, e *event.Entry) {
	t := &b.tabs[i]
	url := e.Title
	if url == t.url {
		return // another view of the same page
	}
	defer func() {
		t.url = url
		t.history = append(t.history, url)
	}()
	s := b.lastOf(i)
	if s == nil {
		w, h := t.scan.sizeAt(e.Time)
		b.add(i, Step{Time: e.Time, Action: Open, URL: url, W: w, H: h})
		return
	}
	since := e.Time - b.lasts[t.last]
	if s.Action == Open && since <= redirectWithin || s.Action != Open && s.Action != Scroll && s.Action != Resize && since <= navigationWithin {
		s.Enter = s.Enter || s.Action == Fill && s.Target != nil && s.Target.Tag == "input"
		s.Outcomes = append(s.Outcomes, Outcome{Time: e.Time, Kind: Navigated, Text: url})
		return
	}
	if n := len(t.history); n >= 2 && t.history[n-2] == url {
		t.history = t.history[:n-2]
		b.add(i, Step{Time: e.Time, Action: Back, URL: url, Inferred: true})
		return
	}
	w, h := t.scan.sizeAt(e.Time)
	b.add(i, Step{Time: e.Time, Action: Open, URL: url, W: w, H: h, Inferred: true})
}

func (b *builder) clicked(i int, e *event.Entry) {
	x := b.target(i, e)
	if s := b.lastOf(i); s != nil && s.Action == Choose && x != nil && (x.Tag == "option" || same(s.Target, x)) && e.Time-b.lasts[b.tabs[i].last] <= controlWithin {
		return // part of choosing
	}
	action := Click
	switch e.Get("kind") {
	case "dblclick":
		action = DoubleClick
	case "contextmenu":
		action = RightClick
	}
	if action == DoubleClick { // made of the clicks before it
		for b.latest(i) {
			s := b.lastOf(i)
			if s.Action != Click || !same(s.Target, x) || e.Time-b.lasts[b.tabs[i].last] > repeatWithin {
				break
			}
			b.drop(i)
		}
	}
	if s := b.lastOf(i); action == Click && b.latest(i) && s.Action == Click && s.Count == 1 && isLabel(s.Target) && e.Time-s.Time <= passedOn {
		b.drop(i) // the browser passes a click on a label on to its control
	}
	if action == Click && b.again(i, e, x) {
		return
	}
	b.add(i, Step{Time: e.Time, Action: action, Target: x})
}

// again counts a click as a repetition of the one before, where it is.
func (b *builder) again(i int, e *event.Entry, x *Target) bool {
	if !b.latest(i) {
		return false
	}
	s := b.lastOf(i)
	dismissed := s.Action == Dismiss && s.Inferred
	n := b.tabs[i].last
	if dismissed {
		if n--; n < 0 || b.steps[n].Tab != i {
			return false
		}
		s = &b.steps[n]
	}
	if s.Action != Click || !same(s.Target, x) || e.Time-b.lasts[n] > repeatWithin || s.Count > 1 && dismissed && !s.Dismissed {
		return false
	}
	for k := range s.Outcomes {
		if s.Outcomes[k].Kind == Navigated {
			return false
		}
	}
	if dismissed {
		b.drop(i)
		s.Dismissed = true
	}
	s.Count++
	b.lasts[n] = e.Time
	return true
}

func isLabel(x *Target) bool { return x != nil && x.Tag == "label" }

func same(a, b *Target) bool { return a != nil && b != nil && a.Node == b.Node }

// entered makes the step of a row of typing or choosing.
func (b *builder) entered(i int, e *event.Entry) {
	x := b.target(i, e)
	step := Step{Time: e.Time, Target: x, Value: e.Get("value"), Action: Fill}
	if x != nil {
		step.Action = entering(x, step.Value)
	}
	step.Masked = aria.Masked(step.Value) && step.Action != Tick && step.Action != Untick
	if b.latest(i) {
		s := b.lastOf(i)
		// The click that went into the field, or on the label of the control, is
		// part of entering.
		if s.Action == Click && s.Count == 1 && (same(s.Target, x) || labels(s.Target, x) && e.Time-s.Time <= controlWithin) {
			step.Outcomes, step.Time = s.Outcomes, s.Time
			b.drop(i)
		} else if s.Action == step.Action && same(s.Target, x) && len(s.Outcomes) == 0 {
			step.Time = s.Time
			b.drop(i)
		}
	}
	b.add(i, step)
	b.lasts[len(b.lasts)-1] = e.Time + e.Duration
}

// labels reports whether a click on a also changes control x: a is its label.
func labels(a, x *Target) bool {
	return a != nil && x != nil && (a.Tag == "label" || a.Role == "option" || a.Name != "" && a.Name == x.Name) &&
		(x.Type == "checkbox" || x.Type == "radio" || x.Tag == "select")
}

// entering is the action that changes a control.
func entering(x *Target, value string) Action {
	switch {
	case x.Tag == "select":
		return Choose
	case x.Type == "checkbox" || x.Type == "radio" || x.Role == "switch":
		if value == "off" {
			return Untick
		}
		return Tick
	}
	switch x.Type {
	case "range", "color", "date", "time", "month", "week", "datetime-local", "file":
		return Set
	}
	return Fill
}

// pageDid notes what a scan noticed.
func (b *builder) pageDid(i int, o *Outcome) {
	s := b.lastOf(i)
	if s == nil {
		return
	}
	if o.Kind == submitted {
		s.Enter = s.Enter || s.Action == Fill && strings.TrimSpace(s.Value) == o.Text
		return
	}
	if o.Kind == Announced && repeats(s.Outcomes, o.Text) {
		return
	}
	if o.Kind == Closed && !b.closedBy(i, o) {
		if s.Dismissed && b.latest(i) {
			return // the last of several times
		}
		b.add(i, Step{Time: o.Time, Action: Dismiss, Target: o.Target, Inferred: true})
		return
	}
	s.Outcomes = append(s.Outcomes, *o)
}

// repeats reports whether a step has an announcement already, numbers apart, or
// whether there is nothing but numbers to announce. It marks the one that varies.
func repeats(outcomes []Outcome, text string) bool {
	words := WithoutNumbers(text)
	if words == "" {
		return true
	}
	for k := range outcomes {
		if o := &outcomes[k]; o.Kind == Announced && WithoutNumbers(o.Text) == words {
			o.Varies = o.Varies || o.Text != text
			return true
		}
	}
	return false
}

// WithoutNumbers is what two texts have in common that differ in numbers only.
func WithoutNumbers(s string) string {
	return strings.TrimFunc(strings.Map(func(c rune) rune {
		if unicode.IsDigit(c) {
			return -1
		}
		return c
	}, s), func(c rune) bool { return !unicode.IsLetter(c) })
}

// closedBy reports whether the last step can have closed a dialog: it came after
// the dialog opened, or led to another page.
func (b *builder) closedBy(i int, o *Outcome) bool {
	s := b.lastOf(i)
	if s.Action == Open || s.Action == Back {
		return true
	}
	for k := range s.Outcomes {
		switch p := &s.Outcomes[k]; {
		case p.Kind == Navigated:
			return true
		case p.Kind == Opened && same(p.Target, o.Target):
			return false
		}
	}
	return true
}

// frustrated marks the step whose click a row of frustration means.
func (b *builder) frustrated(i int, e *event.Entry) {
	kind := e.Get("type")
	for k, tried := len(b.steps)-1, 0; k >= 0 && tried < 16; k-- {
		s := &b.steps[k]
		if s.Tab != i {
			continue
		}
		tried++
		if e.Time >= s.Time-controlWithin && e.Time <= b.lasts[k]+controlWithin && s.Target != nil && s.Action != Dismiss {
			if !slices.Contains(s.Frustration, kind) {
				s.Frustration = append(s.Frustration, kind)
			}
			return
		}
	}
}

// beside notes what was recorded beside the page.
func (b *builder) beside(i int, e *event.Entry) {
	s := b.lastOf(i)
	if s == nil {
		return
	}
	o := Outcome{Time: e.Time}
	switch e.Kind {
	case event.EntryError:
		o.Kind, o.Text, o.Console = FailedError, e.Title, e.Get("source") == "console"
	case event.EntryConsole:
		if e.Severity != event.Bad {
			return
		}
		o.Kind, o.Text, o.Console = FailedError, e.Title, true
	case event.EntryRequest:
		o.Kind, o.Method, o.URL, o.Type = Requested, cmp.Or(e.Get("method"), "GET"), e.Get("url"), e.Get("type")
		o.Status, _ = strconv.Atoi(e.Get("status"))
		o.Failed = e.Severity != event.Info
		o.Foreign = origin(o.URL) != origin(b.tabs[s.Tab].url)
		if !o.Failed && (o.Type != "fetch" && o.Type != "xhr" || s.Action == Open) {
			return
		}
	case event.EntryGap:
		o.Kind, o.Text = Lost, e.Title
	default:
		return
	}
	for k := range s.Outcomes {
		if p := &s.Outcomes[k]; p.Kind == FailedError && o.Kind == FailedError && p.Text == o.Text {
			return
		}
	}
	s.Outcomes = append(s.Outcomes, o)
}

// finish cuts the steps to the time asked for and sums up.
func (b *builder) finish() *Script {
	out := &Script{Until: b.opts.To}
	first := slices.IndexFunc(b.steps, func(s Step) bool { return s.Time >= b.opts.From })
	if first < 0 {
		first = len(b.steps)
	}
	out.Steps = b.steps[first:]
	if len(out.Steps) > 0 && first > 0 && out.Steps[0].Action != Open {
		s := out.Steps[0]
		w, h := b.tabs[s.Tab].scan.sizeAt(s.Time)
		out.Steps = append([]Step{{Time: s.Time, Tab: s.Tab, Action: Open, URL: s.URL, W: w, H: h, Count: 1, Inferred: true}}, out.Steps...)
	}
	for i := range out.Steps {
		for _, o := range out.Steps[i].Outcomes {
			if o.Kind == FailedError && !slices.Contains(out.Errors, o.Text) {
				out.Errors = append(out.Errors, o.Text)
			}
		}
	}
	if n := len(out.Steps); n > 0 {
		out.End = b.tabs[out.Steps[n-1].Tab].scan.end
	}
	return out
}

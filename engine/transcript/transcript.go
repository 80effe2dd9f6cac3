package transcript

import (
	"context"
	"fmt"
	"strings"
	"time"

	"playhead/engine/aria"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/render"
	"playhead/engine/steps"
)

// Kind classifies a Line.
type Kind uint8

// The kinds of lines.
const (
	Page    Kind = iota // another page is open: its title and address
	Sees                // something new is to be seen
	Does                // the user does something
	Says                // the page answers: a message, a dialog, a refused request
	Fails               // an error of the page
	Waits               // nothing is done for a while
	Missing             // recorded data is missing
	kindCount
)

var kindNames = [kindCount]string{"page", "sees", "does", "says", "fails", "waits", "missing"}

// String returns the kind's name in lower case.
func (k Kind) String() string {
	if k < kindCount {
		return kindNames[k]
	}
	return "unknown"
}

// Line is one line of a transcript. Text is recorded text in part: on one line,
// not filtered.
type Line struct {
	Time event.Millis
	Tab  int
	Kind Kind
	Text string
}

// longPause is for how long nothing must be done to be worth a line, in ms.
const longPause event.Millis = 20_000

// remembered is for how many looks something out of sight, as behind a dialog,
// is not told anew.
const remembered = 3

// maxVariants is how often a block is told that changes in its numbers only:
// clocks and counters would drown the rest.
const maxVariants = 3

// maxBlocks bounds what is told of one look at a page.
const maxBlocks = 60

// Write tells a session line by line. script holds the steps of tracks, which
// are the session's tabs. It ends early with the error of emit or of ctx.
func Write(ctx context.Context, tracks []event.Track, script *steps.Script, emit func(Line) error) error {
	w := writer{tabs: make([]tab, len(tracks)), emit: emit}
	for i, track := range tracks {
		w.tabs[i] = tab{player: player.New(track, player.Options{}), renderer: render.New(), track: track}
	}
	for i := range script.Steps {
		if err := ctx.Err(); err != nil {
			return err
		}
		s := &script.Steps[i]
		if s.Tab >= len(w.tabs) {
			continue
		}
		if i > 0 || s.Action != steps.Open {
			w.deed(s)
		}
		w.answers(s)
		w.look(s, min(w.until(script.Steps[i+1:], s), max(script.Until, s.Time)))
	}
	return w.err
}

type tab struct {
	track    event.Track
	player   *player.Player
	renderer *render.Renderer
	url      string
	looks    int
	seen     map[string]int // the look at which a block was seen last
	variants map[string]int // of blocks that differ in numbers only, on this page
}

type writer struct {
	tabs []tab
	emit func(Line) error
	err  error
	last event.Millis // of a step
}

func (w *writer) line(t event.Millis, i int, k Kind, text string) {
	if w.err == nil && text != "" {
		w.err = w.emit(Line{t, i, k, text})
	}
}

// until is the time up to which what is seen belongs to a step: just before the
// next one in its tab.
func (w *writer) until(rest []steps.Step, s *steps.Step) event.Millis {
	for i := range rest {
		if rest[i].Tab == s.Tab {
			return max(rest[i].Time-1, s.Time)
		}
	}
	_, end := player.Range(w.tabs[s.Tab].track)
	return max(end, s.Time)
}

func (w *writer) deed(s *steps.Step) {
	if pause := s.Time - w.last; w.last != 0 && pause >= longPause {
		w.line(w.last, s.Tab, Waits, "nothing for "+(time.Duration(pause/1000)*time.Second).String())
	}
	w.line(s.Time, s.Tab, Does, s.Words())
}

// answers tells what came of a step.
func (w *writer) answers(s *steps.Step) {
	w.last = s.Time
	for _, o := range s.Told() {
		switch o.Kind {
		case steps.FailedError:
			w.line(o.Time, s.Tab, Fails, o.Text)
		case steps.Lost:
			w.line(o.Time, s.Tab, Missing, o.Text)
		case steps.Announced:
			w.line(o.Time, s.Tab, Says, o.Text)
		case steps.Opened, steps.Closed:
			w.line(o.Time, s.Tab, Says, o.Words())
		case steps.Requested:
			if o.Failed {
				w.line(o.Time, s.Tab, Says, o.Words())
			}
		}
	}
}

// look tells what is to be seen of a page when a step has had its effect, as far
// as it was not there before.
func (w *writer) look(s *steps.Step, until event.Millis) {
	x := &w.tabs[s.Tab]
	state := x.player.Seek(until)
	if state.Tree.Doc == dom.None {
		return
	}
	url := state.Tree.Page.URL
	firstLook := url != x.url || x.seen == nil
	if firstLook {
		x.url, x.seen, x.variants = url, map[string]int{}, map[string]int{}
		w.line(s.Time, s.Tab, Page, strings.TrimSpace(title(state.Tree)+" "+url))
	}
	told := 0
	x.looks++
	for _, b := range read(x.renderer, state) {
		last, known := x.seen[b]
		x.seen[b] = x.looks
		if known && x.looks-last <= remembered {
			continue
		}
		if words := steps.WithoutNumbers(b); words != b {
			if x.variants[words]++; x.variants[words] > maxVariants && !firstLook {
				continue
			}
		}
		if told++; told <= maxBlocks {
			w.line(until, s.Tab, Sees, b)
		}
	}
	if told > maxBlocks {
		w.line(until, s.Tab, Sees, fmt.Sprintf("… and %d more lines", told-maxBlocks))
	}
}

// title is the page's title in quotes, "" for none.
func title(t *dom.Tree) string {
	found := ""
	seen := 0
	aria.Walk(t, t.Doc, &seen, func(r dom.Ref, n *dom.Node) bool {
		if n.IsHTML("title") {
			found = aria.Squeeze(t.ChildText(r))
		}
		return found == ""
	})
	switch {
	case found == "":
		return ""
	case aria.Masked(found):
		return "(masked)"
	}
	return "“" + found + "”"
}

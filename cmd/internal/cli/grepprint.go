package cli

import (
	"bufio"
	"context"
	"fmt"
	"iter"
	"net/url"
	"strconv"
	"strings"

	"playhead/engine/event"
	"playhead/engine/moment"
	"playhead/loader/catalog"
)

// grepPrinter prints what searches of recordings found.
type grepPrinter struct {
	a     *App
	f     *grepFlags
	w     *bufio.Writer
	found bool
}

// all prints the results of many recordings as they come.
func (p *grepPrinter) all(ctx context.Context, found *found, results iter.Seq[catalog.Result[*grepResult]]) error {
	for r := range results {
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case r.Err != nil:
			found.tell(fmt.Errorf("%s: %w", r.Session.Source, r.Err))
			continue
		}
		found.good++
		if len(r.Value.hits) > 0 || r.Value.apart > 0 {
			found.end() // of the progress, before anything is printed
		}
		if err := p.print(&r.Session, r.Value); err != nil {
			return err
		}
	}
	return nil
}

// grepLine is a stretch as --json prints it: times in ms since the epoch, offset
// and duration in ms.
type grepLine struct {
	Source   string       `json:"source"`
	Session  string       `json:"session"`
	Tab      int          `json:"tab"`           // from 1
	View     int          `json:"view,omitzero"` // number from 1
	ViewID   string       `json:"viewId,omitzero"`
	URL      string       `json:"url,omitzero"`
	From     event.Millis `json:"from"`
	To       event.Millis `json:"to"`
	Offset   event.Millis `json:"offset"`
	Duration event.Millis `json:"duration"`
	Node     event.NodeID `json:"node"`
	Path     string       `json:"path"`
	Selector string       `json:"selector"`
	Text     string       `json:"text"`
	Match    string       `json:"match,omitzero"`
}

// grepCount is what --count and --files-with-matches print with --json.
type grepCount struct {
	Source  string `json:"source"`
	Session string `json:"session"`
	Count   int    `json:"count"`
}

// apartWorthTelling is from which on a note says how far looks were apart.
const apartWorthTelling event.Millis = 1000

// print prints the result of one recording and hands it on.
func (p *grepPrinter) print(s *catalog.Session, r *grepResult) error {
	p.found = p.found || len(r.hits) > 0
	name := s.Source
	if s.Shared {
		name += "#" + s.ID
	}
	var err error
	switch {
	case p.f.list && len(r.hits) == 0:
	case (p.f.count || p.f.list) && p.f.asJSON:
		err = printJSONLine(p.w, grepCount{s.Source, s.ID, len(r.hits)})
	case p.f.list:
		_, err = fmt.Fprintln(p.w, safe(name))
	case p.f.count:
		_, err = fmt.Fprintf(p.w, "%s:%d\n", safe(name), len(r.hits))
	default:
		for i := range r.hits {
			if err == nil {
				err = p.hit(s, name, r, &r.hits[i])
			}
		}
	}
	if err == nil {
		err = p.w.Flush()
	}
	if r.apart >= apartWorthTelling {
		p.a.warn("%s: the page changes faster than it was looked at, up to %s apart; times are right to within that (--exact looks at every change)", name, shortClock(r.apart))
	}
	return err
}

func (p *grepPrinter) hit(s *catalog.Session, name string, r *grepResult, h *grepHit) error {
	if p.f.asJSON {
		line := grepLine{
			Source: s.Source, Session: s.ID, Tab: h.tab + 1, View: h.number, From: h.From, To: h.To, Offset: h.From - r.start,
			Duration: h.To - h.From, Node: h.Node, Path: h.Path, Selector: h.Selector, Text: h.Text, Match: h.Match,
		}
		if h.view != nil {
			line.ViewID, line.URL = h.view.ID, h.view.URL
		}
		return printJSONLine(p.w, line)
	}
	_, err := fmt.Fprintf(p.w, "%s:%s-%s: %s: %s: %s\n", safe(name), moment.Clock(h.From-r.start), moment.Clock(h.To-r.start),
		safe(viewName(h)), safe(h.Selector), safe(h.Text))
	return err
}

// viewName is a view's number, as --view takes it, with its page.
func viewName(h *grepHit) string {
	if h.view == nil {
		return "-"
	}
	words := []string{strconv.Itoa(h.number)}
	if u, err := url.Parse(h.view.URL); err == nil && h.view.URL != "" {
		page := u.EscapedPath()
		if u.Fragment != "" {
			page += "#" + u.EscapedFragment()
		}
		words = append(words, page)
	}
	return strings.TrimSpace(strings.Join(words, " "))
}

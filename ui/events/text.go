package events

import (
	"net/url"
	"strings"

	"playhead/engine/event"
	"playhead/ui/theme"
)

// NoteField is the field of rows that are notes of the viewer, with their id.
const NoteField = "note"

// SeenField is the field of rows that say what came into sight.
const SeenField = "searched for"

// Word names what an entry is, in one short word: "click", "500", "rage".
func Word(e *event.Entry) string {
	switch e.Kind {
	case event.EntryNavigation:
		return "page"
	case event.EntryRequest:
		if s := e.Get("status"); s != "" {
			return s
		}
		if e.Severity != event.Info {
			return "failed"
		}
		return "sent"
	case event.EntryConsole:
		if l := e.Get("level"); l != "" {
			return l
		}
		return "log"
	case event.EntryFrustration:
		return frustrationWord(e)
	case event.EntryLongTask:
		return "task"
	case event.EntryCustom:
		switch {
		case e.Get(SeenField) != "":
			return "seen"
		case e.Get(NoteField) != "":
			return "note"
		}
		return e.Kind.String()
	default:
		return e.Kind.String()
	}
}

func frustrationWord(e *event.Entry) string {
	for _, name := range [...]string{"signal", "type", "frustration"} {
		switch v := e.Get(name); {
		case strings.HasPrefix(v, "rage"):
			return "rage"
		case strings.HasPrefix(v, "dead"):
			return "dead"
		case strings.HasPrefix(v, "error"):
			return "error"
		case strings.HasPrefix(v, "quick"):
			return "back"
		case strings.HasPrefix(v, "excessive"):
			return "scrolls"
		case strings.HasPrefix(v, "thrashed"):
			return "shakes"
		case strings.HasPrefix(v, "form"):
			return "gives up"
		}
	}
	return "upset"
}

// Glyph returns the sign of an entry and the role of its colour.
func Glyph(e *event.Entry, g *theme.Glyphs) (rune, theme.Role) {
	switch e.Kind {
	case event.EntryNavigation:
		return g.Navigation, theme.Accent
	case event.EntryClick:
		return g.Click, theme.User
	case event.EntryInput:
		return g.Input, theme.User
	case event.EntryScroll:
		return g.Scroll, theme.Dim
	case event.EntryResize:
		return g.Resize, theme.Dim
	case event.EntryFocus:
		return g.Focus, theme.Dim
	case event.EntryGap:
		return g.Gap, theme.Warn
	case event.EntryError:
		return g.Error, theme.Bad
	case event.EntryFrustration:
		switch frustrationWord(e) {
		case "dead":
			return g.Dead, theme.Warn
		case "error":
			return g.ErrorClick, theme.Bad
		}
		return g.Rage, theme.Warn
	case event.EntryRequest:
		if Failed(e) {
			return g.Request, theme.Bad
		}
		return ' ', theme.Dim
	case event.EntryConsole:
		switch e.Severity {
		case event.Bad:
			return g.Error, theme.Bad
		case event.Warning:
			return g.Warning, theme.Warn
		}
		return g.Console, theme.Dim
	case event.EntryLongTask:
		return g.Task, theme.Warn
	case event.EntryAction:
		return g.Action, theme.Dim
	case event.EntryCustom:
		switch {
		case e.Get(SeenField) != "":
			return g.Hit, theme.Accent
		case e.Get(NoteField) != "":
			return g.Note, theme.Accent
		}
		return g.Focus, theme.Dim
	default:
		return g.Focus, theme.Dim
	}
}

// Title is the text of a row: addresses without host, which every
// row would repeat.
func Title(e *event.Entry, host string) string {
	switch e.Kind {
	case event.EntryNavigation:
		return ShortURL(e.Title, host)
	case event.EntryRequest:
		s := ShortURL(e.Get("url"), host)
		if s == "" {
			s = ShortURL(e.Title, host)
		}
		if m := e.Get("method"); m != "" {
			s = m + " " + s
		}
		return s
	case event.EntryFrustration:
		_, what, ok := strings.Cut(e.Title, ": ")
		if !ok {
			what = e.Title
		}
		if rule := e.Get("rule"); rule != "" {
			what += "  " + rule
		}
		return what
	default:
		return e.Title
	}
}

// ShortURL returns what tells addresses of one recording apart: path, query and
// fragment, with the host only where it is another than the given one.
func ShortURL(raw, host string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" {
		return raw
	}
	s := u.EscapedPath()
	if s == "" {
		s = "/"
	}
	if u.RawQuery != "" {
		s += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		s += "#" + u.Fragment
	}
	if u.Host != host {
		s = u.Host + s
	}
	return s
}

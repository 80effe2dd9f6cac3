package rum

import (
	"strconv"
	"strings"

	"playhead/engine/event"
)

type action struct {
	ID     text `json:"id"`
	Type   text `json:"type"`
	Target struct {
		Name text `json:"name"`
	} `json:"target"`
	Frustration struct {
		Type []text `json:"type"`
	} `json:"frustration"`
	LoadingTime number `json:"loading_time"`
	Error       count  `json:"error"`
	Resource    count  `json:"resource"`
	LongTask    count  `json:"long_task"`
}

type count struct {
	Count number `json:"count"`
}

type failure struct {
	ID       text `json:"id"`
	Message  text `json:"message"`
	Type     text `json:"type"`
	Stack    text `json:"stack"`
	Source   text `json:"source"`
	Handling text `json:"handling"`
	Resource struct {
		Method text   `json:"method"`
		URL    text   `json:"url"`
		Status number `json:"status_code"`
	} `json:"resource"`
}

type resource struct {
	Type     text   `json:"type"`
	Method   text   `json:"method"`
	URL      text   `json:"url"`
	Status   number `json:"status_code"`
	Duration number `json:"duration"`
	Size     number `json:"size"`
	Transfer number `json:"transfer_size"`
	Protocol text   `json:"protocol"`
}

type longTask struct {
	EntryType text   `json:"entry_type"`
	Duration  number `json:"duration"`
	Blocking  number `json:"blocking_duration"`
	Scripts   []struct {
		Duration  number `json:"duration"`
		SourceURL text   `json:"source_url"`
		Function  text   `json:"source_function_name"`
		Invoker   text   `json:"invoker"`
	} `json:"scripts"`
}

type vital struct {
	Name        text   `json:"name"`
	Type        text   `json:"type"`
	Description text   `json:"description"`
	Duration    number `json:"duration"`
}

// row collects the details of an entry, leaving out what is unknown.
type row struct{ event.Entry }

func (r *row) text(name string, v text) {
	if v != "" {
		r.Fields = append(r.Fields, event.Field{Name: name, Value: string(v)})
	}
}

func (r *row) number(name string, v number, unit string) {
	if v != 0 {
		r.Fields = append(r.Fields, event.Field{Name: name, Value: format(v) + unit})
	}
}

func (r *row) nanos(name string, v number) { r.number(name, v/1e6, " ms") }

// format prints a number without an exponent and without needless zeros.
func format(v number) string {
	return strconv.FormatFloat(float64(v), 'f', -1, 64)
}

// entry makes the row of an event that is no view; nil for unknown types.
func (w *wire) entry() *event.Entry {
	r := &row{event.Entry{Time: millis(w.Date), Node: event.NoNode, Track: -1}}
	switch {
	case w.Type == "action" && w.Action != nil:
		w.action(r)
	case w.Type == "error" && w.Error != nil:
		w.failure(r)
	case w.Type == "resource" && w.Resource != nil:
		w.request(r)
	case w.Type == "long_task" && w.LongTask != nil:
		w.longTask(r)
	case w.Type == "vital" && w.Vital != nil:
		w.vital(r)
	default:
		return nil
	}
	return &r.Entry
}

func (w *wire) action(r *row) {
	a := w.Action
	r.Kind = event.EntryAction
	r.Duration = millis(a.LoadingTime / 1e6)
	r.Title = string(a.Type)
	if a.Target.Name != "" {
		r.Title = strings.TrimSpace(string(a.Type) + " on " + string(a.Target.Name))
	}
	r.text("type", a.Type)
	r.text("target", a.Target.Name)
	r.text("selector", w.DD.Action.Target.Selector)
	for _, f := range a.Frustration.Type {
		r.Severity = event.Warning
		if f == "error_click" {
			r.Severity = event.Bad
		}
		r.text("frustration", f)
	}
	// The position is relative to the target element, not to the viewport, so it
	// is no place on the page.
	if p := w.DD.Action.Position; p.X != 0 || p.Y != 0 {
		r.text("position", text(format(p.X)+","+format(p.Y)))
	}
	r.nanos("loading", a.LoadingTime)
	r.number("errors", a.Error.Count, "")
	r.number("resources", a.Resource.Count, "")
	r.number("long tasks", a.LongTask.Count, "")
	r.text("id", a.ID)
}

func (w *wire) failure(r *row) {
	e := w.Error
	r.Kind, r.Severity = event.EntryError, event.Bad
	r.Title = string(e.Message)
	if e.Type != "" && !strings.HasPrefix(string(e.Message), string(e.Type)) {
		r.Title = string(e.Type) + ": " + string(e.Message)
	}
	r.text("source", e.Source)
	r.text("type", e.Type)
	r.text("handling", e.Handling)
	r.text("method", e.Resource.Method)
	r.text("url", e.Resource.URL)
	r.number("status", e.Resource.Status, "")
	r.text("stack", e.Stack)
}

func (w *wire) request(r *row) {
	q := w.Resource
	r.Kind = event.EntryRequest
	r.Duration = millis(q.Duration / 1e6)
	switch {
	case q.Status >= 500:
		r.Severity = event.Bad
	case q.Status >= 400:
		r.Severity = event.Warning
	case q.Status == 0 && (q.Type == "fetch" || q.Type == "xhr"):
		r.Severity = event.Bad // no answer
	}
	parts := make([]string, 0, 3)
	if q.Method != "" {
		parts = append(parts, string(q.Method))
	}
	parts = append(parts, string(q.URL))
	if q.Status != 0 {
		parts = append(parts, format(q.Status))
	}
	r.Title = strings.Join(parts, " ")
	r.text("type", q.Type)
	r.text("method", q.Method)
	r.text("url", q.URL)
	r.number("status", q.Status, "")
	r.nanos("duration", q.Duration)
	r.number("size", q.Size, " B")
	r.number("transfer", q.Transfer, " B")
	r.text("protocol", q.Protocol)
}

func (w *wire) longTask(r *row) {
	t := w.LongTask
	r.Kind, r.Severity = event.EntryLongTask, event.Warning
	r.Duration = millis(t.Duration / 1e6)
	r.Title = "blocked for " + strconv.FormatInt(int64(r.Duration), 10) + " ms"
	r.nanos("duration", t.Duration)
	r.nanos("blocking", t.Blocking)
	r.text("entry", t.EntryType)
	for i, s := range t.Scripts {
		if i == 8 {
			break
		}
		v := s.Invoker
		if v == "" {
			v = s.SourceURL
		}
		r.text("script", v+text(" "+format(s.Duration/1e6)+" ms"))
	}
}

func (w *wire) vital(r *row) {
	v := w.Vital
	r.Kind = event.EntryVital
	r.Duration = millis(v.Duration / 1e6)
	r.Title = string(v.Name)
	r.text("type", v.Type)
	r.text("name", v.Name)
	r.text("description", v.Description)
	r.nanos("duration", v.Duration)
}

package convert

import (
	"strconv"

	"playhead/engine/event"
)

// entry writes console lines, errors and requests as rrweb's plugins do, others
// as custom events.
func (f *rrweb) entry(e *event.Entry) {
	if f.part.Filter != nil {
		e = f.filtered(e)
	}
	switch e.Kind {
	case event.EntryConsole, event.EntryError:
		level := e.Get("level")
		if level == "" {
			level = map[event.Severity]string{event.Info: "log", event.Warning: "warn", event.Bad: "error"}[e.Severity]
		}
		f.write(e.Time, rrPlugin, func(o *object) {
			o.text("plugin", "rrweb/console@1")
			o.key("payload")
			x := openObject(o.b)
			x.text("level", level)
			x.key("trace")
			x.b = appendList(x.b, min(1, len(e.Get("stack"))), func(b []byte, _ int) []byte { return appendString(b, e.Get("stack")) })
			x.key("payload")
			// Arguments are strings that hold JSON.
			x.b = appendList(x.b, 1, func(b []byte, _ int) []byte { return appendString(b, string(appendString(nil, e.Title))) })
			o.b = x.close()
		})
	case event.EntryRequest:
		f.write(e.Time, rrPlugin, func(o *object) {
			o.text("plugin", "rrweb/network@1")
			o.key("payload")
			x := openObject(o.b)
			x.key("requests")
			x.b = append(x.b, '[')
			r := openObject(x.b)
			url := e.Get("url")
			if url == "" {
				url = e.Title
			}
			r.text("name", url)
			if m := e.Get("method"); m != "" {
				r.text("method", m)
			}
			if s, err := strconv.Atoi(e.Get("status")); err == nil {
				r.number("status", float64(s))
			}
			r.number("timestamp", float64(e.Time))
			r.number("duration", float64(e.Duration))
			x.b = append(r.close(), ']')
			o.b = x.close()
		})
	default:
		f.write(e.Time, rrCustom, func(o *object) {
			tag := e.Title
			if e.Kind != event.EntryCustom {
				tag = e.Kind.String() + ": " + e.Title
			}
			o.text("tag", tag)
			o.key("payload")
			x := openObject(o.b)
			seen := make(map[string]bool)
			for _, field := range e.Fields {
				if !seen[field.Name] {
					seen[field.Name] = true
					x.text(field.Name, field.Value)
				}
			}
			o.b = x.close()
		})
	}
}

// filtered is an entry with all its texts as they are to be written.
func (f *rrweb) filtered(e *event.Entry) *event.Entry {
	out := *e
	out.Title = f.part.filter(FieldEntry, event.NoNode, "", e.Title)
	out.Fields = make([]event.Field, len(e.Fields))
	for i, field := range e.Fields {
		out.Fields[i] = event.Field{Name: field.Name, Value: f.part.filter(FieldEntry, event.NoNode, field.Name, field.Value)}
	}
	return &out
}

package intake

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"playhead/loader/container"
	"playhead/loader/parcel"
	"playhead/loader/rum"
	"playhead/loader/scan"
	"playhead/loader/store"
)

// refusal is an answer other than 202, with its reason.
type refusal struct {
	status int
	reason string
}

func (r *refusal) Error() string { return r.reason }

func refuse(status int, format string, args ...any) error {
	return &refusal{status, fmt.Sprintf(format, args...)}
}

// errIgnored says that a request is fine and brings nothing that is kept.
var errIgnored = errors.New("ignored")

// parcel makes a parcel of a request's body, or says why there is none.
func (s *Server) parcel(r *http.Request, t *target, w *sender, body []byte) (*parcel.Parcel, error) {
	p := &parcel.Parcel{Index: -1, Received: s.cfg.Now().UnixMilli(), SDK: short(t.sdk), Agent: short(r.UserAgent())}
	p.Client = clientOf(r)
	var err error
	switch t.track {
	case "replay":
		err = fromForm(p, r, body, s.cfg.Limits.Parts)
	case "rum":
		err = fromRUM(p, t, r, body, s.cfg.Limits.Inflated)
	case "rrweb":
		err = fromRRWeb(p, t, r, body, s.cfg.Limits.Inflated)
	default:
		return nil, errIgnored
	}
	if err != nil {
		return nil, err
	}
	app, ok := w.application(p.Application)
	if !ok {
		return nil, refuse(http.StatusForbidden, "the client token is not one of application %s", p.Application)
	}
	p.Application = app
	if p.Application == "" {
		p.Application = "default"
	}
	if p.Kind == parcel.KindImage && p.Session == "" {
		p.Session = store.StandIn(p, time.UnixMilli(p.Received).UTC().Format("20060102"))
	}
	return p, checkIDs(p)
}

func checkIDs(p *parcel.Parcel) error {
	if p.Kind == parcel.KindImage {
		if !parcel.ValidID(p.Application) {
			return refuse(http.StatusBadRequest, "the application id is not valid")
		}
		return nil
	}
	switch {
	case !parcel.ValidID(p.Application):
		return refuse(http.StatusBadRequest, "the application id is not valid")
	case !parcel.ValidID(p.Session):
		return refuse(http.StatusBadRequest, "the session id is missing or not valid")
	case p.Kind == parcel.KindSegment && !parcel.ValidID(p.View):
		return refuse(http.StatusBadRequest, "the view id is missing or not valid")
	}
	for _, id := range p.Sessions {
		if !parcel.ValidID(id) {
			return refuse(http.StatusBadRequest, "a session id is not valid")
		}
	}
	return nil
}

func short(s string) string {
	const most = 300
	if len(s) > most {
		s = s[:most]
	}
	return strings.ToValidUTF8(s, "")
}

// identified is {"id": …}.
type identified struct {
	ID string `json:"id"`
}

// description is the part "event" of a replay form.
type description struct {
	Application identified `json:"application"`
	Session     identified `json:"session"`
	View        identified `json:"view"`
	Start       float64    `json:"start"`
	End         float64    `json:"end"`
	Records     float64    `json:"records_count"`
	Index       *float64   `json:"index_in_view"`
	Snapshot    bool       `json:"has_full_snapshot"`
	Type        string     `json:"type"`
}

// lenient accepts what browsers let through.
var lenient = json.JoinOptions(jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))

// fromForm reads a replay form: a segment with its description, as the part
// "event" or, from SDK 3, as flat fields; or a picture.
func fromForm(p *parcel.Parcel, r *http.Request, body []byte, most int) error {
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" || params["boundary"] == "" {
		return refuse(http.StatusUnsupportedMediaType, "a replay is sent as multipart/form-data")
	}
	parts, whole := container.SplitForm(body, params["boundary"])
	switch {
	case !whole:
		return refuse(http.StatusBadRequest, "the form has no end")
	case len(parts) > most:
		return refuse(http.StatusBadRequest, "the form has %d parts, more than %d", len(parts), most)
	}
	var segment, event, image *container.FormPart
	for i := range parts {
		switch parts[i].Name {
		case "segment":
			segment = &parts[i]
		case "event":
			event = &parts[i]
		case "image":
			image = &parts[i]
		}
	}
	var d description
	if event != nil {
		if err := json.Unmarshal(event.Body, &d, lenient); err != nil {
			return refuse(http.StatusBadRequest, "the part event: %v", err)
		}
	}
	switch {
	case segment != nil:
		return fromSegment(p, segment, event, &d, parts)
	case image != nil && image.File != "" && len(image.Body) > 0:
		p.Kind, p.Name, p.Body = parcel.KindImage, short(image.File), image.Body
		p.Application, p.Session = d.Application.ID, d.Session.ID
		return nil
	}
	return refuse(http.StatusBadRequest, "the form has neither a segment nor an image")
}

func fromSegment(p *parcel.Parcel, segment, event *container.FormPart, d *description, parts []container.FormPart) error {
	if !isZlib(segment.Body) {
		return refuse(http.StatusBadRequest, "the segment is not compressed with deflate")
	}
	p.Kind, p.Body = parcel.KindSegment, segment.Body
	if event != nil {
		p.Meta = event.Body
		p.Application, p.Session, p.View = d.Application.ID, d.Session.ID, d.View.ID
		p.Start, p.End = millis(d.Start), millis(d.End)
		p.Records, p.Snapshot = number(d.Records), d.Snapshot
		if d.Index != nil && *d.Index >= 0 {
			p.Index = number(*d.Index)
		}
		return nil
	}
	flat := map[string]string{}
	for _, part := range parts {
		if part.Name != "segment" && len(part.Body) <= 1000 {
			flat[part.Name] = strings.ToValidUTF8(string(part.Body), "")
		}
	}
	meta, err := json.Marshal(flat, json.Deterministic(true))
	if err != nil {
		return refuse(http.StatusBadRequest, "the form's fields: %v", err)
	}
	p.Meta = meta
	p.Application, p.Session, p.View = flat["application.id"], flat["session.id"], flat["view.id"]
	float := func(name string) float64 {
		v, _ := strconv.ParseFloat(flat[name], 64)
		return v
	}
	p.Start, p.End, p.Records = millis(float("start")), millis(float("end")), number(float("records_count"))
	p.Snapshot = flat["has_full_snapshot"] == "true"
	return nil
}

// isZlib checks the header of a zlib stream (RFC 1950 §2.2).
func isZlib(b []byte) bool {
	return len(b) > 6 && b[0]&0x0f == 8 && (uint(b[0])<<8|uint(b[1]))%31 == 0
}

// millis bounds a time that a client says.
func millis(v float64) int64 {
	if !(v > 0 && v < 1<<52) {
		return 0
	}
	return int64(v)
}

func number(v float64) int {
	if !(v >= 0 && v < 1<<31) {
		return 0
	}
	return int(v)
}

// fromRUM reads a batch of RUM events.
func fromRUM(p *parcel.Parcel, t *target, r *http.Request, body []byte, most int64) error {
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && encoding != "identity" {
		if encoding != "deflate" {
			return refuse(http.StatusUnsupportedMediaType, "content encoding %s; send deflate or none", short(encoding))
		}
		t.deflated = true
	}
	p.Kind, p.Body, p.Deflated = parcel.KindRUM, body, t.deflated
	plain, err := p.Plain(most)
	switch {
	case errors.Is(err, parcel.ErrLarge):
		return refuse(http.StatusRequestEntityTooLarge, "the events are more than %d bytes when inflated", most)
	case err != nil:
		return refuse(http.StatusBadRequest, "the events: %v", err)
	}
	seen := map[string]bool{}
	good, other := 0, false
	for line := range bytes.Lines(plain) {
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		e, err := rum.Parse(line)
		if err != nil {
			continue
		}
		good++
		other = other || p.Application != "" && e.Application != "" && e.Application != p.Application
		if p.Application == "" {
			p.Application = e.Application
		}
		if p.Start == 0 || int64(e.Time) < p.Start {
			p.Start = int64(e.Time)
		}
		p.End = max(p.End, int64(e.Time))
		if e.Session != "" && !seen[e.Session] && len(seen) < 100 {
			seen[e.Session] = true
			p.Sessions = append(p.Sessions, e.Session)
		}
	}
	p.Records = good
	switch {
	case good == 0:
		return refuse(http.StatusBadRequest, "no RUM event in %d bytes: want one JSON object per line", len(plain))
	case other:
		return refuse(http.StatusBadRequest, "the events belong to several applications")
	case len(p.Sessions) == 0:
		return errIgnored // telemetry of the SDK itself
	}
	p.Session, p.Sessions = p.Sessions[0], p.Sessions[1:]
	return nil
}

// fromRRWeb reads a batch of rrweb events: an array, {"events": […]}, or one per
// line.
func fromRRWeb(p *parcel.Parcel, t *target, r *http.Request, body []byte, most int64) error {
	switch encoding := r.Header.Get("Content-Encoding"); encoding {
	case "", "identity":
	case "deflate":
		p.Deflated = true
	default:
		return refuse(http.StatusUnsupportedMediaType, "content encoding %s; send deflate or none", short(encoding))
	}
	p.Kind, p.Body, p.Session = parcel.KindRRWeb, body, t.session
	p.Application = r.URL.Query().Get("application")
	plain, err := p.Plain(most)
	switch {
	case errors.Is(err, parcel.ErrLarge):
		return refuse(http.StatusRequestEntityTooLarge, "the events are more than %d bytes when inflated", most)
	case err != nil:
		return refuse(http.StatusBadRequest, "the events: %v", err)
	}
	for raw, err := range parcel.Events(plain) {
		if err != nil {
			return refuse(http.StatusBadRequest, "the events: %v", err)
		}
		typ, at, ok := eventHead(raw)
		if !ok {
			return refuse(http.StatusBadRequest, "event %d is no rrweb event: it has no type or no timestamp", p.Records+1)
		}
		p.Records++
		p.Snapshot = p.Snapshot || typ == 2
		if p.Start == 0 || at < p.Start {
			p.Start = at
		}
		p.End = max(p.End, at)
	}
	if p.Records == 0 {
		return refuse(http.StatusBadRequest, "no events")
	}
	return nil
}

// eventHead reads type and time of an rrweb event.
func eventHead(raw []byte) (typ, at int64, ok bool) {
	s := scan.New(raw)
	if !s.Object() {
		return 0, 0, false
	}
	hasType, hasTime := false, false
	for key, more := s.Key(); more; key, more = s.Key() {
		switch string(key) {
		case "type":
			typ, hasType = s.Int()
		case "timestamp":
			at, hasTime = s.Int()
		default:
			s.Skip()
		}
	}
	return typ, at, hasType && hasTime && at > 0 && s.Err() == nil
}

// readBody reads a request's body into b, which grows as needed.
func readBody(r *http.Request, b []byte, most int64) ([]byte, error) {
	if r.ContentLength > most {
		return b, refuse(http.StatusRequestEntityTooLarge, "the body has %d bytes, more than %d", r.ContentLength, most)
	}
	if n := r.ContentLength; n >= 0 {
		if int64(cap(b)) < n {
			b = make([]byte, n)
		}
		b = b[:n]
		if _, err := io.ReadFull(r.Body, b); err != nil {
			return b, bodyError(err)
		}
		return b, nil
	}
	buf := bytes.NewBuffer(b[:0])
	n, err := io.Copy(buf, io.LimitReader(r.Body, most+1))
	switch {
	case err != nil:
		return buf.Bytes(), bodyError(err)
	case n > most:
		return buf.Bytes(), refuse(http.StatusRequestEntityTooLarge, "the body has more than %d bytes", most)
	}
	return buf.Bytes(), nil
}

func bodyError(err error) error {
	return refuse(http.StatusRequestTimeout, "the body did not come: %v", err)
}

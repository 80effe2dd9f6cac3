package snapshot

import (
	"strconv"
	"strings"

	"playhead/engine/event"
	"playhead/loader/scan"
)

// virtual is state that recorders write as attributes of an element.
type virtual struct {
	css, picture, media, dialog string
	x, y, w, h, time            float64
	hasCSS, hasPicture          bool
	hasX, hasY, hasW, hasH      bool
	hasTime                     bool
}

// attributes reads the attributes of a node.
func (r *Reader) attributes(s *scan.Scanner, v *virtual) []event.Attr {
	if !s.Object() {
		return nil
	}
	r.row = r.row[:0]
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		if isVirtual(key) && r.virtual(s, string(key), v) {
			continue
		}
		name := r.attrName(key)
		value, present := r.attrValue(s)
		if present {
			r.row = append(r.row, event.Attr{Name: name, Value: value})
		}
	}
	return r.Keep(r.row)
}

// attrName makes an attribute's name. An iframe's src is recorded as rr_src so
// that a player does not load it.
func (r *Reader) attrName(key []byte) string {
	if string(key) == "rr_src" {
		return "src"
	}
	return r.Names.Intern(key)
}

// attrValue reads an attribute's value: a string, a number, or a boolean that
// says whether the attribute is there at all.
func (r *Reader) attrValue(s *scan.Scanner) (value string, present bool) {
	switch s.Kind() {
	case scan.String:
		raw, escaped, ok := s.Bytes()
		return r.value(raw, escaped), ok
	case scan.Number:
		return r.Names.Intern(s.Raw()), true
	case scan.Bool:
		v, _ := s.Bool()
		return "", v
	case scan.Null:
		s.Skip()
		return "", false
	default:
		_, _, _ = s.Bytes() // counts the mismatch
		return "", false
	}
}

func isVirtual(key []byte) bool {
	return len(key) > 3 && (key[0] == 'r' && key[1] == 'r' && key[2] == '_' || key[0] == '_')
}

// virtual reads the value of a virtual attribute; false when key is not one.
func (r *Reader) virtual(s *scan.Scanner, key string, v *virtual) bool {
	switch key {
	case "_cssText":
		v.css, v.hasCSS = s.Text(&r.Text)
	case "rr_dataURL":
		v.picture, v.hasPicture = s.Text(&r.Text)
	case "rr_mediaState":
		v.media, _ = s.Name(&r.Names)
	case "rr_open_mode":
		if s.Null() {
			v.dialog = "closed"
			break
		}
		v.dialog, _ = s.Name(&r.Names)
	case "rr_scrollLeft":
		v.x, v.hasX = r.px(s)
	case "rr_scrollTop":
		v.y, v.hasY = r.px(s)
	case "rr_width":
		v.w, v.hasW = r.px(s)
	case "rr_height":
		v.h, v.hasH = r.px(s)
	case "rr_mediaCurrentTime":
		v.time, v.hasTime = r.px(s)
	case "rr_mediaPlaybackRate", "rr_mediaMuted", "rr_mediaLoop", "rr_mediaVolume":
		s.Skip() // changes nothing that can be seen
	default:
		return false
	}
	return true
}

// px reads a length: a number, or a string of one that may end in px.
func (r *Reader) px(s *scan.Scanner) (float64, bool) {
	if s.Kind() == scan.String {
		raw, _, ok := s.Bytes()
		v, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(string(raw)), "px"), 64)
		return v, ok && err == nil
	}
	if s.Null() {
		return 0, false
	}
	return s.Float()
}

// state leaves the operations of an element's virtual attributes in r.late.
func (r *Reader) state(id event.NodeID, v *virtual) {
	if v.hasCSS {
		r.wait(event.OpSheetText, id).Text = v.css
	}
	if v.hasW || v.hasH {
		op := r.wait(event.OpSize, id)
		op.W, op.H = v.w, v.h
	}
	if v.hasX || v.hasY {
		op := r.wait(event.OpScroll, id)
		op.X, op.Y = v.x, v.y
	}
	if v.hasPicture {
		r.wait(event.OpPicture, id).Text = v.picture
	}
	if v.media != "" || v.hasTime {
		op := r.wait(event.OpMedia, id)
		op.X = -1
		if v.hasTime {
			op.X = v.time
		}
		switch v.media {
		case "played":
			op.Media = event.MediaPlaying
		case "paused":
			op.Media = event.MediaPaused
		}
	}
	if v.dialog != "" {
		// "non-modal" is also written for closed dialogs: the open attribute tells
		// whether one that is not modal is open.
		modal := v.dialog == "modal"
		op := r.wait(event.OpDialog, id)
		op.On, op.Modal = modal, modal
	}
}

package snapshot

import (
	"strconv"
	"strings"

	"playhead/engine/event"
	"playhead/loader/scan"
)

// Limits of style sheet records.
const (
	maxPath   = 32 // nesting of rules
	maxSheets = 64 // adopted sheets of one node
)

// Owner is the sheet that a record addresses: that of a node, or a constructed
// one.
type Owner struct {
	Node  event.NodeID
	Sheet event.SheetID
}

// NoOwner addresses nothing.
func NoOwner() Owner { return Owner{Node: event.NoNode, Sheet: event.NoSheet} }

// Known reports whether the owner addresses anything.
func (o Owner) Known() bool { return o.Node != event.NoNode || o.Sheet != event.NoSheet }

// SheetID reads the id of a constructed sheet, NoSheet for none.
func (r *Reader) SheetID(s *scan.Scanner) event.SheetID {
	id := r.ID(s)
	if id == event.NoNode {
		return event.NoSheet
	}
	return event.SheetID(id)
}

// sheetRule reads {id or styleId, adds, removes, replace, replaceSync}.
func (r *Reader) sheetRule(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	owner := NoOwner()
	var adds, removes, replace scan.Scanner
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "id":
			owner.Node = r.ID(s)
			continue
		case "styleId":
			owner.Sheet = r.SheetID(s)
			continue
		case "adds":
			adds = *s
		case "removes":
			removes = *s
		case "replace", "replaceSync":
			if s.Kind() == scan.String {
				replace = *s
			}
		}
		s.Skip()
	}
	if !owner.Known() {
		r.Problem(event.ProblemSyntax, "style sheet rule without a sheet")
		return
	}
	r.rules(&removes, owner, event.OpSheetDelete)
	r.rules(&adds, owner, event.OpSheetInsert)
	if replace.Offset() > 0 {
		text, _ := replace.Text(&r.Text)
		op := r.batch.Add(event.OpSheetText)
		op.Node, op.Sheet, op.Text = owner.Node, owner.Sheet, text
	}
}

func (r *Reader) rules(s *scan.Scanner, owner Owner, kind event.OpKind) {
	if !r.unpacked(s) {
		return
	}
	before := s.Mismatches()
	for more := s.Array(); more && s.Elem(); {
		r.rule(s, owner, kind)
	}
	r.listEnd(s, before)
}

// rule reads {rule, index} into an operation of the given kind. A missing index
// is 0, as for insertRule (cssom-1 §6.4).
func (r *Reader) rule(s *scan.Scanner, owner Owner, kind event.OpKind) {
	if !s.Object() {
		return
	}
	op := r.batch.Add(kind)
	op.Node, op.Sheet = owner.Node, owner.Sheet
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "rule":
			op.Text, _ = s.Text(&r.Text)
		case "index":
			op.Path = r.Path(s)
		default:
			s.Skip()
		}
	}
	if op.Path == nil {
		op.Path = []int32{0}
	}
}

// Path reads the place of a rule: an index, or a list of indexes into nested
// rules.
func (r *Reader) Path(s *scan.Scanner) []int32 {
	if s.Null() {
		return nil
	}
	if s.Kind() != scan.Array {
		v, ok := s.Int()
		if !ok {
			return nil
		}
		return []int32{Int32(v)}
	}
	var path []int32
	for s.Array(); s.Elem(); {
		v, _ := s.Int()
		if len(path) < maxPath {
			path = append(path, Int32(v))
		}
	}
	return path
}

// adopted reads Datadog's adoptedStyleSheets of a document or shadow root. The
// sheets have no ids; they get negative ones, made of the node's.
func (r *Reader) adopted(s *scan.Scanner, node event.NodeID) {
	if !s.Array() {
		return
	}
	var ids []event.SheetID
	for i := int32(0); s.Elem(); i++ {
		if i >= maxSheets || node > 1<<24 {
			r.Problem(event.ProblemLimit, "adopted style sheets of node "+strconv.Itoa(int(node)))
			s.Skip()
			continue
		}
		id := event.SheetID(-2 - (int32(node)*maxSheets + i))
		r.sheet(s, id)
		ids = append(ids, id)
	}
	r.wait(event.OpSheetAttach, node).Sheets = ids
}

// sheet reads {cssRules, media, disabled}.
func (r *Reader) sheet(s *scan.Scanner, id event.SheetID) {
	if !s.Object() {
		return
	}
	var rules, media []string
	off := false
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "cssRules":
			rules = r.Strings(s)
		case "media":
			media = r.Strings(s)
		case "disabled":
			off = r.flag(s)
		default:
			s.Skip()
		}
	}
	op := r.wait(event.OpSheetNew, event.NoNode)
	op.Sheet, op.Texts, op.Name, op.On = id, rules, strings.Join(media, ", "), off
}

// Strings reads an array of strings.
func (r *Reader) Strings(s *scan.Scanner) []string {
	if !s.Array() {
		return nil
	}
	var out []string
	for s.Elem() {
		if v, ok := s.Text(&r.Text); ok {
			out = append(out, v)
		}
	}
	return out
}

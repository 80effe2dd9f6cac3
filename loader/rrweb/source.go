package rrweb

import (
	"strconv"

	"playhead/engine/event"
	"playhead/loader/scan"
	"playhead/loader/snapshot"
)

func (c *decoding) incremental(s *scan.Scanner, source int) {
	if c.Incremental(s, source) {
		return
	}
	switch source {
	case sourceCanvas:
		c.canvas(s)
	case sourceFont, sourceCustomElement: // nothing that can be shown in a terminal
		s.Skip()
	case sourceLog:
		c.console(s)
	case sourceDrag:
		c.Positions(s, event.PointerMouse)
	case sourceDeclaration:
		c.declaration(s)
	case sourceSelection:
		c.selection(s)
	case sourceAdopted:
		c.adopted(s)
	case -1:
		c.Problem(event.ProblemSyntax, "incremental event without a source")
		s.Skip()
	default:
		c.Problem(event.ProblemUnknownType, "incremental source "+strconv.Itoa(source))
		s.Skip()
	}
}

// declaration reads {id or styleId, index, set:{property, value, priority},
// remove:{property}}.
func (c *decoding) declaration(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	owner := snapshot.NoOwner()
	var path []int32
	var set, remove scan.Scanner
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "id":
			owner.Node = c.ID(s)
		case "styleId":
			owner.Sheet = c.SheetID(s)
		case "index":
			path = c.Path(s)
		case "set":
			set = *s
			s.Skip()
		case "remove":
			remove = *s
			s.Skip()
		default:
			s.Skip()
		}
	}
	if !owner.Known() || path == nil {
		c.Problem(event.ProblemSyntax, "style declaration without a rule")
		return
	}
	c.property(&set, owner, path, event.OpSheetDecl)
	c.property(&remove, owner, path, event.OpSheetDeclDel)
}

func (c *decoding) property(s *scan.Scanner, owner snapshot.Owner, path []int32, kind event.OpKind) {
	if s.Offset() == 0 || s.Null() || !s.Object() {
		return
	}
	op := c.batch.Add(kind)
	op.Node, op.Sheet, op.Path = owner.Node, owner.Sheet, path
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "property":
			op.Name, _ = s.Name(&c.Names)
		case "value":
			if !s.Null() {
				op.Text, _ = s.Text(&c.Text)
			}
		case "priority":
			if s.Kind() == scan.String {
				op.Text2, _ = s.Name(&c.Names)
				continue
			}
			s.Skip()
		default:
			s.Skip()
		}
	}
	if kind == event.OpSheetDecl && op.Text == "" { // setProperty with an empty value removes (cssom-1 §6.6.1)
		op.Kind = event.OpSheetDeclDel
	}
}

// maxRanges bounds the ranges of a selection. Browsers have one, Firefox many.
const maxRanges = 256

// selection reads {ranges:[{start, startOffset, end, endOffset}]}.
func (c *decoding) selection(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	var ranges []event.Range
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		if string(key) != "ranges" {
			s.Skip()
			continue
		}
		for more := s.Array(); more && s.Elem(); {
			if len(ranges) >= maxRanges {
				s.Skip()
				continue
			}
			ranges = append(ranges, c.textRange(s))
		}
	}
	c.batch.Add(event.OpSelection).Ranges = ranges
}

func (c *decoding) textRange(s *scan.Scanner) event.Range {
	v := event.Range{Start: event.NoNode, End: event.NoNode}
	if !s.Object() {
		return v
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "start":
			v.Start = c.ID(s)
		case "end":
			v.End = c.ID(s)
		case "startOffset":
			n, _ := s.Int()
			v.StartOffset = snapshot.Int32(n)
		case "endOffset":
			n, _ := s.Int()
			v.EndOffset = snapshot.Int32(n)
		default:
			s.Skip()
		}
	}
	return v
}

// adopted reads {id, styles:[{styleId, rules:[{rule, index}]}], styleIds}. The
// id is the document's or that of a shadow host. Sheets that were already
// recorded are only named in styleIds.
func (c *decoding) adopted(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	node := event.NoNode
	var ids []event.SheetID
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "id":
			node = c.ID(s)
		case "styles":
			if s.Null() {
				continue
			}
			for more := s.Array(); more && s.Elem(); {
				c.constructed(s)
			}
		case "styleIds":
			for more := s.Array(); more && s.Elem(); {
				if id := c.SheetID(s); id != event.NoSheet {
					ids = append(ids, id)
				}
			}
		default:
			s.Skip()
		}
	}
	if node == event.NoNode {
		c.Problem(event.ProblemUnknownNode, "adopted style sheets without an owner")
		return
	}
	op := c.batch.Add(event.OpSheetAttach)
	op.Node, op.Sheets = node, ids
}

// constructed reads {styleId, rules:[{rule, index}]}; rules come in order.
func (c *decoding) constructed(s *scan.Scanner) {
	if !s.Object() {
		return
	}
	id := event.NoSheet
	var rules []string
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		switch string(key) {
		case "styleId":
			id = c.SheetID(s)
		case "rules":
			for more := s.Array(); more && s.Elem(); {
				if rule, ok := c.ruleText(s); ok {
					rules = append(rules, rule)
				}
			}
		default:
			s.Skip()
		}
	}
	op := c.batch.Add(event.OpSheetNew)
	op.Sheet, op.Texts = id, rules
}

func (c *decoding) ruleText(s *scan.Scanner) (text string, ok bool) {
	if !s.Object() {
		return "", false
	}
	for key, more := s.Key(); more; key, more = s.Key() {
		if string(key) == "rule" {
			text, ok = s.Text(&c.Text)
			continue
		}
		s.Skip()
	}
	return text, ok
}

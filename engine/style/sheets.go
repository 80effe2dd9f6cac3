package style

import (
	"slices"
	"strings"

	"playhead/engine/css"
	"playhead/engine/dom"
	"playhead/engine/event"
)

// sheetCache keeps parsed sheets.
type sheetCache struct {
	texts map[string]*css.Sheet
	bases map[*dom.SheetBase]*editedSheet
	media map[string]*css.Query
}

// editedSheet is a recorded sheet as far as its edits have been applied.
type editedSheet struct {
	base  *css.Sheet
	now   *css.Sheet
	edits []dom.SheetEdit
}

// maxCached bounds each cache; a full one starts anew.
const maxCached = 4096

func newSheetCache() *sheetCache {
	return &sheetCache{texts: map[string]*css.Sheet{}, bases: map[*dom.SheetBase]*editedSheet{}, media: map[string]*css.Query{}}
}

func (c *sheetCache) text(s string, quirks bool) *css.Sheet {
	sh := c.texts[s]
	if sh == nil {
		if len(c.texts) >= maxCached {
			clear(c.texts)
		}
		sh = css.ParseSheet(s, quirks)
		c.texts[s] = sh
	}
	return sh
}

// recorded parses a recorded sheet and applies its edits, going on from what was
// applied before where that is a prefix.
func (c *sheetCache) recorded(s *dom.Sheet, quirks bool) *css.Sheet {
	if s.Base == nil {
		s = &dom.Sheet{Base: &dom.SheetBase{}, Edits: s.Edits}
	}
	e := c.bases[s.Base]
	if e == nil {
		if len(c.bases) >= maxCached {
			clear(c.bases)
		}
		e = &editedSheet{base: parseTexts(s.Base.Texts, quirks)}
		e.now = e.base
		c.bases[s.Base] = e
	}
	if len(e.edits) > len(s.Edits) || !slices.EqualFunc(e.edits, s.Edits[:len(e.edits)], sameEdit) {
		e.now, e.edits = e.base, nil
	}
	for i := len(e.edits); i < len(s.Edits); i++ {
		e.now = edited(e.now, &s.Edits[i], quirks)
	}
	e.edits = s.Edits
	return e.now
}

func sameEdit(a, b dom.SheetEdit) bool {
	return a.Kind == b.Kind && a.Name == b.Name && a.Text == b.Text && a.Priority == b.Priority && slices.Equal(a.Path, b.Path)
}

// parseTexts parses a sheet given as texts. Where there are several, each is one
// recorded rule, and one that is not understood still counts in paths of edits.
func parseTexts(texts []string, quirks bool) *css.Sheet {
	if len(texts) == 1 {
		return css.ParseSheet(texts[0], quirks)
	}
	out := &css.Sheet{}
	for _, t := range texts {
		rules := css.ParseSheet(t, quirks).Rules
		if len(rules) == 0 && strings.TrimSpace(t) != "" {
			rules = []*css.Rule{{Kind: css.RuleOther}}
		}
		out.Rules = append(out.Rules, rules...)
	}
	return out
}

func edited(s *css.Sheet, e *dom.SheetEdit, quirks bool) *css.Sheet {
	switch e.Kind {
	case event.OpSheetInsert:
		s, _ = s.Insert(e.Path, e.Text, quirks)
	case event.OpSheetDelete:
		s, _ = s.Delete(e.Path)
	case event.OpSheetDecl:
		s, _ = s.SetDecl(e.Path, e.Name, e.Text, e.Priority == "important")
	case event.OpSheetDeclDel:
		s, _ = s.SetDecl(e.Path, e.Name, "", false)
	}
	return s
}

// matches asks a media attribute of a sheet in a scope.
func (c *sheetCache) matches(media string, sc *scope) bool {
	if media == "" {
		return true
	}
	q, ok := c.media[media]
	if !ok {
		if len(c.media) >= maxCached {
			clear(c.media)
		}
		q = css.ParseMedia(media)
		c.media[media] = q
	}
	for _, a := range sc.asked {
		if a.query == q {
			return a.holds
		}
	}
	return sc.asked.ask(q, &sc.media)
}

// scope is a document or shadow tree: what sheets belong to.
type scope struct {
	root    dom.Ref // the document or shadow root
	host    dom.Ref // of a shadow root
	parent  *scope
	sources []dom.Ref // style and link elements in tree order
	rules   *ruleSet
	media   css.MediaEnv
	asked   answers // of the sheets' media attributes
	quirks  bool
}

// survey finds the scopes of a tree, their style sources, and the hosts.
func survey(t *dom.Tree) (scopes map[dom.Ref]*scope, order []*scope, hosts []dom.Ref) {
	scopes = map[dom.Ref]*scope{}
	if t.Doc == dom.None {
		return scopes, nil, nil
	}
	var walk func(r dom.Ref, sc *scope, depth int)
	open := func(r dom.Ref, host dom.Ref, parent *scope, depth int) {
		sc := &scope{root: r, host: host, parent: parent}
		if parent != nil && host != dom.None {
			sc.quirks = parent.quirks
		} else {
			sc.quirks = quirksMode(t, r)
		}
		scopes[r] = sc
		order = append(order, sc)
		walk(r, sc, depth)
	}
	walk = func(r dom.Ref, sc *scope, depth int) {
		if depth > maxDepth {
			return
		}
		for c := t.Node(r).First; c != dom.None; c = t.Node(c).Next {
			n := t.Node(c)
			if n.Kind != event.NodeElement {
				continue
			}
			if n.Tag == "style" || n.Tag == "link" || n.State != nil && (n.State.Sheet != nil || len(n.State.Attached) > 0) {
				sc.sources = append(sc.sources, c)
			}
			if s := n.Shadow; s != dom.None {
				if t.Node(s).Kind == event.NodeShadowRoot {
					hosts = append(hosts, c)
					open(s, c, sc, depth+1)
				} else {
					open(s, dom.None, nil, depth+1)
				}
			}
			if n.First != dom.None {
				walk(c, sc, depth+1)
			}
		}
	}
	open(t.Doc, dom.None, nil, 0)
	return scopes, order, hosts
}

// quirksMode tells a document without a doctype, or with one of those that ask
// for it (HTML §13.2.6.4.1), as far as the recorded name says.
func quirksMode(t *dom.Tree, doc dom.Ref) bool {
	for c := t.Node(doc).First; c != dom.None; c = t.Node(c).Next {
		if t.Node(c).Kind == event.NodeDoctype {
			return false
		}
	}
	return true
}

// sheetsOf appends the sheets of a scope in cascade order.
func (c *sheetCache) sheetsOf(t *dom.Tree, sc *scope, buf []*css.Sheet) []*css.Sheet {
	c.each(t, sc, func(s *css.Sheet, _ dom.Ref, _ event.SheetID) { buf = append(buf, s) })
	return buf
}

// each calls f with the sheets of a scope in cascade order: the element each
// belongs to, or the id of one that is attached.
func (c *sheetCache) each(t *dom.Tree, sc *scope, f func(s *css.Sheet, of dom.Ref, id event.SheetID)) {
	attached := func(r dom.Ref, n *dom.Node) {
		if n.State == nil {
			return
		}
		for _, id := range n.State.Attached {
			if s := t.Sheet(id); s != nil && !s.Disabled && (s.Base == nil || c.matches(s.Base.Media, sc)) {
				f(c.recorded(s, sc.quirks), r, id)
			}
		}
	}
	for _, r := range sc.sources {
		n := t.Node(r)
		media, _ := n.Attr("media")
		if !c.matches(media, sc) {
			continue
		}
		switch st := n.State; {
		case st != nil && st.Sheet != nil:
			if !st.Sheet.Disabled && (st.Sheet.Base == nil || c.matches(st.Sheet.Base.Media, sc)) {
				f(c.recorded(st.Sheet, sc.quirks), r, event.NoSheet)
			}
		case n.Tag == "style" && cssType(n):
			if s := textOf(t, n); s != "" {
				f(c.text(s, sc.quirks), r, event.NoSheet)
			}
		}
		attached(r, n)
	}
	attached(sc.root, t.Node(sc.root))
}

func cssType(n *dom.Node) bool {
	typ, ok := n.Attr("type")
	return !ok || typ == "" || strings.EqualFold(typ, "text/css")
}

func textOf(t *dom.Tree, n *dom.Node) string {
	first := n.First
	if first == dom.None {
		return ""
	}
	if f := t.Node(first); f.Next == dom.None {
		return f.Text
	}
	var b strings.Builder
	for c := first; c != dom.None; c = t.Node(c).Next {
		b.WriteString(t.Node(c).Text)
	}
	return b.String()
}

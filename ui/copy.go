package ui

import (
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/go-json-experiment/json"

	"playhead/engine/cell"
	"playhead/engine/dom"
	"playhead/engine/event"
	"playhead/engine/player"
	"playhead/engine/steps"
	"playhead/engine/text"
	"playhead/ui/keymap"
	"playhead/ui/stage"
	"playhead/ui/yank"
)

// copiedMsg says what became of a copy.
type copiedMsg struct {
	what string
	file string // that has it, "" for none
	err  error
	sent bool // to the terminal's clipboard
}

// copyOut gives text to the clipboard and to the file for those who have none.
func (m *model) copyOut(what, s string) tea.Cmd {
	s = yank.Clean(s)
	seq, ok := m.terminal().Sequence(s)
	file := m.opts.YankFile
	save := func() tea.Msg {
		msg := copiedMsg{what: what, file: file, sent: ok}
		if file != "" {
			msg.err = yank.Save(file, s)
		}
		return msg
	}
	if !ok {
		return save
	}
	return tea.Batch(tea.Raw(seq), save)
}

func (m *model) terminal() yank.Terminal {
	return yank.TerminalOf(func(name string) string {
		if m.opts.Environ == nil {
			return os.Getenv(name)
		}
		for _, kv := range m.opts.Environ {
			if v, ok := strings.CutPrefix(kv, name+"="); ok {
				return v
			}
		}
		return ""
	})
}

// onCopied says where the text is.
func (m *model) onCopied(msg copiedMsg) tea.Cmd {
	switch {
	case msg.err != nil && msg.sent:
		return m.say(msg.what + " copied; not written to a file: " + msg.err.Error())
	case msg.err != nil:
		return m.say(msg.what + " not copied: no clipboard here, and " + msg.err.Error())
	case msg.sent:
		return m.say(msg.what + " copied")
	case msg.file != "":
		return m.say("no clipboard here: " + msg.what + " is in " + m.shortPath(msg.file))
	}
	return m.say(msg.what + " not copied: no clipboard here (--yank-file FILE)")
}

// shortPath writes a path for people.
func (m *model) shortPath(path string) string {
	if home, err := os.UserHomeDir(); err == nil {
		if rel, err := filepath.Rel(home, path); err == nil && !strings.HasPrefix(rel, "..") {
			return filepath.Join("~", rel)
		}
	}
	return path
}

// copyText copies the text under the selection, without one that of the element
// under the pointer.
func (m *model) copyText() tea.Cmd {
	if s := m.selectedText(); s != "" {
		m.stage.sel.on = false
		return m.copyOut("text", s)
	}
	if m.stage.sel.on {
		return m.say("there is no text in the selection")
	}
	f := m.stage.frame
	if f == nil {
		return m.say("no page to copy from yet")
	}
	if r := f.Pointer.Ref; m.stage.shown.pointed && r != dom.None {
		if s := elementText(f, r); s != "" {
			return m.copyOut("text under the pointer", s)
		}
	}
	return m.say("nothing is selected (" + m.keys.Key(keymap.SelectText) + " selects, or drag with the mouse)")
}

// copySelector copies a selector of the element that is selected on the page, of
// the row's element where the list has the keys, or of the one under the
// pointer.
func (m *model) copySelector() tea.Cmd {
	f := m.stage.frame
	if f == nil {
		return m.say("no page to copy from yet")
	}
	if m.stage.sel.on {
		x, y, _, _ := m.stage.sel.area()
		return m.copySelectorOf(f.Tree, f.At(x, y))
	}
	if l := m.list(); m.pane.focus == onPane && m.pane.state.open && l != nil && l.Selected() != nil {
		if e := l.Selected(); e.Node != event.NoNode && int(e.Track) < len(m.work.players) && e.Track >= 0 {
			return m.findSelector(m.work.players[e.Track].player, e.Time, e.Node)
		}
		return m.say("the row is about no element")
	}
	return m.copySelectorOf(f.Tree, f.Pointer.Ref)
}

func (m *model) copySelectorOf(t *dom.Tree, r dom.Ref) tea.Cmd {
	if t == nil || r == dom.None {
		return m.say("no element there (" + m.keys.Key(keymap.SelectText) + " selects one)")
	}
	return m.copyOut("selector", steps.Selector(t, r))
}

// selectorMsg brings the selector of a row's element.
type selectorMsg struct{ selector string }

// findSelector looks for the element on the page as it was at the row's moment,
// or right before, when the event took the element away.
func (m *model) findSelector(p *player.Player, at event.Millis, node event.NodeID) tea.Cmd {
	return func() tea.Msg {
		for _, t := range [...]event.Millis{at, at - 1} {
			tree := p.Seek(t).Tree
			if r := tree.ByID(node); r != dom.None {
				return selectorMsg{steps.Selector(tree, r)}
			}
		}
		return selectorMsg{}
	}
}

func (m *model) onSelector(msg selectorMsg) tea.Cmd {
	if msg.selector == "" {
		return m.say("the row's element is not on the page")
	}
	return m.copyOut("selector", msg.selector)
}

// copyFrame copies the page as it is shown.
func (m *model) copyFrame() tea.Cmd {
	if m.stage.frame == nil {
		return m.say("no page to copy yet")
	}
	return m.copyOut("page", string(cell.AppendText(nil, m.stage.frame.Grid)))
}

// copyEvent copies the row as playhead events prints it.
func (m *model) copyEvent() tea.Cmd {
	l := m.list()
	if l == nil {
		l = &m.pane.lists[eventPane]
	}
	e := l.Selected()
	if e == nil {
		return m.say("no row to copy")
	}
	b, err := json.Marshal(e.JSON(m.all.start), json.Deterministic(true))
	if err != nil {
		return m.say(err.Error())
	}
	return m.copyOut("event", string(text.Escape(b, text.JSONEscape)))
}

// copyLink copies the command line that reopens this moment.
func (m *model) copyLink() tea.Cmd {
	words, why := m.link()
	if why != "" {
		return m.say("no command reopens this: " + why)
	}
	return m.copyOut("command", yank.CommandLine(words...))
}

// link returns the words of the command line that reopens this moment, or why
// there is none.
func (m *model) link() (words []string, why string) {
	if len(m.opened.Reopen) == 0 {
		return nil, "standard input cannot be read again"
	}
	words = append(words, m.opened.Reopen...)
	words = append(words, "--at", seconds3(m.now()-m.all.start))
	if v := m.shownView(); v != "" {
		words = append(words, "--view", v)
	}
	if z := m.stage.view.Zoom; z != stage.Fit {
		words = append(words, "--zoom", z.String())
	}
	return append(words, "--paused"), ""
}

// shownView names the view that is shown, as --view takes it: by its id where
// that names no other.
func (m *model) shownView() string {
	v := m.stage.shown.state.View
	if m.stage.tab >= len(m.all.tabs) || v < 0 {
		return ""
	}
	views := m.all.tabs[m.stage.tab].Views()
	if int(v) >= len(views) {
		return ""
	}
	n := m.all.viewOrdinal(m.stage.tab, v)
	if id := views[v].ID; id != "" {
		if tab, at, ok := m.all.findView(id); ok && tab == m.stage.tab && at == views[v].Start {
			return id
		}
	}
	return number(n)
}

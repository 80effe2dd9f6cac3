package ui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"github.com/sahilm/fuzzy"

	"playhead/ui/canvas"
	"playhead/ui/keymap"
	"playhead/ui/theme"
)

// promptKind is what is being typed on the status line.
type promptKind uint8

const (
	noPrompt promptKind = iota
	goToPrompt
	findPrompt
	palettePrompt
	notePrompt
	funnelPrompt
	filterPrompt // of the events, or of the list of recordings
	inspectPrompt
)

func (m *model) openPrompt(k promptKind) tea.Cmd {
	m.input.prompt = k
	m.input.choice = 0
	m.input.line.Set("")
	return nil
}

func (m *model) onPaste(text string) tea.Cmd {
	if m.input.prompt == noPrompt {
		return nil
	}
	m.input.line.Insert(text)
	m.scr.dirty = true
	return m.typed()
}

// promptKey edits the line, chooses a suggestion, or ends the prompt.
func (m *model) promptKey(name, text string) tea.Cmd {
	in := &m.input
	switch name {
	case "esc":
		kind := in.prompt
		in.prompt = noPrompt
		if kind == filterPrompt {
			return m.filter("")
		}
		return nil
	case "enter":
		return m.enter()
	case "up", "shift+tab", "ctrl+p":
		in.choice = max(in.choice-1, 0)
		return nil
	case "down", "tab", "ctrl+n":
		in.choice = max(min(in.choice+1, len(m.suggestions())-1), 0)
		return nil
	case "backspace":
		if in.line.String() == "" {
			in.prompt = noPrompt
			return nil
		}
	}
	if !in.line.Key(name) {
		if text == "" {
			return nil
		}
		in.line.Insert(text)
	}
	return m.typed()
}

// typed follows what is being typed: a search shows its hits at once.
func (m *model) typed() tea.Cmd {
	m.input.choice = 0
	if m.input.prompt == filterPrompt {
		return m.filter(m.input.line.String())
	}
	return nil
}

// enter ends the prompt and does what it asks for.
func (m *model) enter() tea.Cmd {
	in := &m.input
	kind, text := in.prompt, in.line.String()
	found := m.suggestions()
	in.prompt = noPrompt
	switch kind {
	case filterPrompt:
		return m.filter(text)
	case funnelPrompt:
		return m.setFunnel(text)
	case notePrompt:
		return m.endNote(text)
	case findPrompt:
		return m.findOnScreen(text)
	case inspectPrompt:
		return m.findInspected(text)
	case goToPrompt:
		if strings.TrimSpace(text) == "" {
			return nil
		}
		cmd, err := m.goTo(text)
		if err == nil {
			return cmd
		}
		if len(found) == 0 {
			return m.say(err.Error())
		}
	}
	if in.choice < len(found) {
		return m.act(found[in.choice], "")
	}
	return nil
}

// suggestions are the actions that fit what was typed, best first.
func (m *model) suggestions() []keymap.Action {
	text := strings.TrimSpace(m.input.line.String())
	if p := m.input.prompt; p != palettePrompt && p != goToPrompt {
		return nil
	}
	all := commands()
	if text == "" {
		return all
	}
	names := make([]string, len(all))
	for i, a := range all {
		names[i] = a.String() + " " + a.Help()
	}
	hits := fuzzy.Find(text, names)
	out := make([]keymap.Action, 0, len(hits))
	for _, h := range hits {
		out = append(out, all[h.Index])
	}
	// A name typed out, or begun, goes before what only has its letters.
	rank := func(a keymap.Action) int {
		switch {
		case a.String() == text:
			return 0
		case strings.HasPrefix(a.String(), text):
			return 1
		default:
			return 2
		}
	}
	slices.SortStableFunc(out, func(a, b keymap.Action) int { return rank(a) - rank(b) })
	return out
}

// commands are the actions that the palette offers: all but itself.
func commands() []keymap.Action {
	return slices.DeleteFunc(keymap.All(), func(a keymap.Action) bool { return a == keymap.Palette })
}

// filter shows the recordings or events that a condition holds for.
func (m *model) filter(text string) tea.Cmd {
	if m.deck.shown {
		return m.filterDeck(text)
	}
	return m.setFilter(text)
}

// drawPrompt draws the line being typed, and returns the column of the cursor.
func (m *model) drawPrompt(c canvas.Canvas) int {
	th := m.scr.theme
	sign, hint := ":", "a time (1:23, 83.5, 50%, end, +30) or a command"
	switch m.input.prompt {
	case findPrompt:
		sign, hint = "/", "what was on screen: text, /regex/, selector:.error"
	case funnelPrompt:
		sign, hint = "/", "a funnel: url:/cart THEN click:Checkout THEN url:/thanks"
	case notePrompt:
		sign, hint = string(th.Glyphs.Note), "a note at this moment"
		if s := m.noted.typed.Selector; s != "" {
			hint += " and " + s
		}
		hint += "; #tags are found as tags"
	case inspectPrompt:
		sign, hint = "/", "a CSS selector, or text of an element (in quotes: text only)"
	case filterPrompt:
		sign, hint = "=", "kind:click, status:>=500, -kind:scroll, a THEN b within 5s, or ~letters"
		if m.deck.shown {
			sign, hint = "/", "user:ada errors:>0 -watched:yes"
		}
	case palettePrompt:
		sign, hint = ">", "a command"
	}
	accent := th.Style(theme.Accent)
	x := c.Text(1, 0, sign, accent)
	before, after := m.input.line.Split()
	// A line longer than the screen shows the part before the cursor.
	for c.Width(before) > c.W-6 && before != "" {
		before = before[1:]
	}
	x = c.Text(x, 0, before, th.Style(theme.Strong))
	cursor := x
	end := c.Text(x, 0, after, th.Style(theme.Strong))
	if before == "" && after == "" {
		c.Fit(end+2, 0, c.W-end-3, hint, th.Glyphs.Ellipsis, th.Style(theme.Dim))
	}
	if m.input.prompt == filterPrompt {
		note, role := m.filterNote()
		if w := c.Width(note); end+w+2 < c.W {
			c.Right(c.W-1, 0, note, th.Style(role))
		}
	}
	return cursor
}

// filterNote says what the filter being typed leaves, or why it is none.
func (m *model) filterNote() (string, theme.Role) {
	if m.input.bad != "" {
		return m.input.bad, theme.Warn
	}
	if m.deck.shown {
		return m.deck.count(), theme.Dim
	}
	l := &m.pane.lists[eventPane]
	return number(l.Len()) + " of " + number(l.All()), theme.Dim
}

// suggestionRows is how many suggestions are shown.
const suggestionRows = 8

// drawSuggestions draws what fits above the status line.
func (m *model) drawSuggestions(c canvas.Canvas) {
	found := m.suggestions()
	if len(found) == 0 {
		return
	}
	th := m.scr.theme
	n := min(len(found), suggestionRows, c.H-2)
	first := max(m.input.choice-n+1, 0)
	w := min(c.W, 64)
	box := c.Sub(0, c.H-n, w, n)
	box.Fill(0, 0, box.W, box.H, ' ', th.Style(theme.Popup))
	for y := range n {
		a := found[first+y]
		ground := theme.Popup
		if first+y == m.input.choice {
			ground = theme.Selected
			box.Fill(0, y, box.W, 1, ' ', th.Style(ground))
		}
		text := th.Style(ground)
		dim := th.On(theme.Dim, ground)
		if ground == theme.Selected {
			dim = text
		}
		x := box.Fit(1, y, 24, a.String(), th.Glyphs.Ellipsis, text)
		box.Fit(max(x+1, 26), y, box.W-26-12, a.Help(), th.Glyphs.Ellipsis, dim)
		box.Right(box.W-1, y, m.keys.Key(a), dim)
	}
}

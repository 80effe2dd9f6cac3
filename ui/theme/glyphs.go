package theme

// Glyphs are the signs of the chrome. Each is one cell in every width table we
// trust, which a test checks in a terminal emulator.
type Glyphs struct {
	ASCII bool

	Pointer, Pressed, Touch    rune
	Ripple                     [3]rune
	Trail                      rune
	Error, Request, Warning    rune
	Rage, Dead, ErrorClick     rune
	Navigation, Input, Scroll  rune
	Resize, Click, Focus       rune
	Console, Action, Task      rune
	Mark, Note, Gap            rune
	Here                       rune // the row of now
	Playhead                   rune
	Played, Loaded, Ahead      rune // the bar
	Idle                       rune // inactivity, in the histogram
	Levels                     [9]rune
	Play, Pause, Ended, Wait   rune
	Line, Column               rune // separators
	Ellipsis, Times, Dash, Dot string
	Arrow                      string
	ThumbOn, ThumbOff          rune // scroll indicator
	Meter                      [2]rune
}

var unicodeGlyphs = Glyphs{
	Pointer: '◎', Pressed: '◉', Touch: '○',
	Ripple: [3]rune{'·', '○', '◯'},
	Trail:  '·',
	Error:  '✖', Request: '!', Warning: '△',
	Rage: '✱', Dead: '◌', ErrorClick: '✖',
	Navigation: '›', Input: '✎', Scroll: '↓',
	Resize: '⤢', Click: '•', Focus: '·',
	Console: '»', Action: '▪', Task: '◇',
	Mark: '◆', Note: '¶', Gap: '╳',
	Here:     '▸',
	Playhead: '●',
	Played:   '━', Loaded: '─', Ahead: '┄',
	Idle:   '╌',
	Levels: [9]rune{' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'},
	Play:   '▶', Pause: '‖', Ended: '■', Wait: '◔',
	Line: '─', Column: '│',
	Ellipsis: "…", Times: "×", Dash: "–", Dot: "·", Arrow: "→",
	ThumbOn: '┃', ThumbOff: '│',
	Meter: [2]rune{'█', '░'},
}

var asciiGlyphs = Glyphs{
	ASCII:   true,
	Pointer: '+', Pressed: '*', Touch: 'o',
	Ripple: [3]rune{'.', 'o', 'O'},
	Trail:  '.',
	Error:  'x', Request: '!', Warning: '^',
	Rage: '#', Dead: '_', ErrorClick: 'x',
	Navigation: '>', Input: '=', Scroll: 'v',
	Resize: '%', Click: '*', Focus: '<',
	Console: ':', Action: '-', Task: '~',
	Mark: 'm', Note: 'n', Gap: 'X',
	Here:     '>',
	Playhead: 'O',
	Played:   '=', Loaded: '-', Ahead: '.',
	Idle:   '~',
	Levels: [9]rune{' ', '.', '.', ':', ':', '+', '+', '#', '#'},
	Play:   '>', Pause: '|', Ended: '.', Wait: '?',
	Line: '-', Column: '|',
	Ellipsis: "..", Times: "x", Dash: "-", Dot: "-", Arrow: "->",
	ThumbOn: '#', ThumbOff: '|',
	Meter: [2]rune{'#', '-'},
}

// Runes returns every rune glyph, for tests of their width.
func (g *Glyphs) Runes() []rune {
	out := []rune{
		g.Pointer, g.Pressed, g.Touch, g.Trail, g.Error, g.Request, g.Warning,
		g.Rage, g.Dead, g.ErrorClick, g.Navigation, g.Input, g.Scroll, g.Resize,
		g.Click, g.Focus, g.Console, g.Action, g.Task, g.Mark, g.Note, g.Gap,
		g.Here, g.Playhead, g.Played, g.Loaded, g.Ahead, g.Idle, g.Play, g.Pause,
		g.Ended, g.Wait, g.Line, g.Column, g.ThumbOn, g.ThumbOff,
	}
	out = append(out, g.Ripple[:]...)
	out = append(out, g.Levels[:]...)
	out = append(out, g.Meter[:]...)
	for _, s := range []string{g.Ellipsis, g.Times, g.Dash, g.Dot, g.Arrow} {
		out = append(out, []rune(s)...)
	}
	return out
}

package theme

// Glyphs are the signs of the chrome. Each is one cell in every width table we
// trust, which a test checks in a terminal emulator.
type Glyphs struct {
	ASCII bool

	Pointer, Pressed, Touch    rune
	Ripples                    [4][3]rune // left, right, double click, tap
	Edge, Thumb, Masked, Hatch rune       // of a field; scroll indicator; privacy
	Corners                    [4]rune    // upper left, upper right, lower left, lower right
	Sides                      [2]rune
	Open, Closed, Won, Lost    rune // of the inspector
	Tee, Lane, Less, More      rune // time axis: a page begins; a tab in front; more before, after
	Erased                     string
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
	Watched                    rune
	Hit                        rune // what was searched for
	Up, Down                   rune // the order of a column
}

var unicodeGlyphs = Glyphs{
	Pointer: '◎', Pressed: '◉', Touch: '○',
	Ripples: [4][3]rune{{'·', '○', '◯'}, {'▫', '□', '▢'}, {'∷', '⊙', '⊚'}, {'∙', '•', '●'}},
	Edge:    '▌', Thumb: '▐', Masked: '░', Hatch: '╱',
	Corners: [4]rune{'┌', '┐', '└', '┘'}, Sides: [2]rune{'▕', '▏'},
	Open: '▾', Closed: '▸', Won: '✓', Lost: '✗',
	Tee: '┬', Lane: '━', Less: '◂', More: '▸',
	Erased: "⌫",
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
	Meter:   [2]rune{'█', '░'},
	Watched: '✓', Hit: '▾', Up: '↑', Down: '↓',
}

var asciiGlyphs = Glyphs{
	ASCII:   true,
	Pointer: '+', Pressed: '*', Touch: 'o',
	Ripples: [4][3]rune{{'.', 'o', 'O'}, {'-', '=', '#'}, {':', '8', '%'}, {'.', '*', '@'}},
	Edge:    '|', Thumb: '|', Masked: 'x', Hatch: '/',
	Corners: [4]rune{'+', '+', '+', '+'}, Sides: [2]rune{'[', ']'},
	Open: '-', Closed: '+', Won: '*', Lost: 'x',
	Tee: '+', Lane: '=', Less: '<', More: '>',
	Erased: "<-",
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
	Meter:   [2]rune{'#', '-'},
	Watched: '*', Hit: '/', Up: '^', Down: 'v',
}

// Runes returns every rune glyph, for tests of their width.
func (g *Glyphs) Runes() []rune {
	out := []rune{
		g.Pointer, g.Pressed, g.Touch, g.Trail, g.Error, g.Request, g.Warning,
		g.Rage, g.Dead, g.ErrorClick, g.Navigation, g.Input, g.Scroll, g.Resize,
		g.Click, g.Focus, g.Console, g.Action, g.Task, g.Mark, g.Note, g.Gap,
		g.Here, g.Playhead, g.Played, g.Loaded, g.Ahead, g.Idle, g.Play, g.Pause,
		g.Watched, g.Hit, g.Up, g.Down, g.Ended, g.Wait, g.Line, g.Column, g.ThumbOn, g.ThumbOff,
	}
	for i := range g.Ripples {
		out = append(out, g.Ripples[i][:]...)
	}
	out = append(out, g.Edge, g.Thumb, g.Masked, g.Hatch, g.Tee, g.Lane, g.Less, g.More, g.Open, g.Closed, g.Won, g.Lost)
	out = append(out, g.Corners[:]...)
	out = append(out, g.Sides[:]...)
	out = append(out, g.Levels[:]...)
	out = append(out, g.Meter[:]...)
	for _, s := range []string{g.Ellipsis, g.Times, g.Dash, g.Dot, g.Arrow, g.Erased} {
		out = append(out, []rune(s)...)
	}
	return out
}

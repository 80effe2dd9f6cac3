package script

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"playhead/engine/moment"
)

// Verb is what a command does.
type Verb string

// The verbs; see the package's documentation.
const (
	Open      Verb = "open"
	Size      Verb = "size"
	Theme     Verb = "theme"
	Chrome    Verb = "chrome"
	Pane      Verb = "pane"
	Overlays  Verb = "overlays"
	Font      Verb = "font"
	EmbedFont Verb = "embed-font"
	CellWidth Verb = "cell-width"
	FPS       Verb = "fps"

	Seek     Verb = "seek"
	Key      Verb = "key"
	Type     Verb = "type"
	Wait     Verb = "wait"
	Zoom     Verb = "zoom"
	Annotate Verb = "annotate"

	Shot   Verb = "shot"
	Record Verb = "record"
	Stop   Verb = "stop"
)

// Command is one line. Which fields are set depends on the verb.
type Command struct {
	Line, Col int
	Verb      Verb
	// Words are sources and keys; Text is a file, a text, a name.
	Words []string
	Text  string
	// On is the state of a switch.
	On bool
	// Number is a count; Cols, Rows a size or, of an annotation, a cell where
	// HasCell.
	Number, Cols, Rows int
	HasCell            bool
	// Target is the text an annotation is about, "" for none.
	Target string
	// For is a duration, 0 for none.
	For    time.Duration
	Moment moment.Moment
}

// Error is a fault of a script.
type Error struct {
	Line, Col int // from 1
	Msg       string
}

func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %s", e.Line, e.Col, e.Msg) }

// Bounds of what a script may ask for.
const (
	maxBytes = 1 << 20
	maxCols  = 500
	maxRows  = 300
	maxWait  = time.Hour
)

// Parse reads a script.
func Parse(src string) ([]Command, error) {
	if len(src) > maxBytes {
		return nil, &Error{1, 1, fmt.Sprintf("a script of more than %d bytes", maxBytes)}
	}
	if !utf8.ValidString(src) {
		line := 1 + strings.Count(src[:firstInvalid(src)], "\n")
		return nil, &Error{line, 1, "not UTF-8"}
	}
	var out []Command
	p := parser{}
	for line := range strings.Lines(src) {
		p.line++
		ws, fault, col := words(strings.TrimRight(line, "\r\n"))
		if fault != "" {
			return nil, &Error{p.line, col, fault}
		}
		if len(ws) == 0 {
			continue
		}
		c, err := p.command(ws)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, nil
}

func firstInvalid(s string) int {
	for i, r := range s {
		if r == utf8.RuneError {
			if _, n := utf8.DecodeRuneInString(s[i:]); n == 1 {
				return i
			}
		}
	}
	return 0
}

// parser is how far a script has been read.
type parser struct {
	line      int
	opened    bool
	recording bool
}

func (p *parser) fault(w word, format string, args ...any) error {
	return &Error{p.line, w.col, fmt.Sprintf(format, args...)}
}

// shape says how many arguments a verb takes, and where it may stand.
type shape struct {
	least, most int // most is -1 for any number
	before      bool
	usage       string
}

var shapes = map[Verb]shape{
	Open: {1, -1, true, "open SOURCE..."}, Size: {1, 1, true, "size COLSxROWS"}, Theme: {1, 1, true, "theme dark|light"},
	Chrome: {1, 1, true, "chrome on|off"}, Pane: {1, 1, true, "pane on|off"}, Overlays: {1, 1, true, "overlays on|off"},
	Font: {1, 1, true, "font FILE"}, EmbedFont: {1, 1, true, "embed-font on|off"}, CellWidth: {1, 1, true, "cell-width PX"},
	FPS:  {1, 1, true, "fps N"},
	Seek: {1, 1, false, "seek T"}, Key: {1, -1, false, "key KEY..."}, Type: {1, 1, false, "type TEXT"},
	Wait: {1, 1, false, "wait DURATION"}, Zoom: {1, 1, false, "zoom fit|100%|50%|reader"},
	Annotate: {1, 5, false, "annotate TEXT [at COL,ROW | on TEXT] [for DURATION], or annotate off"},
	Shot:     {1, 1, false, "shot FILE"}, Record: {1, 1, false, "record FILE"}, Stop: {0, 0, false, "stop"},
}

// Verbs lists the verbs, sorted.
func Verbs() []string {
	var names []string
	for v := range shapes {
		names = append(names, string(v))
	}
	slices.Sort(names)
	return names
}

func (p *parser) command(ws []word) (Command, error) {
	c := Command{Line: p.line, Col: ws[0].col, Verb: Verb(ws[0].text)}
	s, ok := shapes[c.Verb]
	args := ws[1:]
	switch {
	case !ok:
		return c, p.fault(ws[0], "no command %q: want %s", ws[0].text, strings.Join(Verbs(), ", "))
	case len(args) < s.least || s.most >= 0 && len(args) > s.most:
		return c, p.fault(ws[0], "want %s", s.usage)
	case s.before && p.opened:
		return c, p.fault(ws[0], "%s has to stand before open, and open stands once", c.Verb)
	case !s.before && !p.opened:
		return c, p.fault(ws[0], "%s needs a recording: open SOURCE first", c.Verb)
	}
	if c.Verb == Annotate {
		return p.annotate(c, args)
	}
	return p.simple(c, args, s)
}

// simple reads the arguments of commands that take one of a sort.
func (p *parser) simple(c Command, args []word, s shape) (Command, error) {
	var err error
	switch c.Verb {
	case Open, Key:
		p.opened = true
		for _, w := range args {
			c.Words = append(c.Words, w.text)
		}
	case Size:
		if c.Cols, c.Rows, err = pair(args[0].text, "x"); err != nil || c.Cols < 1 || c.Rows < 1 || c.Cols > maxCols || c.Rows > maxRows {
			return c, p.fault(args[0], "want %s, from 1x1 to %dx%d", s.usage, maxCols, maxRows)
		}
	case Theme:
		return p.oneOf(c, args[0], "dark", "light")
	case Zoom:
		return p.oneOf(c, args[0], "fit", "100%", "50%", "reader")
	case Chrome, Pane, Overlays, EmbedFont:
		c, err = p.oneOf(c, args[0], "on", "off")
		c.On = c.Text == "on"
		return c, err
	case CellWidth:
		return p.number(c, args[0], 4, 64)
	case FPS:
		return p.number(c, args[0], 1, 50)
	case Wait:
		c.For, err = p.duration(args[0])
	case Seek:
		if c.Moment, err = moment.Parse(args[0].text); err != nil {
			return c, p.fault(args[0], "%v", err)
		}
	case Record, Stop:
		if c.Verb == Stop && !p.recording {
			return c, &Error{c.Line, c.Col, "nothing is being recorded"}
		}
		if c.Verb == Record && p.recording {
			return c, &Error{c.Line, c.Col, "a film is being recorded: stop it first"}
		}
		p.recording = c.Verb == Record
		if len(args) > 0 {
			c.Text = args[0].text
		}
	case Font, Type, Shot, Annotate:
		c.Text = args[0].text
	}
	return c, err
}

func (p *parser) oneOf(c Command, w word, names ...string) (Command, error) {
	c.Text = w.text
	if !slices.Contains(names, w.text) {
		return c, p.fault(w, "%q: want %s", w.text, strings.Join(names, " or "))
	}
	return c, nil
}

func (p *parser) number(c Command, w word, least, most int) (Command, error) {
	var err error
	if c.Number, err = strconv.Atoi(w.text); err != nil || c.Number < least || c.Number > most {
		return c, p.fault(w, "%q: want a number from %d to %d", w.text, least, most)
	}
	return c, nil
}

func (p *parser) duration(w word) (time.Duration, error) {
	d, err := time.ParseDuration(w.text)
	if err != nil || d <= 0 || d > maxWait {
		return 0, p.fault(w, "%q: want a time such as 500ms or 1.5s, up to an hour", w.text)
	}
	return d, nil
}

var errPair = errors.New("not two numbers")

func pair(s, sep string) (a, b int, err error) {
	x, y, ok := strings.Cut(s, sep)
	if !ok {
		return 0, 0, errPair
	}
	if a, err = strconv.Atoi(x); err != nil {
		return 0, 0, err
	}
	b, err = strconv.Atoi(y)
	return a, b, err
}

// annotate reads the arguments of annotate.
func (p *parser) annotate(c Command, args []word) (Command, error) {
	c.Text, c.On = args[0].text, true
	if len(args) == 1 && c.Text == "off" {
		c.Text, c.On = "", false
		return c, nil
	}
	for rest := args[1:]; len(rest) > 0; rest = rest[2:] {
		if len(rest) == 1 {
			return c, p.fault(rest[0], "want %s", shapes[Annotate].usage)
		}
		w := rest[1]
		var err error
		switch rest[0].text {
		case "at":
			c.HasCell = true
			if c.Cols, c.Rows, err = pair(w.text, ","); err != nil || c.Cols < 0 || c.Rows < 0 || c.Cols >= maxCols || c.Rows >= maxRows {
				return c, p.fault(w, "%q: want COL,ROW, counted from 0", w.text)
			}
		case "on":
			if c.Target = w.text; c.Target == "" {
				return c, p.fault(w, "want the text to point at")
			}
		case "for":
			if c.For, err = p.duration(w); err != nil {
				return c, err
			}
		default:
			return c, p.fault(rest[0], "%q: want at, on or for", rest[0].text)
		}
	}
	if c.HasCell && c.Target != "" {
		return c, p.fault(args[0], "at and on exclude each other")
	}
	return c, nil
}

package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"playhead/engine/cell"
	"playhead/engine/event"
	"playhead/engine/render"
	"playhead/ui/clock"
	"playhead/ui/events"
	"playhead/ui/keymap"
	"playhead/ui/list"
	"playhead/ui/pace"
	"playhead/ui/prompt"
	"playhead/ui/stage"
	"playhead/ui/theme"
	"playhead/ui/timeline"
)

// focus is where keys go.
type focus uint8

const (
	onStage focus = iota
	onPane
)

// model is the state of the screen. It changes only in Update; its parts are
// grouped by what they are about.
type model struct {
	rec  Recording
	opts Options
	rt   Runtime
	keys *keymap.Map
	ctx  context.Context // ends with the program

	scr    screen
	play   playback
	work   work
	all    index
	told   told
	survey *survey
	stage  stageState
	pane   paneModel
	tl     timeline.Timeline
	input  input
	popup  popup
	toast  toast
	marks  map[rune]event.Millis
	face   clock.Face
	debug  debug
	meter  pace.Meter  // of what the terminal takes, nil where nobody measures
	pacer  *pace.Pacer // says when the next frame may be made
	quit   bool

	offscreen bool // nobody waits: keyframes are of no use
	film      bool // moments are shown one after the other, as while playing
}

// screen is the terminal and what it shows now.
type screen struct {
	w, h    int
	layout  layout
	dark    bool
	profile cell.Profile
	ascii   bool
	theme   *theme.Theme
	mouse   bool

	grid    *cell.Grid
	encoder cell.Encoder
	buf     []byte
	content string // what the last View gave
	dirty   bool   // content is not what the state says
}

// stageState is the page on screen.
type stageState struct {
	view    stage.View
	frame   *render.Frame
	shown   shown // what the frame shows
	tab     int   // index in all.tabs
	fixed   bool  // the tab was chosen by hand
	sel     selection
	waiting bool // no frame of the current recording yet
}

// paneModel is the side pane.
type paneModel struct {
	state paneState
	kind  paneKind
	focus focus
	lists [4]events.View // by events.Pane
	info  list.List
}

// input is keys that are on their way to an action.
type input struct {
	pressed []string      // the beginning of a sequence
	mark    keymap.Action // SetMark or JumpMark wait for a letter
	prompt  promptKind
	line    prompt.Line
	choice  int // chosen suggestion
	query   string
	count   int          // typed before a jump
	before  event.Millis // where playback was before the digit
	typed   time.Time
	drag    bool
	cursor  int // column of the cursor in the prompt
}

// toast is a short notice that goes by itself.
type toast struct {
	text string
	rev  int
}

// popup is what lies over the rest.
type popup struct {
	kind popupKind
	list list.List
	rows []detailRow // of detailPopup
}

type popupKind uint8

const (
	noPopup popupKind = iota
	helpPopup
	detailPopup
)

func newModel(ctx context.Context, opts Options) (*model, error) {
	keys := keymap.Default()
	if err := keys.Rebind(opts.Keys); err != nil {
		return nil, err
	}
	if opts.Runtime == nil {
		opts.Runtime = realRuntime{ctx}
	}
	if opts.FPS <= 0 {
		opts.FPS = defaultFPS
	}
	if opts.SkipAfter <= 0 {
		opts.SkipAfter = defaultSkipAfter
	}
	m := &model{
		rec: opts.Recording, opts: opts, rt: opts.Runtime, keys: keys, ctx: ctx,
		marks: make(map[rune]event.Millis), survey: &survey{signals: opts.Signals},
	}
	m.scr.grid = cell.NewGrid(0, 0, nil)
	m.scr.dark = opts.Look != LookLight
	m.scr.ascii = opts.ASCII
	m.scr.profile = opts.Profile
	m.scr.mouse = !opts.NoMouse
	m.restyle()
	for p := range m.pane.lists {
		m.pane.lists[p].Pane = events.Pane(p)
	}
	m.stage.view.Zoom = stage.ZoomByName(opts.Zoom)
	m.stage.waiting = true
	m.pane.state.bare = opts.Bare
	m.initPlayback()
	m.work.init()
	return m, nil
}

// restyle makes the theme anew after the terminal told about itself.
func (m *model) restyle() {
	m.scr.theme = theme.New(m.scr.dark, m.scr.profile, m.scr.ascii)
	m.scr.encoder.Profile = m.scr.profile
	m.scr.dirty = true
}

// Init implements tea.Model.
func (m *model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.refresh()}
	if m.opts.Look == LookAuto {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

// extent is the recording's first and last moment for showing times.
func (m *model) extent() clock.Extent {
	return clock.Extent{Start: int64(m.all.start), End: int64(m.all.end), Zone: m.opts.Zone}
}

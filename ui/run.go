package ui

import (
	"context"
	"errors"
	"os"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"playhead/engine/cell"
	"playhead/ui/display"
	"playhead/ui/pace"
)

// Run shows the recording until the user quits or ctx ends. It needs a
// terminal.
func Run(ctx context.Context, opts Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	m, err := newModel(ctx, opts)
	if err != nil {
		return err
	}
	out := m.paced()
	m.scr.display.Open()
	_, err = tea.NewProgram(m, programOptions(ctx, m.opts)...).Run()
	m.scr.display.Close()
	out.Drain(lastWait)
	if errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil {
		return ctx.Err()
	}
	return err
}

// lastWait is how long the end waits for the terminal to take what is left.
const lastWait = 2 * time.Second

// paced puts a writer in front of the terminal that keeps the model in step with
// it, and the screen that is drawn in front of that.
func (m *model) paced() *pace.Writer {
	to := m.opts.Output
	if to == nil {
		to = os.Stdout
	}
	w := pace.NewWriter(to, m.rt.Now)
	environ := m.opts.Environ
	if environ == nil {
		environ = os.Environ()
	}
	m.scr.display = display.New(w, display.Detect(environ))
	m.scr.display.SetProfile(m.scr.profile)
	m.opts.Output = m.scr.display
	if f, ok := to.(*os.File); ok {
		m.opts.Output = pace.NewFile(f, m.scr.display)
	}
	m.meter, m.pacer = w, pace.NewPacer(w, m.opts.Bandwidth)
	return w
}

// modesPerSecond is how often Bubble Tea looks whether modes of the terminal have
// changed. Frames do not wait for it, and at rest nothing else is done.
const modesPerSecond = 3

func programOptions(ctx context.Context, opts Options) []tea.ProgramOption {
	out := []tea.ProgramOption{tea.WithContext(ctx), tea.WithFPS(modesPerSecond)}
	if opts.Input != nil {
		out = append(out, tea.WithInput(opts.Input))
	}
	if opts.Output != nil {
		out = append(out, tea.WithOutput(opts.Output))
	}
	if opts.Environ != nil {
		out = append(out, tea.WithEnvironment(opts.Environ))
	}
	if opts.Width > 0 && opts.Height > 0 {
		out = append(out, tea.WithWindowSize(opts.Width, opts.Height))
	}
	if opts.HasProfile {
		out = append(out, tea.WithColorProfile(teaProfile(opts.Profile)))
	}
	return out
}

func teaProfile(p cell.Profile) colorprofile.Profile {
	switch p {
	case cell.TrueColor:
		return colorprofile.TrueColor
	case cell.ANSI256:
		return colorprofile.ANSI256
	case cell.ANSI16:
		return colorprofile.ANSI
	default:
		return colorprofile.Ascii
	}
}

package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
)

// Runtime is time as the model sees it. The real one is the default; tests give
// one whose clock stands still until they move it.
type Runtime interface {
	// Now is the time of the viewer's clock.
	Now() time.Time
	// After returns a command that sends msg when d has passed.
	After(d time.Duration, msg tea.Msg) tea.Cmd
	// Wait returns a command that sends msg when c is closed; none when done is
	// closed before.
	Wait(c, done <-chan struct{}, msg tea.Msg) tea.Cmd
}

// realRuntime's commands end with the program.
type realRuntime struct{ ctx context.Context }

func (realRuntime) Now() time.Time { return time.Now() }

func (r realRuntime) After(d time.Duration, msg tea.Msg) tea.Cmd {
	return func() tea.Msg {
		t := time.NewTimer(d)
		defer t.Stop()
		select {
		case <-t.C:
			return msg
		case <-r.ctx.Done():
			return nil
		}
	}
}

func (realRuntime) Wait(c, done <-chan struct{}, msg tea.Msg) tea.Cmd {
	return func() tea.Msg {
		select {
		case <-c:
			return msg
		case <-done:
			return nil
		}
	}
}

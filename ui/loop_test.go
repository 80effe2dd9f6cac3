package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// loop runs a model with its commands in goroutines of their own, as the real
// program does, and without its renderer.
type loop struct {
	ctx  context.Context
	m    *model
	msgs chan tea.Msg
}

func newLoop(ctx context.Context, m *model) *loop {
	l := &loop{ctx: ctx, m: m, msgs: make(chan tea.Msg, 64)}
	l.start(m.Init())
	return l
}

func (l *loop) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		msg := cmd()
		if msg == nil {
			return
		}
		select {
		case l.msgs <- msg:
		case <-l.ctx.Done():
		}
	}()
}

func (l *loop) take(msg tea.Msg) {
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, c := range batch {
			l.start(c)
		}
		return
	}
	_, cmd := l.m.Update(msg)
	_ = l.m.View()
	l.start(cmd)
}

func (l *loop) size(w, h int) { l.take(tea.WindowSizeMsg{Width: w, Height: h}); l.drain() }

func (l *loop) key(name string) {
	k, ok := special[name]
	if !ok {
		k = tea.Key{Code: []rune(name)[0], Text: name}
	}
	l.take(tea.KeyPressMsg(k))
	l.drain()
}

// drain takes the messages that are there.
func (l *loop) drain() {
	for {
		select {
		case msg := <-l.msgs:
			l.take(msg)
		default:
			return
		}
	}
}

// until takes messages until the model is as wanted.
func (l *loop) until(ok func() bool) error {
	for !ok() {
		select {
		case msg := <-l.msgs:
			l.take(msg)
		case <-l.ctx.Done():
			return errEnded
		}
	}
	return nil
}

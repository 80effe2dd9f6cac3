//go:build linux

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// pty starts the program in a pseudo-terminal that takes everything and answers
// nothing.
type pty struct {
	cmd    *exec.Cmd
	master *os.File
	bytes  atomic.Int64
	marked atomic.Int64 // ms from start until enough for a frame had come
	began  time.Time
}

// frameBytes is more than what a program writes before its first frame.
const frameBytes = 2000

func (b *bench) start(cols, rows uint16, args ...string) (*pty, error) {
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	fd := int(master.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		return nil, err
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		return nil, err
	}
	if err := unix.IoctlSetWinsize(fd, unix.TIOCSWINSZ, &unix.Winsize{Col: cols, Row: rows}); err != nil {
		return nil, err
	}
	slave, err := os.OpenFile("/dev/pts/"+strconv.Itoa(n), os.O_RDWR|syscall.O_NOCTTY, 0)
	if err != nil {
		return nil, err
	}
	p := &pty{master: master, cmd: exec.CommandContext(b.ctx, b.playhead, args...)}
	p.cmd.Stdin, p.cmd.Stdout, p.cmd.Stderr = slave, slave, slave
	p.cmd.Env = append(os.Environ(), "TERM=xterm-256color", "COLORTERM=truecolor")
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Setctty: true}
	p.began = time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, err
	}
	_ = slave.Close()
	go p.read()
	return p, nil
}

func (p *pty) read() {
	buf := make([]byte, 1<<16)
	for {
		n, err := p.master.Read(buf)
		if err != nil {
			return
		}
		if p.bytes.Add(int64(n)) > frameBytes {
			p.marked.CompareAndSwap(0, max(time.Since(p.began).Milliseconds(), 1))
		}
	}
}

// cpu is what the process has used so far, in ms.
func (p *pty) cpu() float64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	f := strings.Fields(string(text[strings.LastIndexByte(string(text), ')')+1:]))
	user, _ := strconv.ParseFloat(f[11], 64)
	system, _ := strconv.ParseFloat(f[12], 64)
	return (user + system) * 10 // ticks of 10 ms
}

func (p *pty) stop() {
	_, _ = p.master.WriteString("q")
	done := make(chan struct{})
	go func() { _ = p.cmd.Wait(); close(done) }()
	select {
	case <-done:
	case <-time.After(3 * time.Second):
		_ = p.cmd.Process.Kill()
		<-done
	}
	_ = p.master.Close()
}

// settled is how long the index of a recording and its lists are waited for.
const settled = 20 * time.Second

// player runs the real player: its first frame, at rest, and at 64 times the
// speed.
func (b *bench) player() error {
	file := b.file("M.rrweb.json")
	var first []float64
	for range b.runs {
		p, err := b.start(120, 40, file, "--paused")
		if err != nil {
			return err
		}
		for range 300 {
			if p.marked.Load() > 0 {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		first = append(first, float64(p.marked.Load()))
		p.stop()
	}
	b.add("player", "M first frame on a 120×40 terminal, wall", 0, median(first), "ms", "1/50 of node")

	p, err := b.start(120, 40, file, "--paused", "--skip-after", "off")
	if err != nil {
		return err
	}
	defer p.stop()
	time.Sleep(settled)
	if p.cpu() == 0 {
		return errors.New("the player has ended")
	}
	n, c, t0 := p.bytes.Load(), p.cpu(), time.Now()
	time.Sleep(20 * time.Second)
	b.add("player", "paused: bytes in 20 s", 0, float64(p.bytes.Load()-n), "B", "0")
	b.add("player", "paused: share of a core", 0, (p.cpu()-c)/ms(time.Since(t0))*100, "%", "0.1")
	for range 6 { // 1, 2, 4 … 64
		_, _ = p.master.WriteString(">")
	}
	_, _ = p.master.WriteString(" ")
	time.Sleep(time.Second)
	n, c, t0 = p.bytes.Load(), p.cpu(), time.Now()
	time.Sleep(20 * time.Second)
	took, sent := time.Since(t0), p.bytes.Load()-n
	b.add("player", "M at 64×, 120×40: share of a core", 0, (p.cpu()-c)/ms(took)*100, "%", "20")
	b.add("player", "M after that: anonymous memory per MB", 0, anonymous(p.cmd.Process.Pid)/137, "MiB/MB", "0.4")
	_, _ = p.master.WriteString(" ")
	time.Sleep(4 * time.Second)
	b.add("player", "M paused after that: anonymous memory per MB", 0, anonymous(p.cmd.Process.Pid)/137, "MiB/MB", "0.4")
	b.add("player", "M at 64×: kB a second", 0, float64(sent)/1000/took.Seconds(), "kB/s", "")
	return nil
}

// grep and export are measured where the program has them.
func (b *bench) grep() error {
	var pl played
	file := b.file("M.rrweb.json")
	if err := b.measured(&pl, "play", file); err != nil {
		return err
	}
	var c cost
	if err := b.once(&c, []string{b.playhead, "grep", "checkout", file}); err != nil {
		return err
	}
	b.add("grep", "M, a visible string / playing its state", pl.Ms, c.wall[0], "ms", "3")
	return nil
}

func (b *bench) export() error {
	var c cost
	out := b.file("minute.gif")
	if err := b.once(&c, []string{b.playhead, "export", b.file("M.rrweb.json"), "--from", "0", "--to", "60", "--cols", "120", "--rows", "40", "-o", out}); err != nil {
		return err
	}
	b.add("export", "one minute at 120×40 to GIF / real time", 60_000, c.wall[0], "ms", "1/50")
	return os.Remove(out)
}

//go:build linux

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os/exec"
	"syscall"
	"time"
)

// cost is what a process cost.
type cost struct{ wall, cpu, peak []float64 } // ms, ms, MiB

// compare runs two commands in turns.
func (b *bench) compare(peer, ours []string) (p, o cost, err error) {
	for range b.runs {
		if err := b.once(&p, peer); err != nil {
			return p, o, err
		}
		if err := b.once(&o, ours); err != nil {
			return p, o, err
		}
	}
	return p, o, nil
}

func (b *bench) once(c *cost, args []string) error {
	if len(args) == 0 {
		return nil
	}
	cmd := exec.CommandContext(b.ctx, args[0], args[1:]...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	t0 := time.Now()
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("%s: %w\n%s", args[0], err, stderr.Bytes())
	}
	wall := time.Since(t0)
	u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return fmt.Errorf("%s: no usage", args[0])
	}
	cpu := time.Duration(u.Utime.Nano() + u.Stime.Nano())
	c.wall = append(c.wall, ms(wall))
	c.cpu = append(c.cpu, ms(cpu))
	c.peak = append(c.peak, float64(u.Maxrss)/1024)
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Nanoseconds()) / 1e6 }

// measured runs a measurement of measure in a process of its own.
func (b *bench) measured(out any, args ...string) error {
	cmd := exec.CommandContext(b.ctx, b.self, append([]string{"measure"}, args...)...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	text, err := cmd.Output()
	if err != nil {
		return fmt.Errorf("%v: %w\n%s", args, err, stderr.Bytes())
	}
	return json.Unmarshal(text, out)
}

// addCost adds wall and CPU time of two commands that were compared.
func (b *bench) addCost(row, what string, p, o cost, asked string) {
	b.add(row, what+", wall", median(p.wall), median(o.wall), "ms", asked)
	b.add(row, what+", CPU", median(p.cpu), median(o.cpu), "ms", asked)
}

//go:build linux

package main

import (
	"os/exec"
	"path/filepath"
)

func (b *bench) file(name string) string { return filepath.Join(b.dir, name) }

// parse is what a peer does before it can show anything.
const parse = `JSON.parse(require("fs").readFileSync(process.argv[1],"utf8"))`

// load: process start to the first painted frame.
func (b *bench) load() error {
	for _, size := range []string{"M", "L"} {
		file := b.file(size + ".rrweb.json")
		if !exists(file) {
			continue
		}
		var peer []string
		asked := "1/50 of Chromium's 43 s"
		if size == "M" { // V8 holds no string as long as L
			asked = "1/30, aim 1/50"
			if _, err := exec.LookPath("node"); err == nil {
				peer = []string{"node", "-e", parse, file}
			}
		}
		p, o, err := b.compare(peer, []string{b.playhead, "frame", file, "--at", "0", "--cols", "160", "--rows", "45"})
		if err != nil {
			return err
		}
		b.addCost("load", size+" first frame / node JSON.parse", p, o, asked)
	}
	return nil
}

// index: all events found.
func (b *bench) index() error {
	for _, size := range []string{"M", "L"} {
		lines, array := b.file(size+".ndjson"), b.file(size+".rrweb.json")
		if exists(lines) {
			p, o, err := b.compare([]string{"wc", "-l", lines}, []string{b.self, "measure", "index", lines})
			if err != nil {
				return err
			}
			b.addCost("index", size+" NDJSON / wc -l", p, o, "3")
		}
		if !exists(array) || size != "M" {
			continue
		}
		one := b.file(size + ".oneline.json")
		if err := joinLines(array, one); err != nil {
			return err
		}
		p, o, err := b.compare([]string{"node", "-e", parse, one}, []string{b.self, "measure", "index", one})
		if err != nil {
			return err
		}
		b.addCost("index", size+" array on one line / node", p, o, "1/20")
	}
	return nil
}

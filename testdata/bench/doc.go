//go:build linux

// Bench measures the program beside its peers: what it is measured against runs
// in the same go, in turns, and what counts is the ratio. Run it as
//
//	go run ./testdata/bench -recordings DIR [-rows load,index,…] [-runs 5] [-json FILE]
//
// DIR holds recordings, made when they are not there: by gen.js of the perf
// scripts where -scripts names them (M: 60 min, 200 k events, 137 MB), otherwise
// by the generator in here (the same kind of page and events). Peers that are
// not installed are left out; what they took on another machine is no ratio.
//
// Walls are medians of interleaved runs. On a machine with other work CPU time
// (user and system) tells more; both are printed.
//
// Files: main.go flags and the table; process.go runs processes; generate.go the
// generator; load.go opening and indexing; state.go seeking, playing, memory;
// page.go style, layout, one page as text; frames.go the screens whose bytes are
// counted; terminal.go bytes and latency; player.go the player in a
// pseudo-terminal. intake.sh, with intakepeers, measures the intake.
package main

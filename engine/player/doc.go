// Package player gives the state of a track at any moment, and a clock to play
// it by.
//
// It takes an [event.Track] and gives a [State]: a frozen tree with the pointer
// and what the user just did. The state at a time is the same whichever way it
// is reached: [Player.Seek] goes from the nearest keyframe, from the nearest
// full snapshot or on from where it last was, and applies the events in between.
// Keyframes are packed trees, placed by what replaying costs, under a budget of
// bytes. (Live trees that share what did not change were tried first: with rows
// of a table replaced all the time a keyframe of 5 k elements held 0.5 MB. Packed
// it is 0.1 MB without a pointer, compressed 0.04 MB, beside another 0.02 MB: most
// are kept as what differs from one up to eight before, see keyframe.go. Unpacking
// costs less than the replay that the greater distance of fewer keyframes would. So
// the budget holds ten hours at the distance that is best, and a seek costs the
// same wherever it goes and however long the recording is.)
//
// # Where the time goes
//
// Measured on a recording of an hour: 200,000 events, 137 MB of JSON, a page of
// 5.4 k elements; CPU time of one core.
//
//	index    0.2 µs/event   one event a line, 4 GB/s: memory, page faults; the JSON
//	                        scanner, for any other layout, 1.7 GB/s: the masks of
//	                        quotes and brackets
//	decode   2.4 µs/event   the JSON of the payload, only of events that are applied:
//	                        keys, new short texts, writing operations
//	apply    0.08 µs/op     links and the table of ids: cache misses
//	unpack   0.7 ms         0.1 to 0.2 ms to decompress and to put together what
//	                        differs, the rest to link 8,000 nodes: memory
//	style    4 ms cold      matching rules; 11 ms with the sheets of a large framework,
//	                        to which parsing these once adds 7
//	layout   7 ms cold      line breaking and tables, a fifth of it collection; half of
//	                        the rows of a table are another core's
//	paint    0.2 ms         cells under backgrounds and glyphs, 160×45
//	encode   0.06 ms        comparing 12,000 cells; several times that where all changed
//	                        and the ways of engine/cell are tried
//	write    under 0.1 ms   handing bytes to the terminal, which then bounds
//
// Played forward, keyframes are packed on another goroutine from the frozen page,
// and pointer events are decoded once: an hour takes two seconds of one core, of
// which decoding and applying are a third each.
//
// A seek to the state is an unpack and, on average, 350 events: 1.5 to 2.5 ms.
// After 100 of them the hour holds, in MB, 4.8 of the index of events (24 bytes
// each), 6 to 8 of keyframes, 2 of live trees, and for Datadog 3 of what tells
// records and strings apart; collection adds half of it, the runtime 5.
//
// A frame after one changed text takes 0.3 ms, in a table 0.5: what changed is
// styled and laid out, boxes, rows and drawings around stay; most of it is
// painting, which is done for all cells. A seek is a change like others, of all
// that differs between the two trees, and a window of another size one of what
// refers to it: five seconds back take 9 to 13 ms, to anywhere in an hour, where
// three rows of four are others, 20, a quarter of it the second layout under
// natural metrics that recorded scroll offsets need.
//
// [Clock] turns wall time into recorded time, [IdleMap] recorded time into time
// without the stretches in which the user did nothing. The package knows
// nothing of formats, style or screens.
//
// Files: player.go the player and seeking; keyframe.go where keyframes are
// placed; state.go what a state holds; pointer.go the pointer's track;
// typing.go what was typed; step.go visible changes; walk.go going through a track once; idle.go the idle map; clock.go the clock.
package player

// Package player gives the state of a track at any moment, and a clock to play
// it by.
//
// It takes an [event.Track] and gives a [State]: a frozen tree with the pointer
// and what the user just did. The state at a time is the same whichever way it
// is reached: [Player.Seek] goes from the nearest keyframe, from the nearest
// full snapshot or on from where it last was, and applies the events in between.
// Keyframes are packed trees, placed by what replaying costs, under a budget of
// bytes. (Live trees that share what did not change were tried first: with rows
// of a table replaced all the time a keyframe of 5 k elements held 0.5 MB, packed
// it is 0.1 MB without a pointer, and unpacking costs less than the replay that
// the greater distance of fewer keyframes would.)
//
// What a seek costs on a page of 5.4 k elements: unpacking 0.8 ms, then 3.5 µs
// for each event up to the next keyframe, of which decoding takes two thirds and
// applying (0.08 µs an operation) most of the rest.
//
// [Clock] turns wall time into recorded time, [IdleMap] recorded time into time
// without the stretches in which the user did nothing. The package knows
// nothing of formats, style or screens.
//
// Files: player.go the player and seeking; keyframe.go where keyframes are
// placed; state.go what a state holds; pointer.go the pointer's track;
// typing.go what was typed; step.go visible changes; walk.go going through a track once; idle.go the idle map; clock.go the clock.
package player

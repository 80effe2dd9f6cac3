// Package player gives the state of a track at any moment, and a clock to play
// it by.
//
// It takes an [event.Track] and gives a [State]: a frozen tree with the pointer
// and what the user just did. The state at a time is the same whichever way it
// is reached: [Player.Seek] goes from the nearest keyframe, from the nearest
// full snapshot or on from where it last was, and applies the events in between.
// Keyframes are frozen trees that share what did not change; they are placed by
// what replaying costs, under a budget of bytes.
//
// [Clock] turns wall time into recorded time, [IdleMap] recorded time into time
// without the stretches in which the user did nothing. The package knows
// nothing of formats, style or screens.
//
// Files: player.go the player and seeking; keyframe.go where keyframes are
// placed; state.go what a state holds; pointer.go the pointer's track; step.go
// visible changes; idle.go the idle map; clock.go the clock.
package player

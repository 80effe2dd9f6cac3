// Package clock writes times for the screen: from the start of the recording, in
// the viewer's zone, in UTC or where the recorded user was, always in the same
// width within a recording.
//
// Reading times as people type them is engine/moment's.
package clock

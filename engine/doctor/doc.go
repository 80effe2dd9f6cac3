// Package doctor examines a recording: what is wrong with it, and what makes it
// big. It is for those who run a recorder and wonder why a page replays without
// its styles, or why sessions weigh what they weigh.
//
// It takes the tabs of a session as [Track] values, with what loading them told
// ([Input]), replays them once ([Examine]) and gives a [Report]: findings by rule
// and severity, bytes by cause, elements that change without end, sheets without
// rules. It knows nothing of formats, files or terminals.
//
// Files: doctor.go what it takes and gives; examine.go the replay; rules.go what
// makes a finding.
package doctor

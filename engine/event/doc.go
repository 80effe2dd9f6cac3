// Package event is the contract between the loader, which knows recording
// formats, and everything after it, which does not.
//
// Both recorder families compile to one small set of operations ([Op]) that
// change a page, and to [Entry] values: things that happened around the page
// (console lines, requests, errors, RUM actions) and have no effect on it.
// A [Track] is what one browser tab recorded: events in the order in which
// they are applied, each with its time, decoded only when somebody asks.
//
// The package is a leaf: it imports nothing of the project and holds no logic
// beyond names for its constants.
package event

// Package keymap says which keys do what.
//
// Actions are a closed set with names, groups and descriptions; a [Map] binds
// key sequences to them per scope. The help screen, the key hints and the
// configuration file all read the same tables, so that none can be out of date.
// The package takes key names as Bubble Tea writes them ("space", "shift+left",
// "G") and knows nothing of what actions do.
//
// Files: action.go the actions; defaults.go the default keys; keymap.go maps
// and lookup; help.go the rows of the help screen.
package keymap

// Package shop carries the small web shop that the project's recordings were
// made of, so that the intake can serve it to try things out.
package shop

import "embed"

// App holds the shop's files; see README.md.
//
//go:embed app
var App embed.FS

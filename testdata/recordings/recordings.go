// Package recordings carries the recordings of the project's own shop: one is
// what `playhead` plays when it is started without a source, all are test data.
package recordings

import "embed"

// Demo holds the requests that the Datadog Browser SDK 7 sent while the shop was
// used; see ../shop/README.md.
//
//go:embed shop-dd7/*.http
var Demo embed.FS

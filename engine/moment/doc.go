// Package moment reads and writes points in time of a recording as people type
// them: `12.5`, `1m2s`, `1:02.5`, `50%`, `end`, `14:02:11Z`, RFC 3339,
// `@<epoch ms>`. Command line flags and the go-to-time prompt share it.
//
// It is a leaf beside engine/event: it knows a recording only by its first and
// last moment.
package moment

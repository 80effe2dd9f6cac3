// Package asciicast writes films as asciicast v2 and v3, the recordings of
// terminals that asciinema, its web player and agg take.
//
// The first event draws the whole screen, each further one what changed, at the
// film's times to the microsecond. It takes an [export.Film]; it knows nothing of
// recordings of pages.
package asciicast

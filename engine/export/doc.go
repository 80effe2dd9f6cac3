// Package export is what leaves the player as a film: which moments of a
// recording become pictures and when they are shown, and what two pictures in a
// row differ in. A folder per format turns films into bytes: gif, apng,
// asciicast, svg, raw for video encoders; page writes the page itself as
// inert HTML, bugreport a report of what failed.
//
// It takes tracks for their times, and grids that somebody draws; it gives
// [Shot] values, [Film] and [Change]. It knows nothing of formats of recordings,
// of how a page comes to be a grid, of files or terminals. The same input gives
// the same bytes.
//
//	shots := export.Schedule(tracks, export.Cut{From: from, To: to, FPS: 20})
//	film := export.Film{Length: shots.Length, Frames: …}
//	err := gif.Encode(w, film, gif.Options{})
//
// Files: schedule.go which moments, when; film.go films and their changes;
// ordered.go work in parallel whose results stay in order.
package export

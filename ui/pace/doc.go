// Package pace keeps the player in step with terminals that take bytes slowly,
// such as those at the far end of a slow link.
//
// A [Writer] stands between the program and its terminal: it takes what is
// written at once, hands it on as fast as the terminal takes it, and knows how
// much is still to go. A [Pacer] says from that, and from the bandwidth the user
// allows, when the next frame may be made. Frames that must wait are dropped by
// whoever asks; nothing that is written ever is.
//
// The package knows nothing of frames or recordings. While nothing is written,
// nothing of it runs.
//
// File map: writer.go the writer; pacer.go when frames may be made.
package pace

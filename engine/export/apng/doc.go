// Package apng writes films as animated PNG: true colours, each picture the
// rectangle that changed, times to the millisecond. A film of one frame is an
// ordinary PNG.
//
// It takes an [export.Film] and a [raster.Drawer]; it knows nothing of
// recordings.
package apng

// Package rum reads the RUM events that Datadog's SDKs send beside a replay:
// actions, errors, resources, long tasks, vitals, and what is known of views,
// user and environment.
//
// [Parse] takes one JSON object and gives an [Event]; [Views] folds the many
// versions of each view into one. The package must not know of files, of
// segments or tracks; an event's time is when it began, and [event.Entry.Track]
// is left to the loader. Durations in RUM events are nanoseconds.
//
// File map: event.go the wire format and Parse, entry.go entries, view.go
// views.
package rum

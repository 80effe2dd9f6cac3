// Package snapshot decodes what both recorder families share: serialized nodes,
// mutation lists and the incremental sources that Datadog's recorder inherited
// from rrweb.
//
// It takes a [scan.Scanner] that stands before a JSON value and appends
// operations to an [event.Batch]. It knows neither envelopes nor containers nor
// time stamps; loader/rrweb and loader/datadog call it for the values inside
// their records. One event is decoded from its own bytes alone.
//
// File map: reader.go state of a decoding, ids, problems; node.go serialized
// nodes; attr.go attributes and the virtual ones that carry state; mutation.go
// mutation lists and the order of added nodes; source.go the other sources;
// sheet.go style sheets.
package snapshot

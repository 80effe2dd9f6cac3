// Package intake is the server that takes recordings in and hands them out.
//
// It takes what the Datadog Browser SDK (3 to 7) sends to its option proxy, on
// any path, and to the intake's own paths: replay forms, RUM events, pictures of
// canvases; and rrweb events at /rrweb/<session id>. A request is answered with
// 202 when a store has made its bytes durable, and with a reason otherwise. It
// answers readers: sessions, their recording as one stream, their RUM events,
// what comes while it comes. The API is what the root path prints.
//
// The package knows transport and rights; how parcels are kept and found is
// loader/store's, and what segments and events do to a page nobody's here.
// Everything that comes is untrusted: sizes, parts, times and rates are bounded
// ([Limits]), ids are never paths, and an application's reader does not learn
// that another application's sessions exist.
//
// File map: config.go the configuration and its check; server.go requests that
// bring something, and running; target.go what an SDK meant; take.go from bodies
// to parcels; auth.go senders, readers and rates; read.go answers to readers;
// query.go queries; stream.go streams that go on; metrics.go numbers for
// Prometheus.
package intake

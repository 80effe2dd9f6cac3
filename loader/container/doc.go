// Package container unpacks what recordings come in, by content and never by
// name: zlib (also one stream after the other), gzip, zstd, brotli, zip, tar,
// multipart forms, raw HTTP captures, nested to a bounded depth, in files,
// directories and streams.
//
// [Walker.Walk] goes through sources and hands every innermost piece of content
// to the caller as a [Document], which is pulled: nothing is inflated further
// than it is read. Content that lies plainly in a big file is memory mapped and
// never copied; a document that is one zlib stream says so ([Document.Packed])
// and lets the caller keep the compressed bytes alone.
//
// Sources are untrusted: sizes, expansion, nesting and entry counts are bounded
// ([Limits]), nothing is ever written, and symbolic links below a directory are
// not followed. The package must not know what documents mean: recognising
// recordings is the caller's.
//
// File map: walk.go sources, files and directories; detect.go magic numbers;
// unpack.go compressed content; archive.go zip and tar; http.go captures and
// forms; document.go what the caller gets; input.go growing content; feed.go
// content of servers; memory.go
// stable memory (memory_unix.go, memory_other.go); limits.go bounds.
package container

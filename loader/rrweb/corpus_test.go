package rrweb

import (
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"playhead/engine/event"
)

// corpus returns the documents of the real recordings beside the repository.
func corpus(t testing.TB) map[string][]byte {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "corpus", "open")
	files, _ := filepath.Glob(filepath.Join(dir, "rrweb*", "events*"))
	if len(files) == 0 {
		t.Skip("no recordings in " + dir)
	}
	docs := map[string][]byte{}
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		var r io.Reader = f
		if strings.HasSuffix(file, ".gz") {
			if r, err = gzip.NewReader(f); err != nil {
				t.Fatal(err)
			}
		}
		doc, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		_ = f.Close()
		docs[filepath.Base(filepath.Dir(file))] = doc
	}
	return docs
}

// TestCorpus decodes every event of the real recordings. The only problems that
// may be are canvas commands.
func TestCorpus(t *testing.T) {
	for name, doc := range corpus(t) {
		t.Run(name, func(t *testing.T) {
			var x Indexer
			items := indexAll(&x, doc, 4096)
			if len(items) == 0 || len(x.Problems()) > 0 {
				t.Fatalf("%d events, problems %v", len(items), x.Problems())
			}
			var d Decoder
			var b event.Batch
			known := map[event.NodeID]bool{}
			snapshots, ops := 0, 0
			for _, it := range items {
				b.Reset()
				d.Decode(doc[it.Start:it.End], &b)
				ops += len(b.Ops)
				for _, p := range b.Problems {
					if p.Kind != event.ProblemUnsupported {
						t.Errorf("event at byte %d: %v", it.Start, p)
					}
				}
				if it.Kind == event.KindSnapshot {
					snapshots++
				}
				checkReferences(t, it, &b, known)
			}
			if snapshots == 0 || ops < len(items) {
				t.Errorf("%d events, %d snapshots, %d operations", len(items), snapshots, ops)
			}
			t.Logf("%d events, %d snapshots, %d operations", len(items), snapshots, ops)
		})
	}
}

// checkReferences checks that every insert names a node that came before it.
func checkReferences(t *testing.T, it Item, b *event.Batch, known map[event.NodeID]bool) {
	t.Helper()
	for i := range b.Ops {
		op := &b.Ops[i]
		switch op.Kind {
		case event.OpReset:
			clear(known)
		case event.OpInsert:
			if op.Where != event.AtRoot && !known[op.Ref] {
				t.Errorf("event at byte %d: node %d is put by unknown node %d", it.Start, op.Node, op.Ref)
			}
			known[op.Node] = true
		case event.OpAttr, event.OpText, event.OpSheetText:
			if !known[op.Node] {
				t.Errorf("event at byte %d: operation %d on unknown node %d", it.Start, op.Kind, op.Node)
			}
		}
	}
}

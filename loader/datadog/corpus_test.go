package datadog

import (
	"bytes"
	"cmp"
	"compress/zlib"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"playhead/engine/event"
)

// loaded is a view of a real recording.
type loaded struct {
	stream Stream
}

// corpus returns the segments of the real recordings beside the repository.
func corpus(t testing.TB) map[string][][]byte {
	t.Helper()
	dir := filepath.Join("..", "..", "..", "shared", "corpus", "open")
	files, _ := filepath.Glob(filepath.Join(dir, "dd*", "segments", "*.segment"))
	if len(files) == 0 {
		t.Skip("no recordings in " + dir)
	}
	docs := map[string][][]byte{}
	for _, file := range files {
		packed, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		z, err := zlib.NewReader(bytes.NewReader(packed))
		if err != nil {
			t.Fatal(err)
		}
		doc, err := io.ReadAll(z)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Dir(filepath.Dir(file)))
		docs[name] = append(docs[name], doc)
	}
	return docs
}

// views sorts segments into streams.
func views(t testing.TB, docs [][]byte) map[string]*loaded {
	t.Helper()
	type part struct {
		seg *Segment
		doc []byte
	}
	parts := make([]part, 0, len(docs))
	for _, doc := range docs {
		seg, next := Index(doc, 0)
		if seg == nil || next != len(doc)-1 || len(seg.Problems) > 0 {
			t.Fatalf("segment %+v ends at %d of %d", seg, next, len(doc))
		}
		if seg.RecordsCount != seg.Len() {
			t.Fatalf("%d records, the segment counts %d", seg.Len(), seg.RecordsCount)
		}
		parts = append(parts, part{seg, doc})
	}
	slices.SortStableFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.seg.IndexInView, b.seg.IndexInView), cmp.Compare(a.seg.Start, b.seg.Start))
	})
	out := map[string]*loaded{}
	for _, p := range parts {
		v := out[p.seg.View]
		if v == nil {
			v = new(loaded)
			out[p.seg.View] = v
		}
		v.stream.Append(p.seg, document(p.doc))
	}
	return out
}

// TestCorpus decodes every record of the real recordings without problems.
func TestCorpus(t *testing.T) {
	for name, docs := range corpus(t) {
		t.Run(name, func(t *testing.T) {
			for view, v := range views(t, docs) {
				if p := v.stream.Problems(); len(p) > 0 {
					t.Errorf("view %s: %v", view, p)
				}
				var b event.Batch
				nodes := map[event.NodeID]event.NodeType{}
				snapshots, ops := 0, 0
				for i := range v.stream.Len() {
					b.Reset()
					rec, _ := v.stream.Record(i)
					if err := v.stream.Decode(i, &b); err != nil {
						t.Fatal(err)
					}
					ops += len(b.Ops)
					for _, p := range b.Problems {
						t.Errorf("view %s, record %d: %v", view, i, p)
					}
					if rec.Kind == event.KindSnapshot {
						snapshots++
					}
					checkReferences(t, i, &b, nodes)
				}
				if snapshots == 0 {
					t.Errorf("view %s has no full snapshot", view)
				}
				t.Logf("view %s: %d records, %d operations", view, v.stream.Len(), ops)
			}
		})
	}
}

// checkReferences checks that operations name nodes that came before them.
func checkReferences(t *testing.T, i int, b *event.Batch, nodes map[event.NodeID]event.NodeType) {
	t.Helper()
	for k := range b.Ops {
		op := &b.Ops[k]
		switch op.Kind {
		case event.OpReset:
			clear(nodes)
		case event.OpInsert:
			ref, ok := nodes[op.Ref]
			if op.Where != event.AtRoot && !ok {
				t.Errorf("record %d: node %d is put by unknown node %d", i, op.Node, op.Ref)
			}
			if op.Where == event.Before || op.Where == event.After {
				if ref == event.NodeShadowRoot || ref == event.NodeDocument {
					t.Errorf("record %d: node %d is put beside node %d, which has no siblings", i, op.Node, op.Ref)
				}
			}
			nodes[op.Node] = op.Type
		case event.OpAttr, event.OpAttrDel, event.OpText, event.OpValue, event.OpChecked, event.OpScroll, event.OpSheetAttach:
			if _, ok := nodes[op.Node]; !ok && op.Node != event.Window {
				t.Errorf("record %d: operation %d on unknown node %d", i, op.Kind, op.Node)
			}
		}
	}
}

// TestRandomAccess decodes the records of each view backwards and compares with
// decoding them in order.
func TestRandomAccess(t *testing.T) {
	for name, docs := range corpus(t) {
		t.Run(name, func(t *testing.T) {
			for _, v := range views(t, docs) {
				sums := make([]int, v.stream.Len())
				for i := range sums {
					sums[i] = fingerprint(v, i)
				}
				for i := len(sums) - 1; i >= 0; i-- {
					if got := fingerprint(v, i); got != sums[i] {
						t.Fatalf("record %d differs", i)
					}
				}
			}
		})
	}
}

func fingerprint(v *loaded, i int) int {
	var b event.Batch
	if v.stream.Decode(i, &b) != nil {
		return -1
	}
	n := len(b.Ops)
	for _, op := range b.Ops {
		n = n*31 + int(op.Kind) + int(op.Node)*7 + int(op.Ref)*3 + len(op.Name) + len(op.Text)
	}
	return n
}

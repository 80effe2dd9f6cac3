package snapshot

import (
	"reflect"
	"strings"
	"testing"

	"playhead/engine/event"
	"playhead/loader/scan"
)

var mutationLists = []string{
	`"texts":[{"id":7,"value":"a \"b\""},{"id":8,"value":null}]`,
	`"attributes":[{"id":7,"attributes":{"class":"x","style":{"width":"1px","top":false},"rr_scrollTop":5,"hidden":null}}]`,
	`"removes":[{"parentId":1,"id":9},{"id":10,"parentId":2}]`,
	`"adds":[{"parentId":3,"nextId":null,"node":{"type":2,"tagName":"p","attributes":{"id":"\u00e9"},"childNodes":[{"type":3,"textContent":"t","id":21}],"id":20}},` +
		`{"parentId":20,"nextId":21,"node":{"type":3,"textContent":"first","id":22,"isShadow":true}}]`,
}

// permutations calls f with every order of the lists.
func permutations(lists []string, f func([]string)) {
	var walk func(done, left []string)
	walk = func(done, left []string) {
		if len(left) == 0 {
			f(done)
		}
		for i := range left {
			rest := append(append([]string{}, left[:i]...), left[i+1:]...)
			walk(append(append([]string{}, done...), left[i]), rest)
		}
	}
	walk(nil, lists)
}

// decoded is what reading a mutation gives.
type decoded struct {
	ops      []event.Op
	problems []event.Problem
	offset   int
	err      error
	odd      int
}

func decode(doc string, read func(*Reader, *scan.Scanner)) decoded {
	var r Reader
	r.Unpack = func(raw []byte, escaped bool) ([]byte, error) { return scan.AppendUnescaped(nil, raw), nil }
	var b event.Batch
	r.Begin(&b)
	s := scan.New([]byte(doc))
	read(&r, &s)
	return decoded{append([]event.Op{}, b.Ops...), append([]event.Problem{}, b.Problems...), s.Offset(), s.Err(), s.Mismatches()}
}

// checkMutation compares reading a mutation where its lists stand with reading
// them one after the other.
func checkMutation(t *testing.T, doc string) decoded {
	t.Helper()
	got, want := decode(doc, (*Reader).Mutation), decode(doc, (*Reader).mutationLast)
	if !reflect.DeepEqual(got, want) {
		t.Fatalf("%s\ngot  %+v\nwant %+v", doc, got, want)
	}
	return got
}

func TestMutationOrder(t *testing.T) {
	var first *decoded
	permutations(mutationLists, func(lists []string) {
		got := checkMutation(t, `{"source":0,`+strings.Join(lists, ",")+`}`)
		if len(got.problems) > 0 {
			t.Fatalf("%v: %v", lists, got.problems)
		}
		if first == nil {
			first = &got
			if k := got.ops[0].Kind; k != event.OpRemove {
				t.Fatalf("the first operation is %v", k)
			}
		}
		if !reflect.DeepEqual(got.ops, first.ops) {
			t.Fatalf("%v: got %+v, want %+v", lists, got.ops, first.ops)
		}
	})
}

func mutationDocuments() []string {
	var docs []string
	permutations(mutationLists, func(lists []string) { docs = append(docs, "{"+strings.Join(lists, ", ")+"}") })
	twice := `,"removes":[{"id":1}],"adds":[]`
	docs = append(docs, "{"+strings.Join(mutationLists, ",")+twice+"}", "{"+mutationLists[2]+","+mutationLists[2]+","+mutationLists[0]+"}",
		`{"removes":[{"id":"x"}],"adds":"[{\"parentId\":1,\"node\":{\"type\":3,\"id\":4}}]","texts":{}}`,
		`{"removes":[{"id":1}},"adds":[{"node":{"type":3,"id":"4"]}],"texts":[{"id":1,"value":3}]}`,
		`{"removes":null,"adds":[{"parentId":1,"node":7},{"node":{"type":2,"id":3,}}]`)
	return docs
}

func TestMutationCut(t *testing.T) {
	for _, doc := range mutationDocuments() {
		for cut := range len(doc) + 1 {
			checkMutation(t, doc[:cut])
		}
	}
}

func FuzzMutation(f *testing.F) {
	for _, doc := range mutationDocuments() {
		f.Add(doc)
	}
	f.Fuzz(func(t *testing.T, doc string) { checkMutation(t, doc) })
}

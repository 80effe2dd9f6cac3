package parcel

import (
	"errors"
	"fmt"
	"iter"

	"playhead/loader/scan"
)

var errNoObject = errors.New("want JSON objects: an array of events, or one per line")

// Events goes through the rrweb events of a batch: an array of them,
// {"events": […]}, or one after the other. An error ends it.
func Events(b []byte) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		s := scan.New(b)
		switch s.Kind() {
		case scan.Array:
			if array(&s, yield) && !s.End() {
				yield(nil, fmt.Errorf("byte %d: something follows the array", s.Offset()))
			}
			return
		case scan.Object:
			inner := s
			if wrapped(&inner) {
				array(&inner, yield)
				return
			}
		}
		for !s.End() {
			if s.Kind() != scan.Object {
				yield(nil, errNoObject)
				return
			}
			raw := s.Raw()
			if s.Err() != nil {
				yield(nil, s.Err())
				return
			}
			if !yield(raw, nil) {
				return
			}
		}
	}
}

// wrapped moves to the array of {"events": […]}; false when s is not one.
func wrapped(s *scan.Scanner) bool {
	if !s.Object() {
		return false
	}
	for key, ok := s.Key(); ok; key, ok = s.Key() {
		if string(key) == "events" && s.Kind() == scan.Array {
			return true
		}
		if string(key) == "type" || string(key) == "timestamp" {
			return false
		}
		s.Skip()
	}
	return false
}

// array goes through an array's objects; false when it was ended.
func array(s *scan.Scanner, yield func([]byte, error) bool) bool {
	for more := s.Array(); more && s.Elem(); {
		if s.Kind() != scan.Object {
			yield(nil, errNoObject)
			return false
		}
		raw := s.Raw()
		if s.Err() != nil {
			break
		}
		if !yield(raw, nil) {
			return false
		}
	}
	if s.Err() != nil {
		yield(nil, s.Err())
		return false
	}
	return true
}

package query

import (
	"slices"
	"strings"
)

// Check returns an error for the first condition on a field that is not among
// the known ones, with the names that may have been meant. A known name that
// ends in * stands for all that begin with what is before it. The error is of
// type *[Error].
func (q *Query) Check(known []string) error {
	if q.Empty() {
		return nil
	}
	var err error
	Walk(q.Root, func(n Node) bool {
		t, ok := n.(*Term)
		if ok && err == nil && t.Field != "" && !isKnown(t.Field, known) {
			reason := "there is no field " + t.Field + "; " + suggest(t.Field, known)
			err = &Error{q.String(), t.Column, reason}
		}
		return err == nil
	})
	return err
}

func isKnown(field string, known []string) bool {
	return slices.ContainsFunc(known, func(k string) bool {
		prefix, open := strings.CutSuffix(k, "*")
		return field == k || open && strings.HasPrefix(field, prefix)
	})
}

// maxSuggested bounds the names that an error suggests.
const maxSuggested = 3

// suggest says which names are near, or all of them.
func suggest(field string, known []string) string {
	type near struct {
		name     string
		distance int
	}
	var list []near
	best := len(field) + 1
	names := make([]string, 0, len(known))
	for _, k := range known {
		if strings.HasSuffix(k, "*") {
			continue
		}
		names = append(names, k)
		d := distance(field, k)
		if strings.HasPrefix(k, field) || strings.HasPrefix(field, k) {
			d = min(d, 1)
		}
		if d <= 1+len(field)/4 {
			list = append(list, near{k, d})
			best = min(best, d)
		}
	}
	list = slices.DeleteFunc(list, func(n near) bool { return n.distance > best })
	if len(list) == 0 {
		slices.Sort(names)
		return "known are " + strings.Join(names, ", ")
	}
	list = list[:min(len(list), maxSuggested)]
	meant := make([]string, len(list))
	for i := range list {
		meant[i] = list[i].name
	}
	return "did you mean " + strings.Join(meant, " or ") + "?"
}

// distance is the number of letters to insert, delete, replace or swap to get
// from a to b (optimal string alignment).
func distance(a, b string) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row := rows[0], rows[1], rows[2]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		rows[0], rows[1], rows[2] = last, row, before
	}
	return rows[1][len(b)]
}

package query

import "regexp"

// Node is a part of a query: *[And], *[Or], *[Not], *[Term] or *[Then].
type Node interface{ node() }

// And holds when all of List hold; List has two nodes or more.
type And struct{ List []Node }

// Or holds when one of List holds; List has two nodes or more.
type Or struct{ List []Node }

// Not holds when X does not.
type Not struct{ X Node }

// Then holds for subjects of which each matches a step, one after the other. It
// is only ever the root.
type Then struct {
	Steps []Step // two or more
}

// Step is one step of a sequence.
type Step struct {
	X Node
	// Within limits the time since the step before, in ms; 0 for no limit.
	Within float64
	within string // as written
}

// Op says how a [Term] compares.
type Op uint8

// The comparisons.
const (
	// Is: the field's text contains (names: equals) the value, matches the
	// pattern, or the number is equal.
	Is Op = iota
	// Exists: the field has any value.
	Exists
	// Less, LessEqual, Greater and GreaterEqual compare numbers.
	Less
	LessEqual
	Greater
	GreaterEqual
	// Between: the number lies between Value and High, both included. One of them
	// may be [Nothing]: no limit on that side.
	Between
)

// Term is a condition on one field.
type Term struct {
	// Field is the name in lower case, "" for words without a field.
	Field string
	Op    Op
	Value Value
	High  Value // of Between
	// Column is where the term stands in the query, from 1, in characters.
	Column int
}

func (*And) node()  {}
func (*Or) node()   {}
func (*Not) node()  {}
func (*Then) node() {}
func (*Term) node() {}

// Query is a parsed query. The zero value holds for everything. It does not
// change and may be used by any goroutine.
type Query struct {
	// Root is the tree, nil for the empty query.
	Root Node
}

// Empty reports whether the query has no condition.
func (q *Query) Empty() bool { return q == nil || q.Root == nil }

// Steps returns the steps of a sequence, nil when the query is none.
func (q *Query) Steps() []Step {
	if q.Empty() {
		return nil
	}
	t, ok := q.Root.(*Then)
	if !ok {
		return nil
	}
	return t.Steps
}

// Conditions returns nodes that all have to hold: the list of an [And] at the
// root, or the root. A store may answer some of them by itself and leave the
// others to [Query.Match]. A sequence gives none.
func (q *Query) Conditions() []Node {
	if q.Empty() {
		return nil
	}
	switch n := q.Root.(type) {
	case *And:
		return n.List
	case *Then:
		return nil
	default:
		return []Node{n}
	}
}

// Walk calls f for n and, while f returns true, for the nodes below it.
func Walk(n Node, f func(Node) bool) {
	if n == nil || !f(n) {
		return
	}
	switch n := n.(type) {
	case *And:
		for _, x := range n.List {
			Walk(x, f)
		}
	case *Or:
		for _, x := range n.List {
			Walk(x, f)
		}
	case *Not:
		Walk(n.X, f)
	case *Then:
		for _, s := range n.Steps {
			Walk(s.X, f)
		}
	}
}

// Form says what a [Value] is.
type Form uint8

// The forms of values.
const (
	Nothing  Form = iota // no value
	Literal              // Text, as it is
	Wildcard             // Parts with anything between them
	Pattern              // a regular expression
	Number               // Num in Unit; Text is how it was written
)

// Unit of a number.
type Unit uint8

// Units.
const (
	Plain Unit = iota // a count, a code
	Time              // a duration or offset in ms
	Size              // bytes
	Date              // ms since the Unix epoch
)

// Value is what a term compares with.
type Value struct {
	Form Form
	// Text is the literal, the source of the regular expression, or the number as
	// it was written.
	Text string
	// Fold says that the regular expression matches in any case. Literals and
	// wildcards always do.
	Fold bool
	// Parts are the literal parts of a wildcard value, two or more; there is a *
	// between each two of them.
	Parts []string
	// Num is the number in Unit. A date names Span ms from Num on.
	Num  float64
	Unit Unit
	Span float64

	lower []string // Text or Parts in lower case
	re    *regexp.Regexp
}

// Regexp returns the compiled expression of a [Pattern], nil for other forms.
func (v *Value) Regexp() *regexp.Regexp { return v.re }

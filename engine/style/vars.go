package style

// variable is one custom property: its name with the leading dashes and its
// value as text, in which no var() is left.
type variable struct {
	name  string
	value string
}

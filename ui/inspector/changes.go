package inspector

import (
	"strconv"

	"playhead/engine/history"
)

// describe writes a change: what, and from what to what.
func describe(c *history.Change) (what, how string) {
	switch c.Kind {
	case history.Attribute:
		switch {
		case !c.HadOld:
			return c.Name, "set to " + quoted(c.New)
		case !c.HasNew:
			return c.Name, "removed, was " + quoted(c.Old)
		}
		return c.Name, quoted(c.Old) + " → " + quoted(c.New)
	case history.Style:
		switch {
		case !c.HadOld:
			return "style", c.Name + ": " + c.New
		case !c.HasNew:
			return "style", c.Name + " removed, was " + c.Old
		}
		return "style", c.Name + ": " + c.Old + " → " + c.New
	case history.Text, history.Value:
		return c.Kind.String(), quoted(c.Old) + " → " + quoted(c.New)
	case history.Checked, history.Scroll:
		return c.Kind.String(), c.Old + " → " + c.New
	case history.State:
		if !c.HadOld {
			return c.Name, c.New
		}
		return c.Name, c.Old + " → " + c.New
	default:
		return c.Kind.String(), c.New
	}
}

func quoted(s string) string { return strconv.Quote(oneLine(s)) }

package event

// EntryJSON is an entry in its JSON form: times in ms since the epoch, offset
// and duration in ms, places in px.
type EntryJSON struct {
	Time     Millis            `json:"time"`
	Offset   Millis            `json:"offset"` // from the start of the recording
	Duration Millis            `json:"duration,omitzero"`
	Kind     string            `json:"kind"`
	Severity string            `json:"severity"`
	Tab      int               `json:"tab"` // from 1, 0 for none
	Node     *NodeID           `json:"node,omitzero"`
	X        *float64          `json:"x,omitzero"`
	Y        *float64          `json:"y,omitzero"`
	Title    string            `json:"title"`
	Fields   map[string]string `json:"fields,omitzero"`
}

// JSON returns the entry in its JSON form, for a recording that starts at start.
func (e *Entry) JSON(start Millis) EntryJSON {
	j := EntryJSON{
		Time: e.Time, Offset: e.Time - start, Duration: e.Duration, Kind: e.Kind.String(), Severity: e.Severity.String(),
		Tab: int(e.Track) + 1, Title: e.Title,
	}
	if e.Node != NoNode {
		j.Node = &e.Node
	}
	if e.HasXY {
		j.X, j.Y = &e.X, &e.Y
	}
	if len(e.Fields) > 0 {
		j.Fields = make(map[string]string, len(e.Fields))
		for _, f := range e.Fields {
			j.Fields[f.Name] = f.Value
		}
	}
	return j
}

// String returns the severity in a word.
func (s Severity) String() string {
	switch s {
	case Bad:
		return "bad"
	case Warning:
		return "warning"
	default:
		return "info"
	}
}

package summary

import "playhead/engine/query"

// Field returns value i of the named column, as [query.Subject] asks for it.
// Words without a field search all texts of the session.
func (s *Session) Field(name string, i int) (query.FieldValue, bool) {
	if name == "" {
		for k := range columns {
			c := &columns[k]
			if c.Kind.Numeric() {
				continue
			}
			list := c.texts(s)
			if i < len(list) {
				return query.TextValue(list[i]), true
			}
			i -= len(list)
		}
		return query.FieldValue{}, false
	}
	c := find(name)
	if c == nil {
		return query.FieldValue{}, false
	}
	if !c.Kind.Numeric() {
		list := c.texts(s)
		if i >= len(list) {
			return query.FieldValue{}, false
		}
		if c.Name == "format" {
			return query.NameValue(list[i]), true
		}
		return query.TextValue(list[i]), true
	}
	n := c.number(s)
	if i > 0 || n == 0 && (c.Kind == Time || c.Kind == Flag) {
		return query.FieldValue{}, false // unknown, or not so
	}
	v := query.NumberValue(n, c.Unit())
	if c.Kind == Flag {
		v.Text, v.Whole = "true", true
	}
	return v, true
}

// Unit is the unit of a numeric column in queries.
func (c *Column) Unit() query.Unit {
	switch c.Kind {
	case Time:
		return query.Date
	case Duration:
		return query.Time
	case Bytes:
		return query.Size
	default:
		return query.Plain
	}
}

// QueryFields are the names that a query for sessions may use.
func QueryFields() []string {
	var names []string
	for _, c := range columns {
		names = append(append(names, c.Name), c.Also...)
	}
	return names
}

package css

// Host reports whether the compound asks for the host of a shadow tree.
func (c *Compound) Host() bool {
	for i := range c.Tests {
		switch t := &c.Tests[i]; t.Class {
		case ClassHost, ClassHostContext:
			return true
		case ClassIs:
			for _, s := range t.Sels {
				if s.Compounds[0].Host() {
					return true
				}
			}
		}
	}
	return false
}

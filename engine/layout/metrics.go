package layout

// Metrics say how large text is.
type Metrics struct {
	// Natural selects real line heights and approximate font widths; otherwise
	// every cluster advances CellW per cell and every line of text is CellH.
	Natural bool
	// CellW and CellH are the cell's size in px for terminal metrics.
	CellW, CellH Unit
}

// Terminal returns the terminal metrics with the standard cell of 8×16 px.
func Terminal() Metrics { return Metrics{CellW: 8 * Px, CellH: 16 * Px} }

// NaturalMetrics returns the natural metrics.
func NaturalMetrics() Metrics { return Metrics{Natural: true, CellW: 8 * Px, CellH: 16 * Px} }

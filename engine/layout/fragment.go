package layout

// Fragment is the result of laying out a box under a constraint. It never
// changes. Coordinates are relative to the corner of its border box.
type Fragment struct {
	Box *Box
	// W, H is the size of the border box (the wrapper's for tables).
	W, H Unit
	// Margin, Border, Padding are used values. Margins are as specified:
	// collapsing shows in positions only; auto margins are resolved.
	Margin, Border, Padding Edges
	// Children are the fragments that hang below this one, in box order with
	// absolutely positioned ones last, atomic inlines included.
	Children []Placed
	// Lines are the line boxes of an inline formatting context.
	Lines []Line
	// Overflow is the scrollable overflow rectangle (css-overflow-3 §2.2):
	// at least the border box, for scroll containers at least the padding box.
	Overflow Rect
	// FirstBaseline and LastBaseline are distances from the top of the border
	// box, Indefinite when there is none.
	FirstBaseline, LastBaseline Unit
	// Grid is the table grid box within a table wrapper: the rectangle that has
	// the table's borders, padding and background.
	Grid Rect
	// Tracks are the used positions of grid lines or table columns and rows,
	// for painting collapsed borders; nil for other boxes.
	Tracks *Tracks
	// Clamped says that line-clamp cut lines: those from index ClampLine on are
	// not shown.
	Clamped   bool
	ClampLine int

	flow   *flowResult // block flow results, nil when not in a block formatting context
	oof    []pending   // out-of-flow boxes that wait for their containing block
	cw, ch Unit        // content box, ch Indefinite while it depends on the content
	dep    depends     // what the result depended on besides forced sizes
}

// Content returns the content box relative to the border box's corner.
func (f *Fragment) Content() Rect {
	return Rect{0, 0, f.W, f.H}.Inset(f.Border).Inset(f.Padding)
}

// PaddingBox returns the padding box relative to the border box's corner.
func (f *Fragment) PaddingBox() Rect { return Rect{0, 0, f.W, f.H}.Inset(f.Border) }

// Placed is a child fragment and where its border box is in its parent's.
type Placed struct {
	Frag *Fragment
	X, Y Unit
}

// Tracks are the edges of columns and rows relative to the border box, first
// and last edge included: len = number of tracks + 1, gaps not shown.
type Tracks struct {
	Cols, Rows []Unit
	// Borders are the winning collapsed borders; see the table files.
	Borders *CollapsedBorders
}

// Line is one line box.
type Line struct {
	// X, Y, W, H: the line box relative to the border box of its block. W is the
	// available width, not that of the contents.
	X, Y, W, H Unit
	// Baseline is the distance of the baseline from Y.
	Baseline Unit
	// Items are in visual order from left to right; the item of an inline box
	// stands before those of its contents.
	Items []Item
}

// ItemKind says what an item of a line is.
type ItemKind uint8

// Kinds of items.
const (
	// ItemText is text: Text, Cells.
	ItemText ItemKind = iota
	// ItemInline is the part of an inline box that is on the line: its border
	// box, to paint background and borders.
	ItemInline
	// ItemAtomic is an inline-block, image, control …: Frag.
	ItemAtomic
	// ItemEllipsis is a generated "…" (Text) of text-overflow or line-clamp.
	ItemEllipsis
)

// Item is a piece of a line. Coordinates are relative to the border box of the
// block that has the lines, relative positioning included.
type Item struct {
	Kind ItemKind
	// First and Last say that an inline box's start and end edge is here.
	First, Last bool
	// Hidden items are cut by an ellipsis and not painted.
	Hidden bool
	// RTL text is already in visual order; the flag says how it runs.
	RTL bool
	Box *Box
	// X, Y, W, H: for text the row of the text (its height is the font's content
	// area: 16px in terminal metrics), for others the border box.
	X, Y, W, H Unit
	// Text is what to show, filtered, one line, in visual order, without
	// collapsed white space; tabs are spaces. Cells is its width in cells.
	Text  string
	Cells int
	// Start, End is the byte range in the box's Text that the item shows.
	Start, End int
	Frag       *Fragment
}

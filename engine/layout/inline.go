package layout

// inlineContent is the flattened content of an inline formatting context.
type inlineContent struct{}

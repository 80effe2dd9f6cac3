// Package css turns style sheet text into a typed model: tokens, rules,
// selectors and declarations whose values are parsed once, and the vocabulary of
// property values that computed styles, layout and painting share.
//
// It takes text and gives values; it knows no DOM. Selectors match through the
// small [Element] view that package style implements.
package css

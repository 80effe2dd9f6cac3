// Package style computes what every element and pseudo-element of a frozen
// [dom.Tree] looks like: cascade, inheritance, custom properties, computed
// values.
//
// A [Resolver] lives as long as a page is shown. [Resolver.Update] takes a tree,
// the environment (viewport, colour scheme) and the interaction state (what is
// hovered, pressed, focused) and gives [Styles], immutable; it reuses what
// cannot have changed since the Update before. A [Computed] is immutable and
// shared: equal pointers mean equal styles, and so do equal pointers of its
// groups.
//
// The package knows nothing of layout, cells or recordings. Layout walks the
// flat tree (shadow trees and slots in place of light children) through
// [Styles.FlatChildren].
//
// An Update goes: sheets.go finds scopes and parses their sheets; imports.go follows @import; rules.go files
// rules by what their subjects must have; incremental.go and features.go decide
// what can have changed; walk.go goes down the flat tree, matches, and asks
// cascade.go for the winning declarations and vars.go for custom properties;
// compute*.go and length.go make them computed values; sharing.go makes equal
// ones the same. view.go answers selectors, hints.go presentational attributes,
// ua.css is the user-agent sheet; computed.go is what comes out. explain.go says
// which declarations won and where they were written, valuetext.go writes
// computed values.
package style

// Package css turns style sheet text into a typed model: tokens, rules,
// selectors and declarations whose values are parsed once, and the vocabulary of
// property values that computed styles, layout and painting share.
//
// It takes text and gives values; content never fails, what is invalid is left
// out as the specifications say, and sizes and depths are bounded. It knows no
// DOM: selectors match through the small [View] that package style implements.
//
// Files: token.go tokens over a foreign lexer; parser.go rules and declaration
// lists; source.go rules as written; sheet.go the sheet and its edits by path; selector.go and match.go
// selectors; media.go media, container and supports queries. property.go the
// longhands and their parsers, shorthand.go the shorthands, declaration.go one
// declaration; textprops.go boxprops.go gridprops.go imageprops.go the grammars
// of properties, shadow.go of box-shadow; value.go length.go calc.go unit.go lengthcontext.go numbers;
// colorparse.go colorspace.go colornames.go colours; enum.go the keywords.
package css

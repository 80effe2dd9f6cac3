package redact

import (
	"regexp"
	"strings"
)

// address matches addresses with a query, or with a fragment that has one.
var address = regexp.MustCompile(`(?i)\b(?:https?|wss?)://[^\s"'<>\\]+`)

// queries finds the values in the queries of the addresses in s.
func queries(s string, found func(span)) {
	if !strings.Contains(s, "?") {
		return
	}
	for _, m := range address.FindAllStringIndex(s, -1) {
		query(s[m[0]:m[1]], m[0], found)
	}
}

// query finds the values in the query of the address that is all of s, which
// stands at an offset of a longer text.
func query(s string, at int, found func(span)) {
	for {
		i := strings.IndexByte(s, '?')
		if i < 0 {
			return
		}
		s, at = s[i+1:], at+i+1
		end := strings.IndexByte(s, '#')
		if end < 0 {
			end = len(s)
		}
		pairs(s[:end], at, found)
		s, at = s[end:], at+end
	}
}

// pairs finds the values of a=b&c=d; what has no name is a value.
func pairs(s string, at int, found func(span)) {
	for len(s) > 0 {
		pair, rest, _ := strings.Cut(s, "&")
		from := strings.IndexByte(pair, '=') + 1
		if from < len(pair) && !masked(pair[from:]) {
			found(span{Query, at + from, at + len(pair)})
		}
		at += len(pair) + 1
		s = rest
	}
}

// AddressAttr reports whether an attribute holds an address, which may be a
// relative one.
func AddressAttr(name string) bool {
	switch name {
	case "href", "src", "action", "formaction", "poster", "cite", "data", "longdesc", "xlink:href", "ping", "background":
		return true
	}
	return false
}

// Structural reports whether an attribute, or a member of a recorded event, holds
// words of the page's language and layout: names, classes, style rules. Masking
// there what a user happened to type as well would change the page and hide
// nothing.
func Structural(name string) bool {
	switch name {
	case "id", "class", "type", "role", "name", "for", "style", "rel", "method", "enctype", "target", "lang", "dir", "media", "sizes",
		"width", "height", "d", "viewBox", "viewbox", "transform", "points", "fill", "stroke", "x", "y", "rx", "ry", "cx", "cy", "r", "part", "slot", "is",
		"form", "list", "autocomplete", "inputmode", "pattern", "scope", "headers", "align", "valign", "colspan", "rowspan", "tabindex", "contenteditable",
		"disabled", "readonly", "required", "multiple", "hidden", "open", "async", "defer", "crossorigin", "charset", "http-equiv", "property", "itemprop",
		"rule", "_cssText", "cssRules", "replace", "tagName", "rr_mediaState", "rr_open_mode", "level", "plugin":
		return true
	}
	return strings.HasPrefix(name, "aria-") && name != "aria-label" && name != "aria-description" && name != "aria-valuetext" || strings.HasPrefix(name, "on")
}

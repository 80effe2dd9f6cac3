package page

import (
	"io"
	"regexp"
	"strings"

	"playhead/engine/css"
	"playhead/engine/dom"
)

// policy is the content security policy of the file.
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'; base-uri 'none'"

// Write writes the page.
func Write(w io.Writer, t *dom.Tree) error { return dom.WriteHTMLAs(t, w, inert{}) }

// inert are the rules that leave a page without effect.
type inert struct{}

// Head implements dom.HTMLRules: a parser puts this into the head, before all
// that the policy is about.
func (inert) Head() string {
	return `<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="` + policy + `">` + "\n"
}

// skipped are elements that run, load or refer to other documents, whatever
// their namespace: what a browser makes of a name depends on what is around it.
var skipped = map[string]bool{
	"applet": true, "base": true, "embed": true, "fencedframe": true, "link": true, "noembed": true,
	"noframes": true, "noscript": true, "object": true, "param": true, "plaintext": true, "portal": true,
	"script": true, "xmp": true,
	// They set attributes of other elements, handlers and addresses among them.
	"animate": true, "animatemotion": true, "animatetransform": true, "discard": true, "set": true,
}

// Skips implements dom.HTMLRules.
func (inert) Skips(n *dom.Node) bool {
	tag := local(n.Tag)
	if skipped[tag] {
		// Sheets of link elements are written before this is asked.
		return true
	}
	if tag != "meta" {
		return false
	}
	_, charset := n.Attr("charset")
	_, header := n.Attr("http-equiv")
	return charset || header
}

// local is a name without its prefix, in lower case.
func local(name string) string {
	name = strings.ToLower(name)
	return name[strings.LastIndexByte(name, ':')+1:]
}

// dropped are attributes that name addresses or act by themselves.
var dropped = map[string]bool{
	"action": true, "archive": true, "attributionsrc": true, "autofocus": true, "autoplay": true, "background": true, "base": true,
	"cite": true, "classid": true, "code": true, "codebase": true, "codetype": true, "data": true, "dynsrc": true, "formaction": true,
	"http-equiv": true, "imagesrcset": true, "integrity": true, "longdesc": true, "lowsrc": true, "manifest": true,
	"nonce": true, "object": true, "ping": true, "profile": true, "shadowrootmode": true, "sizes": true, "srcdoc": true, "srcset": true,
	"target": true, "accesskey": true, "sandbox": true, "allow": true,
}

// pictures are the elements that may show a picture from the data in its
// address.
var pictures = map[string]bool{"img": true, "image": true, "input": true, "source": true, "video": true, "feimage": true}

// Attr implements dom.HTMLRules.
func (inert) Attr(n *dom.Node, name, value string) (string, bool) {
	tag, attr := local(n.Tag), local(name)
	switch {
	case strings.HasPrefix(attr, "on") || dropped[attr] && !strings.HasPrefix(strings.ToLower(name), "data-"):
		return "", false
	case attr == "style":
		return css.KeepURLs(value, keeps), true
	case attr == "href" && (tag == "a" || tag == "area"):
		return "#" + value, true // stays a link to look at, and says where it led
	case attr == "href" && strings.HasPrefix(strings.TrimSpace(value), "#"):
		return value, true // use, gradients: of the page itself
	case attr == "src" || attr == "href" || attr == "poster":
		return value, pictures[tag] && isPicture(value)
	case painted[attr]:
		return css.KeepURLs(value, keeps), true
	default:
		return value, true
	}
}

// painted are the attributes of SVG that take addresses as style rules do.
var painted = map[string]bool{
	"clip-path": true, "cursor": true, "fill": true, "filter": true, "marker": true, "marker-end": true, "marker-mid": true,
	"marker-start": true, "mask": true, "mask-image": true, "shape-inside": true, "shape-subtract": true, "stroke": true,
}

// CSS implements dom.HTMLRules. Nothing of it may be taken for a tag: in some
// places, as within MathML, browsers read the content of style elements as
// markup.
func (inert) CSS(text string) string {
	return tagOpen.ReplaceAllString(css.KeepURLs(text, keeps), `\3c $1`)
}

var tagOpen = regexp.MustCompile(`<([A-Za-z/!?])`)

// keeps reports whether an address in a style rule loads nothing.
func keeps(url string) bool {
	url = strings.TrimSpace(url)
	return strings.HasPrefix(url, "#") || isPicture(url) || isFont(url)
}

// isPicture reports whether an address holds the data of a picture.
func isPicture(url string) bool { return hasPrefixFold(strings.TrimSpace(url), "data:image/") }

func isFont(url string) bool {
	for _, p := range [...]string{"data:font/", "data:application/font", "data:application/x-font", "data:application/vnd.ms-fontobject"} {
		if hasPrefixFold(url, p) {
			return true
		}
	}
	return false
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

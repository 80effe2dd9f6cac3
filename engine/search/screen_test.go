package search

import (
	"os"
	"path/filepath"
	"testing"
)

// TestScreen checks what counts as visible, on pages that stand still.
func TestScreen(t *testing.T) {
	tests := []struct {
		name, html, pattern string
		want                string // the text found, "" for nothing
	}{
		{"plain", `<p>Pay now`, "pay now", "Pay now"},
		{"case", `<p>Pay now`, "/pay now/", ""},
		{"inline elements", `<p>Pay <b>n<i>ow</i></b>`, "pay now", "Pay now"},
		{"a word over inline elements", `<p>Pay<b>ment</b>`, "payment", "Payment"},
		{"wrapped", `<p style="width:80px">Payment failed`, "payment failed", "Payment failed"},
		{"wrapped ideographs", `<p style="width:64px">東京都庁舎前駅`, "都庁舎前", "都庁舎前"},
		{"other blocks are other lines", `<p>Payment<p>failed`, "payment failed", ""},
		{"one line of two boxes", `<div style="display:flex;gap:16px"><div>Total</div><div>12</div></div>`, "total 12", "Total 12"},
		{"far apart", `<div style="display:flex;gap:90px"><div>Total</div><div>12</div></div>`, "total 12", ""},
		{"text-transform", `<p style="text-transform:uppercase">Pay now`, "/PAY NOW/", "PAY NOW"},
		{"not displayed", `<p style="display:none">Pay now`, "pay", ""},
		{"hidden", `<p style="visibility:hidden">Pay now`, "pay", ""},
		{"below the viewport", `<div style="height:3000px"></div><p>Pay now`, "pay", ""},
		{"clipped", `<div style="overflow:hidden;height:0"><p>Pay now</div>`, "pay", ""},
		{"covered", `<p>Pay now<div style="position:fixed;inset:0;background:#fff"></div>`, "pay", ""},
		{"seen through", `<p>Pay now<div style="position:fixed;inset:0;background:#0008"></div>`, "pay", "Pay"},
		{"its own colour", `<body style="background:#fff"><p style="color:#fff">Pay now`, "pay", ""},
		{"value", `<input value="Pay now">`, "pay now", "Pay now"},
		{"placeholder", `<input placeholder="Search…">`, "search", "Search"},
		{"password", `<input type="password" value="secret">`, "secret", ""},
		{"alt", `<img alt="Our logo" src="https://example.com/x.png">`, "our logo", "Our logo"},
		{"chosen option", `<select><option>Germany<option selected>France</select>`, "france", "France"},
		{"option not chosen", `<select><option>Germany<option selected>France</select>`, "germany", ""},
		{"generated", `<style>p::before{content:"New: "}</style><p>Kettle`, "new: kettle", "New: Kettle"},
		{"generated from an attribute", `<style>p::before{content:attr(data-n)}</style><p data-n="7 left">x`, "7 left", "7 left"},
		{"expression", `<p>Total € 119.00`, `/€ \d+\.\d\d/`, "€ 119.00"},
		{"expression without words", `<p>119`, `/^\d{3}$/`, "119"},
		{"script", `<script>pay()</script><p>x`, "pay", ""},
		{"selector", `<p class="error big">No`, "selector:p.error", "No"},
		{"selector not matched", `<p class="error">No`, "selector:.ok > p", ""},
		{"selector hidden", `<p class="error" style="display:none">No`, "selector:.error", ""},
		{"selector visible", `<p class="error">No`, "selector:.error visible", "No"},
		{"selector without text", `<div id="box" style="width:80px;height:32px;background:red"></div>`, "selector:#box", "\x00"},
		{"several elements", `<p>a <b class="x">b</b>`, "selector:.x, p", "a b"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "page.html")
			if err := os.WriteFile(file, []byte("<!doctype html><title>t</title>"+tt.html), 0o600); err != nil {
				t.Fatal(err)
			}
			track := open(t, file).Tracks()[0]
			hits, _ := search(t, track, pattern(t, tt.pattern), Options{})
			got := ""
			if len(hits) > 0 {
				got = hits[0].Match
				if got == "" {
					got = hits[0].Text
				}
				if got == "" {
					got = "\x00"
				}
			}
			if got != tt.want {
				t.Errorf("found %q, want %q (%+v)", got, tt.want, hits)
			}
		})
	}
}

func TestParsePattern(t *testing.T) {
	tests := []struct {
		in   string
		want Pattern
	}{
		{"pay now", Pattern{Text: "pay now", Fold: true}},
		{`"pay now"`, Pattern{Text: "pay now", Fold: true}},
		{`text:"pay now"`, Pattern{Text: "pay now", Fold: true}},
		{"/pay/", Pattern{Text: "pay", Regexp: true}},
		{"/a b/i", Pattern{Text: "a b", Regexp: true, Fold: true}},
		{"text:/a/", Pattern{Text: "a", Regexp: true}},
		{"/cart/x", Pattern{Text: "/cart/x", Fold: true}},
		{"selector:.a > b visible", Pattern{Selector: ".a > b"}},
		{`selector:"[x=y]"`, Pattern{Selector: "[x=y]"}},
		{`selector:[x="1"]`, Pattern{Selector: `[x="1"]`}},
		{"a (b", Pattern{Text: "a (b", Fold: true}},
	}
	for _, tt := range tests {
		got, err := ParsePattern(tt.in)
		if err != nil || got != tt.want {
			t.Errorf("ParsePattern(%q) = %+v, %v; want %+v", tt.in, got, err, tt.want)
		}
	}
	for _, bad := range []string{"", "  ", "selector:..", "selector:", "text:", `""`} {
		if p, err := ParsePattern(bad); err == nil {
			t.Errorf("ParsePattern(%q) = %+v, want an error", bad, p)
		}
	}
}

func TestNeeded(t *testing.T) {
	tests := []struct{ in, want string }{
		{"Payment failed", "payment failed"},
		{`(Pay|Go) now`, "now"},
		{`a+bc?d{2}`, "a b d"},
		{`\d+`, ""},
		{`x*y`, "y"},
		{`^Total: (€)\s*\d`, "total: €"},
		{`(?i)ABC`, "abc"},
	}
	for _, tt := range tests {
		got := ""
		for i, w := range needed(tt.in) {
			if i > 0 {
				got += " "
			}
			got += w
		}
		if got != tt.want {
			t.Errorf("needed(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

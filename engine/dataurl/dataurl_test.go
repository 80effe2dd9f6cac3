package dataurl

import "testing"

func TestParse(t *testing.T) {
	for _, c := range []struct {
		url, mime, data string
		ok              bool
	}{
		{"data:text/css,a%7Bb:c%7D", "text/css", "a{b:c}", true},
		{" DATA:Text/CSS;charset=utf-8;base64,YXtifQ==", "text/css", "a{b}", true},
		{"data:;base64,YX\ntifQ", "", "a{b}", true},
		{"data:,100%", "", "100%", true},
		{"data:,1%zz%41", "", "1%zzA", true},
		{"data:text/css", "", "", false},
		{"https://x.example/a.css", "", "", false},
		{"data:;base64,!!", "", "", false},
		{"data:,1234567890123456789012345678901", "", "", false},
	} {
		mime, data, ok := Parse(c.url, 20)
		if ok != c.ok || ok && (mime != c.mime || string(data) != c.data) {
			t.Errorf("%q: %q %q %v", c.url, mime, data, ok)
		}
	}
	if _, head, ok := Head("data:image/png;base64,iVBORw0KGgo=", 4); !ok || string(head[:4]) != "\x89PNG" {
		t.Errorf("head %q %v", head, ok)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("data:text/css;base64,YXtifQ==")
	f.Add("data:,%")
	f.Fuzz(func(t *testing.T, s string) {
		if _, d, ok := Parse(s, 64); ok && len(d) > 96 {
			t.Errorf("%d bytes", len(d))
		}
		Head(s, 16)
	})
}

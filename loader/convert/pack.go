package convert

import (
	"bytes"
	"compress/zlib"
)

// Pack packs an rrweb event the way @rrweb/packer does: zlib over the event with
// a mark of the packer's version, its bytes as the characters of a JSON string.
func Pack(json []byte) []byte {
	var z bytes.Buffer
	w := zlib.NewWriter(&z)
	_, _ = w.Write(bytes.TrimSuffix(json, []byte("}"))) // to memory: cannot fail
	_, _ = w.Write([]byte(`,"v":"v1"}`))
	_ = w.Close()
	runes := make([]rune, z.Len())
	for i, c := range z.Bytes() {
		runes[i] = rune(c)
	}
	return appendString(nil, string(runes))
}

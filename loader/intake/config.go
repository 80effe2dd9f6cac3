package intake

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"time"
)

// Config says how to serve. The zero value of most fields takes a default.
type Config struct {
	// Listen is the address, host:port; the default is 127.0.0.1:8126.
	Listen string
	// CertFile and KeyFile turn on TLS.
	CertFile, KeyFile string
	// Applications may send, Readers may read. Without any of them the server is
	// open: it takes everything in and shows it to everybody who reaches it, which
	// is for loopback addresses alone.
	Applications []Application
	Readers      []Reader
	Limits       Limits
	// Demo is served under /demo/, when given.
	Demo http.Handler
	Log  *slog.Logger
	Now  func() time.Time
}

// Application is an application that sends recordings.
type Application struct {
	// ID is the application id that the SDK is given.
	ID string
	// Tokens are the client tokens (dd-api-key) that may send for it. They are part
	// of web pages, hence no secrets.
	Tokens []string
	// Origins are the origins of its pages, as https://shop.example; empty for any.
	Origins []string
	// Rate is how many requests a second are taken in, 0 for [Limits].Rate.
	Rate float64
}

// Reader is somebody who reads.
type Reader struct {
	Name string
	// Hash is the SHA-256 of the reader's token, in hexadecimal, as [NewToken]
	// gives it. Tokens are random, so that nothing slower is needed.
	Hash string
	// Applications are the ids that may be read; empty for all.
	Applications []string
}

// Limits bound what a request and a client may cost.
type Limits struct {
	Body     int64         // bytes of a request (10 MiB)
	Inflated int64         // bytes of a request's events when inflated (64 MiB)
	Parts    int           // parts of a form (32)
	Header   int           // bytes of a request's header (64 KiB)
	Flight   int64         // bytes of all requests being taken in (256 MiB)
	Read     time.Duration // until a request must have come (30 s)
	Rate     float64       // requests a second and application (1000 where there are tokens; 0: no limit)
	Burst    float64       // requests at once (10 s worth)
	Streams  int           // streams read at once (256)
}

// DefaultListen is where the intake listens when nothing else is said.
const DefaultListen = "127.0.0.1:8126"

func (c *Config) fill() {
	if c.Listen == "" {
		c.Listen = DefaultListen
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	l := &c.Limits
	if l.Body <= 0 {
		l.Body = 10 << 20
	}
	if l.Inflated <= 0 {
		l.Inflated = 64 << 20
	}
	if l.Parts <= 0 {
		l.Parts = 32
	}
	if l.Header <= 0 {
		l.Header = 64 << 10
	}
	if l.Flight <= 0 {
		l.Flight = 256 << 20
	}
	if l.Read <= 0 {
		l.Read = 30 * time.Second
	}
	if l.Rate == 0 && len(c.Applications) > 0 {
		l.Rate = 1000
	}
	if l.Burst <= 0 {
		l.Burst = 10 * l.Rate
	}
	if l.Streams <= 0 {
		l.Streams = 256
	}
}

// Errors of [Config.Check] that callers branch on.
var errOpen = errors.New("it would be open to everybody")

// Check reports what is wrong with the configuration.
func (c *Config) Check() error {
	c.fill()
	host, port, err := net.SplitHostPort(c.Listen)
	if err != nil || port == "" {
		return fmt.Errorf("listen %q: want host:port", c.Listen)
	}
	if !loopback(host) {
		switch {
		case len(c.Applications) == 0:
			return fmt.Errorf("listen %s: %w: name applications with their client tokens, or listen on a loopback address", c.Listen, errOpen)
		case len(c.Readers) == 0:
			return fmt.Errorf("listen %s: %w: make a read token with `playhead intake token`, or listen on a loopback address", c.Listen, errOpen)
		}
	}
	if (c.CertFile == "") != (c.KeyFile == "") {
		return errors.New("TLS needs both a certificate and a key file")
	}
	seen := map[string]bool{}
	for i, a := range c.Applications {
		if a.ID == "" {
			return fmt.Errorf("application %d has no id", i+1)
		}
		if len(a.Tokens) == 0 {
			return fmt.Errorf("application %s has no client token", a.ID)
		}
		for _, t := range a.Tokens {
			if t == "" || seen[t] {
				return fmt.Errorf("application %s: a client token is empty or used twice", a.ID)
			}
			seen[t] = true
		}
		for _, o := range a.Origins {
			if u, err := url.Parse(o); o != "*" && (err != nil || u.Scheme == "" || u.Host == "" || u.Path != "") {
				return fmt.Errorf("application %s: origin %q: want https://host or https://host:port", a.ID, o)
			}
		}
	}
	for _, r := range c.Readers {
		if b, err := hex.DecodeString(r.Hash); err != nil || len(b) != sha256.Size {
			return fmt.Errorf("reader %q: the hash is not a SHA-256 in hexadecimal; `playhead intake token` prints one", r.Name)
		}
	}
	return nil
}

// loopback reports whether a host to listen on can be reached from this machine
// alone.
func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	a, err := netip.ParseAddr(host)
	return err == nil && a.IsLoopback()
}

// tokenPrefix marks read tokens, so that scanners for leaked secrets find them.
const tokenPrefix = "phr_"

// NewToken makes a read token and the hash by which a server knows it.
func NewToken() (token, hash string) {
	var b [32]byte
	_, _ = rand.Read(b[:]) // never fails
	token = tokenPrefix + hex.EncodeToString(b[:])
	return token, HashOf(token)
}

// HashOf returns the hash by which a server knows a token.
func HashOf(token string) string {
	h := sha256.Sum256([]byte(token))
	return hex.EncodeToString(h[:])
}

// allowed reports whether pages of an origin may send for the application. No
// browser sent a request without an origin.
func (a *Application) allowed(origin string) bool {
	return origin == "" || len(a.Origins) == 0 || slices.Contains(a.Origins, "*") ||
		slices.ContainsFunc(a.Origins, func(o string) bool { return strings.EqualFold(o, origin) })
}

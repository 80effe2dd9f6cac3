package client

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"playhead/loader/parcel"
)

// Source is a session of a server, and where to begin in it.
type Source struct {
	// Server is the server's base address.
	Server *url.URL
	// Session is the id, Application the application where the source names it.
	Session, Application string
	// View and From are the view and the time (ms since the epoch) that a replay
	// link opens at; "" and 0 when it does not say.
	View string
	From int64
}

var (
	// ErrNoServer says that a source names a session but no server that has it.
	ErrNoServer = errors.New("no server given")
	errAddress  = errors.New("not the address of a session: want http://host:port/sessions/<id>")
)

// Remote reports whether a source is meant for a server: an address, or with a
// server given, anything that can be an id.
func Remote(source, server string) bool {
	return strings.HasPrefix(source, "http://") || strings.HasPrefix(source, "https://") ||
		server != "" && parcel.ValidID(source) && source != "-"
}

// replayHosts are Datadog's own sites. Links to them name sessions that are on
// another server here.
var replayHosts = [...]string{"datadoghq.com", "datadoghq.eu", "ddog-gov.com", "datad0g.com"}

func datadogHost(host string) bool {
	for _, h := range replayHosts {
		if host == h || strings.HasSuffix(host, "."+h) {
			return true
		}
	}
	return false
}

// Parse finds out what a source names. server is the base address to use for
// ids and for links to Datadog's own sites; it may be empty for others.
func Parse(source, server string) (Source, error) {
	var s Source
	var err error
	if server != "" {
		if s.Server, err = ParseServer(server); err != nil {
			return s, err
		}
	}
	if !strings.Contains(source, "://") {
		if s.Server == nil {
			return s, fmt.Errorf("session %s: %w: add --server http://host:port", source, ErrNoServer)
		}
		s.Session = source
		return s, s.check(source)
	}
	u, err := url.Parse(source)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return s, fmt.Errorf("%s: %w", source, errAddress)
	}
	prefix, rest, ok := strings.Cut(u.Path, "/sessions/")
	if !ok {
		return s, fmt.Errorf("%s: %w", source, errAddress)
	}
	q := u.Query()
	s.Session, _, _ = strings.Cut(rest, "/")
	s.Application = q.Get("application")
	if base, replay := strings.CutSuffix(prefix, "/rum/replay"); replay {
		prefix = base
		s.View = q.Get("seed")
		if from := q.Get("from"); from != "" {
			if s.From, err = strconv.ParseInt(from, 10, 64); err != nil {
				return s, fmt.Errorf("%s: from=%s is not a time in ms since the epoch", source, from)
			}
		}
		if datadogHost(u.Hostname()) && s.Server == nil {
			return s, fmt.Errorf("%s: %w: the link names Datadog's site; add --server http://host:port of the intake that has the session", source, ErrNoServer)
		}
		if s.Server != nil {
			return s, s.check(source)
		}
	}
	s.Server = &url.URL{Scheme: u.Scheme, Host: u.Host, User: u.User, Path: prefix}
	return s, s.check(source)
}

func (s *Source) check(source string) error {
	if !parcel.ValidID(s.Session) {
		return fmt.Errorf("%s: %q is not a session id", source, s.Session)
	}
	return nil
}

// ParseServer reads the base address of a server.
func ParseServer(server string) (*url.URL, error) {
	if !strings.Contains(server, "://") {
		server = "http://" + server
	}
	u, err := url.Parse(server)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("server %s: want http://host:port", server)
	}
	return &url.URL{Scheme: u.Scheme, Host: u.Host, User: u.User, Path: strings.TrimSuffix(u.Path, "/")}, nil
}

package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-json-experiment/json"

	"playhead/engine/summary"
)

// Client reads from one server. Its fields must not change while it is used.
type Client struct {
	Server *url.URL
	// Token is a read token, "" for servers without.
	Token string
	// HTTP makes the requests; nil for a client of its own.
	HTTP *http.Client
	// Cache is a directory for what was fetched; "" for none. CacheSize bounds it
	// in bytes, 0 means 1 GiB.
	Cache     string
	CacheSize int64
	// Wait is the first pause after a failure, 0 for 300 ms.
	Wait time.Duration
}

// Errors that no further attempt helps against.
var (
	// ErrNotFound: the server has no such session, or none that may be read.
	ErrNotFound = errors.New("no such session")
	// ErrToken: the server wants a read token, or another one.
	ErrToken = errors.New("the server wants a read token")
)

// final is an error that is not worth another attempt.
type final struct{ error }

func (f final) Unwrap() error { return f.error }

const (
	attempts = 6 // without anything coming, of a stream
	asks     = 4 // of a question
	waitMost = 10 * time.Second
	// answerWait is how long a server may take for the beginning of an answer.
	answerWait = 20 * time.Second
	maxAnswer  = 64 << 20
)

func (c *Client) client() *http.Client {
	if c.HTTP != nil {
		return c.HTTP
	}
	t := http.DefaultTransport.(*http.Transport).Clone() //nolint:forcetypeassert // of net/http
	t.ResponseHeaderTimeout = answerWait
	c.HTTP = &http.Client{Transport: t, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if len(via) > 3 || r.URL.Host != via[0].URL.Host {
			return errors.New("the server points to another one")
		}
		return nil
	}}
	return c.HTTP
}

// get makes one request; answers other than 200 are errors.
func (c *Client) get(ctx context.Context, path string, q url.Values) (*http.Response, error) {
	u := c.Server.JoinPath(path)
	user := u.User
	u.User = nil
	u.RawQuery = q.Encode()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), http.NoBody)
	if err != nil {
		return nil, final{err}
	}
	token := c.Token
	if p, ok := user.Password(); ok && token == "" {
		token = p
	}
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := c.client().Do(r)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusOK {
		return resp, nil
	}
	defer resp.Body.Close() //nolint:errcheck // read only
	b, _ := io.ReadAll(io.LimitReader(resp.Body, 500))
	why := strings.TrimSpace(string(b))
	switch {
	case resp.StatusCode == http.StatusNotFound:
		return nil, final{ErrNotFound}
	case resp.StatusCode == http.StatusUnauthorized:
		return nil, final{ErrToken}
	case resp.StatusCode == http.StatusTooManyRequests, resp.StatusCode >= 500:
		seconds, _ := strconv.Atoi(resp.Header.Get("Retry-After"))
		return nil, &again{fmt.Errorf("%s: %s", resp.Status, why), time.Duration(min(max(seconds, 0), 60)) * time.Second}
	}
	return nil, final{fmt.Errorf("%s: %s", resp.Status, why)}
}

// again is a failure after which the server says how long to wait.
type again struct {
	error
	wait time.Duration
}

func (a *again) Unwrap() error { return a.error }

// pause waits before the n-th next attempt, longer each time, not all clients at
// once.
func (c *Client) pause(ctx context.Context, n int, err error) error {
	wait := c.Wait
	if wait <= 0 {
		wait = 300 * time.Millisecond
	}
	wait = min(wait<<min(n, 10), waitMost)
	wait = wait/2 + rand.N(wait) //nolint:gosec // only spreads the load
	var a *again
	if errors.As(err, &a) {
		wait = max(wait, a.wait)
	}
	t := time.NewTimer(wait)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// json gets an answer as JSON, with further attempts.
func (c *Client) json(ctx context.Context, path string, q url.Values, v any) error {
	for n := 0; ; n++ {
		err := c.once(ctx, path, q, v)
		var f final
		if err == nil || errors.As(err, &f) || ctx.Err() != nil || n+1 >= asks {
			return err
		}
		if err := c.pause(ctx, n, err); err != nil {
			return err
		}
	}
}

func (c *Client) once(ctx context.Context, path string, q url.Values, v any) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	resp, err := c.get(ctx, path, q)
	if err != nil {
		return err
	}
	defer resp.Body.Close() //nolint:errcheck // read only
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(b, v); err != nil {
		return final{fmt.Errorf("not the answer of an intake: %w", err)}
	}
	return nil
}

// Session is what a server tells of a session.
type Session struct {
	summary.Session
	Seq   int64  `json:"seq"`
	Epoch string `json:"epoch"`
}

// Sessions lists the sessions that match a query, the newest first. most bounds
// their number; 0 means all of them.
func (c *Client) Sessions(ctx context.Context, query string, most int) ([]summary.Session, error) {
	var list []summary.Session
	q := url.Values{"limit": {"500"}}
	if query != "" {
		q.Set("q", query)
	}
	for {
		if most > 0 {
			q.Set("limit", strconv.Itoa(min(500, most-len(list))))
		}
		var page struct {
			Sessions []summary.Session `json:"sessions"`
			Next     string            `json:"next"`
		}
		if err := c.json(ctx, "sessions", q, &page); err != nil {
			return list, fmt.Errorf("%s: %w", c.Server.Redacted(), err)
		}
		for _, s := range page.Sessions {
			s.Source = c.Server.JoinPath("sessions", s.ID).Redacted()
			list = append(list, s)
		}
		if page.Next == "" || most > 0 && len(list) >= most {
			return list, nil
		}
		q.Set("after", page.Next)
	}
}

// Describe tells what the server knows of a session.
func (c *Client) Describe(ctx context.Context, s Source) (Session, error) {
	var v Session
	q := url.Values{}
	if s.Application != "" {
		q.Set("application", s.Application)
	}
	if err := c.json(ctx, "sessions/"+s.Session, q, &v); err != nil {
		return v, fmt.Errorf("%s: %w", c.Server.JoinPath("sessions", s.Session).Redacted(), err)
	}
	return v, nil
}

package config

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

const (
	on  = "on"
	off = "off"
)

func want(value, values string) error { return fmt.Errorf("%q: want %s", value, values) }

// oneOf takes one of some words; true and false are on and off.
func oneOf(values []string) func(string) (string, error) {
	return func(v string) (string, error) {
		if slices.Contains(values, on) {
			switch v {
			case "true", "1", "yes":
				v = on
			case "false", "0", "no":
				v = off
			}
		}
		if !slices.Contains(values, v) {
			return "", want(v, list(values))
		}
		return v, nil
	}
}

func number(least, most float64) func(string) (string, error) {
	return func(v string) (string, error) {
		x, err := strconv.ParseFloat(v, 64)
		if err != nil || !(x >= least && x <= most) {
			return "", want(v, fmt.Sprintf("%g to %g", least, most))
		}
		return strconv.FormatFloat(x, 'f', -1, 64), nil
	}
}

func whole(least, most int) func(string) (string, error) {
	return func(v string) (string, error) {
		x, err := strconv.Atoi(v)
		if err != nil || x < least || x > most {
			return "", want(v, fmt.Sprintf("%d to %d", least, most))
		}
		return strconv.Itoa(x), nil
	}
}

// leastPause is the shortest pause that is inactivity.
const leastPause = 100 * time.Millisecond

// pause takes a duration; a plain number is seconds.
func pause(v string) (string, error) {
	if v == off || v == "false" {
		return off, nil
	}
	d, err := time.ParseDuration(v)
	if x, numErr := strconv.ParseFloat(v, 64); err != nil && numErr == nil {
		d, err = time.Duration(x*float64(time.Second)), nil
	}
	if err != nil || d < leastPause || d > 24*time.Hour {
		return "", want(v, "a duration from "+leastPause.String()+" such as 10s, or off")
	}
	return d.String(), nil
}

// rate takes bytes per second with k or M.
func rate(v string) (string, error) {
	if v == off || v == "false" || v == "0" {
		return off, nil
	}
	n, err := BytesPerSecond(v)
	if err != nil {
		return "", err
	}
	return strconv.Itoa(n), nil
}

const leastRate = 1000

// BytesPerSecond reads a rate, 0 for off.
func BytesPerSecond(v string) (int, error) {
	if v == off {
		return 0, nil
	}
	digits, unit := strings.TrimSuffix(v, "B"), 1.0
	switch {
	case strings.HasSuffix(digits, "k"), strings.HasSuffix(digits, "K"):
		digits, unit = digits[:len(digits)-1], 1e3
	case strings.HasSuffix(digits, "M"):
		digits, unit = digits[:len(digits)-1], 1e6
	}
	x, err := strconv.ParseFloat(digits, 64)
	if err != nil || !(x*unit >= leastRate && x*unit <= 1e9) {
		return 0, want(v, "bytes per second from 1k such as 64k or 2M, or off")
	}
	return int(x * unit), nil
}

// line takes any text on one line.
func line(v string) (string, error) {
	if v == "" || strings.ContainsFunc(v, func(r rune) bool { return r < ' ' || r == 0x7f }) {
		return "", fmt.Errorf("%q: want a path, auto or off", v)
	}
	return v, nil
}

func address(v string) (string, error) {
	if v == "" {
		return "", nil
	}
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return "", want(v, "an http or https address such as http://localhost:8080")
	}
	return v, nil
}

// token does not repeat what it was given.
func token(v string) (string, error) {
	if strings.ContainsFunc(v, func(r rune) bool { return r <= ' ' || r >= 0x7f }) {
		return "", errors.New("want printable ASCII without spaces")
	}
	return v, nil
}

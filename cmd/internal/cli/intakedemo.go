package cli

import (
	"bytes"
	"fmt"
	"html"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/go-json-experiment/json"

	"playhead/testdata/shop"
)

// Ids of the demo and of snippets, where no application is configured.
const (
	demoApplication = "5409a0d1-0000-4000-8000-000000000001"
	demoToken       = "pub00000000000000000000000000000001" //nolint:gosec // client tokens are public
)

// snippet is what to paste into a page to record it.
func snippet(base *url.URL, s *intakeSettings, demo bool) string {
	app, token := demoApplication, demoToken
	if len(s.server.Applications) > 0 {
		app, token = s.server.Applications[0].ID, s.server.Applications[0].Tokens[0]
	}
	at := strings.TrimSuffix(base.String(), "/")
	init := fmt.Sprintf(`  applicationId: '%s',
  clientToken: '%s',
  site: 'datadoghq.com',
  service: 'my-service',
  proxy: '%s/intake',            // SDK 3: proxyUrl
  sessionSampleRate: 100,        // before SDK 4.30: sampleRate
  sessionReplaySampleRate: 100,  // earlier: replaySampleRate, premiumSampleRate
  trackUserInteractions: true,
  trackResources: true,
  trackLongTasks: true,
  defaultPrivacyLevel: 'mask-user-input', // or mask, allow, mask-unless-allowlisted
`, app, token, at)
	out := fmt.Sprintf(`Takes recordings in at %s. Put into a page

with npm:

  import { datadogRum } from '@datadog/browser-rum'
  datadogRum.init({
%s  })
  datadogRum.startSessionReplayRecording()

or from the CDN:

  <script src="https://www.datadoghq-browser-agent.com/us1/v7/datadog-rum.js"></script>
  <script>
  DD_RUM.init({
%s  })
  DD_RUM.startSessionReplayRecording()
  </script>

rrweb: POST an array of events, or one per line, to %s/rrweb/<session id>

Then:  playhead sessions --server %s
       playhead %s/sessions/<id>
`, at, init, init, at, at, at)
	if demo {
		out += fmt.Sprintf("Try:   open %s/demo/ in a browser\n", at)
	} else {
		out += fmt.Sprintf("Try:   open %s/demo/ in a browser (start with --sdk node_modules/@datadog/browser-rum/bundle to record it)\n", at)
	}
	return out
}

// demoHandler serves the shop. With a copy of the SDK the shop records itself.
func demoHandler(sdk string) (http.Handler, error) {
	app, err := fs.Sub(shop.App, "app")
	if err != nil {
		return nil, err
	}
	d := &demo{app: app}
	if sdk == "" {
		return d, nil
	}
	st, err := os.Stat(sdk)
	if err != nil {
		return nil, fmt.Errorf("--sdk: %w", err)
	}
	if st.IsDir() {
		d.sdk, d.script = os.DirFS(sdk), "datadog-rum.js"
	} else {
		d.sdk, d.script = os.DirFS(filepath.Dir(sdk)), filepath.Base(sdk)
	}
	if _, err := fs.Stat(d.sdk, d.script); err != nil {
		return nil, fmt.Errorf("--sdk %s: there is no %s, the bundle of @datadog/browser-rum", sdk, d.script)
	}
	return d, nil
}

// demo serves the shop below any path; it is told the path without its prefix.
type demo struct {
	app    fs.FS
	sdk    fs.FS // nil: none
	script string
}

func (d *demo) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(path.Clean(r.URL.Path), "/")
	switch file, isSDK := strings.CutPrefix(name, "sdk/"); {
	case r.Method == http.MethodPost && strings.HasSuffix(name, "api/pay"):
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusInternalServerError)
		_, _ = w.Write([]byte(`{"reason":"card declined"}`))
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		http.Error(w, "method not allowed", http.StatusMethodNotAllowed)
	case isSDK && d.sdk != nil && path.Ext(file) == ".js":
		http.ServeFileFS(w, r, d.sdk, file)
	case path.Ext(name) != "" && path.Ext(name) != ".html":
		http.ServeFileFS(w, r, d.app, path.Base(name))
	default:
		d.page(w)
	}
}

// page serves the shop's page, with the recorder in it.
func (d *demo) page(w http.ResponseWriter) {
	b, err := fs.ReadFile(d.app, "index.html")
	if err != nil {
		http.Error(w, "no page", http.StatusInternalServerError)
		return
	}
	for _, r := range [...][2]string{
		{`<html lang="en">`, `<html lang="en" data-base="/demo">`}, {`href="/app.css"`, `href="/demo/app.css"`}, {`src="/app.js"`, `src="/demo/app.js"`},
		{"<!--recorder-->", d.recorder()},
	} {
		b = bytes.Replace(b, []byte(r[0]), []byte(r[1]), 1)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	_, _ = w.Write(b)
}

func (d *demo) recorder() string {
	if d.sdk == nil {
		return "<!-- start the intake with --sdk to record this page -->"
	}
	options := map[string]any{
		"applicationId": demoApplication, "clientToken": demoToken, "site": "datadoghq.com", "service": "shop", "env": "demo", "version": "1.0.0",
		"sampleRate": 100, "sessionSampleRate": 100, "replaySampleRate": 100, "premiumSampleRate": 100, "sessionReplaySampleRate": 100,
		"trackInteractions": true, "trackUserInteractions": true, "trackResources": true, "trackLongTasks": true, "trackFrustrations": true,
		"defaultPrivacyLevel": "allow",
	}
	b, err := json.Marshal(options, json.Deterministic(true))
	if err != nil {
		return ""
	}
	return `<script src="/demo/sdk/` + html.EscapeString(d.script) + `"></script><script>
DD_RUM.init(Object.assign(` + string(b) + `, { proxy: location.origin + '/intake', proxyUrl: location.origin + '/intake' }))
DD_RUM.setUser && DD_RUM.setUser({ id: 'demo', name: 'Demo visitor' })
DD_RUM.startSessionReplayRecording()
</script>`
}

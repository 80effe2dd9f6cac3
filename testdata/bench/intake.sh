#!/usr/bin/env bash
# Load on the intake, next to its peers: nginx that keeps bodies in files without syncing them, net/http that
# keeps nothing, and net/http with a file and its fsync for each request. All take the same bodies, every one a
# new segment; the intake answers when they are durable. Rounds are interleaved, because machines drift.
#   testdata/bench/intake.sh [rounds]          SECS=6 CONNS="1 16 64"
# Needs Go and wrk, and nginx for its part. 127.0.0.1 only; everything ends by itself.
set -euo pipefail
cd "$(dirname "$0")/../.."
rounds=${1:-3} secs=${SECS:-6} conns=${CONNS:-64}
work=$(mktemp -d)
port=18088
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
CGO_ENABLED=0 go build -o "$work/playhead" ./cmd/playhead
go build -o "$work/peers" ./testdata/bench/intakepeers
bytes=$("$work/peers" load -out "$work/body")

up() { for _ in $(seq 200); do (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null && return; sleep 0.05; done; echo "no server" >&2; exit 1; }
down() { kill "$1" 2>/dev/null || true; wait "$1" 2>/dev/null || true; }
measure() { # name connections
  "$work/peers" load -out "$work/body" >/dev/null # other numbers
  sync # what was there before is not written, or discarded, during this
  read -r rate p50 p99 bad < <(wrk -t1 -c"$2" -d"${secs}s" --latency -s "$work/body.lua" "http://127.0.0.1:$port/api/v2/replay?ddsource=browser&dd-api-key=pub00000000000000000000000000000001" | tail -n 1)
  echo "$1 $2 $rate $p50 $p99 $bad" >>"$work/results"
}

for _ in $(seq "$rounds"); do
  for c in $conns; do
    if command -v nginx >/dev/null; then
      mkdir -p "$work/nginx"
      cat >"$work/nginx.conf" <<NGINX
$([ "$(id -u)" = 0 ] && echo 'user root;')
worker_processes 1; daemon off; pid $work/nginx.pid; error_log $work/nginx.log crit;
events { worker_connections 512; }
http {
  access_log off; client_max_body_size 10m; client_body_temp_path $work/nginx; client_body_buffer_size 128k; keepalive_requests 1000000;
  server { listen 127.0.0.1:$port; location / { client_body_in_file_only on; proxy_pass http://127.0.0.1:$((port + 1)); } }
  server { listen 127.0.0.1:$((port + 1)); location / { return 202; } }
}
NGINX
      nginx -p "$work" -c "$work/nginx.conf" -e "$work/nginx.log" & pid=$!
      up; measure nginx "$c"; down $pid; rm -rf "$work/nginx"
    fi
    for mode in discard file-fsync; do
      mkdir -p "$work/files"
      "$work/peers" serve -mode $mode -dir "$work/files" -port $port -for $((secs + 20))s & pid=$!
      up; measure $mode "$c"; down $pid; rm -rf "$work/files"
    done
    "$work/playhead" intake --quiet --listen 127.0.0.1:$port --store "$work/store" --log-level warn & pid=$!
    up; measure playhead "$c"
    down $pid; rm -rf "$work/store"
  done
done

awk -v size="$bytes" '
  { k = $1 " " $2; n[k]++; rate[k, n[k]] = $3; p50[k, n[k]] = $4; p99[k, n[k]] = $5; bad[k] += $6; conns[$2] = 1 }
  function median(a, k, m,   i, j, t, v) { for (i = 1; i <= m; i++) v[i] = a[k, i] + 0; for (i = 1; i <= m; i++) for (j = i + 1; j <= m; j++) if (v[j] < v[i]) { t = v[i]; v[i] = v[j]; v[j] = t } return v[int((m + 1) / 2)] }
  END {
    printf "%-12s %5s %8s %8s %8s %8s %5s   (medians; %d-byte requests)\n", "server", "conns", "req/s", "MB/s", "p50 ms", "p99 ms", "bad", size
    for (c in conns) {
      split("nginx discard file-fsync playhead", names, " ")
      for (i = 1; i <= 4; i++) { k = names[i] " " c; if (n[k]) printf "%-12s %5d %8.0f %8.1f %8.1f %8.1f %5d\n", names[i], c, median(rate, k, n[k]), median(rate, k, n[k]) * size / 1e6, median(p50, k, n[k]), median(p99, k, n[k]), bad[k] }
      p = "playhead " c
      if (n["nginx " c]) printf "%d connections: %.2f of nginx, ", c, median(rate, p, n[p]) / median(rate, "nginx " c, n["nginx " c])
      printf "%.2f of keep-nothing, p99 %.2f of file+fsync\n", median(rate, p, n[p]) / median(rate, "discard " c, n["discard " c]), median(p99, p, n[p]) / median(p99, "file-fsync " c, n["file-fsync " c])
    }
  }' "$work/results"

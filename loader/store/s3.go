package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"
)

// S3 keeps packs in a bucket of an S3-compatible object store. A pack is what
// one write brought: objects cannot grow.
type S3 struct {
	client *minio.Client
	bucket string
	prefix string
}

const (
	s3Writers = 4
	s3Timeout = 30 * time.Second
)

// OpenS3 opens s3://bucket/prefix. The query says where: endpoint (host:port;
// Amazon's by default), region, tls=false for plain HTTP, path=true for buckets
// in the path. Credentials come from AWS_ACCESS_KEY_ID and
// AWS_SECRET_ACCESS_KEY, or from the instance's role.
func OpenS3(ctx context.Context, place string, getenv func(string) string) (*S3, error) {
	u, err := url.Parse(place)
	if err != nil || u.Host == "" {
		return nil, errors.New("store: want s3://bucket/prefix?endpoint=host:port")
	}
	q := u.Query()
	endpoint := q.Get("endpoint")
	if endpoint == "" {
		endpoint = "s3.amazonaws.com"
	}
	var creds *credentials.Credentials
	if id := getenv("AWS_ACCESS_KEY_ID"); id != "" {
		creds = credentials.NewStaticV4(id, getenv("AWS_SECRET_ACCESS_KEY"), getenv("AWS_SESSION_TOKEN"))
	} else {
		creds = credentials.NewIAM("")
	}
	lookup := minio.BucketLookupAuto
	if q.Get("path") == "true" || net.ParseIP(hostOf(endpoint)) != nil {
		lookup = minio.BucketLookupPath
	}
	client, err := minio.New(endpoint, &minio.Options{
		Creds: creds, Secure: q.Get("tls") != "false", Region: q.Get("region"), BucketLookup: lookup, MaxRetries: 3,
	})
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	s := &S3{client: client, bucket: u.Host, prefix: strings.Trim(u.Path, "/")}
	return s, s.Check(ctx)
}

func hostOf(endpoint string) string {
	host, _, err := net.SplitHostPort(endpoint)
	if err != nil {
		return endpoint
	}
	return host
}

func (s *S3) key(pack string) string { return path.Join(s.prefix, "packs", pack) }

// Writers implements [Packs].
func (s *S3) Writers() int { return s3Writers }

// Write implements [Packs].
func (s *S3) Write(ctx context.Context, bufs net.Buffers, size int) (string, int64, error) {
	ctx, cancel := context.WithTimeout(ctx, s3Timeout)
	defer cancel()
	body := make([]byte, 0, size)
	for _, b := range bufs {
		body = append(body, b...)
	}
	name := packName(time.Now())
	_, err := s.client.PutObject(ctx, s.bucket, s.key(name), bytes.NewReader(body), int64(size), minio.PutObjectOptions{
		ContentType: "application/octet-stream", SendContentMd5: true, DisableMultipart: true,
	})
	if err != nil {
		return "", 0, fmt.Errorf("store: put: %w", err)
	}
	return name, 0, nil
}

// Seal implements [Packs].
func (s *S3) Seal() error { return nil }

// Growing implements [Packs].
func (s *S3) Growing(string) bool { return false }

// Read implements [Packs].
func (s *S3) Read(ctx context.Context, pack string, offset int64, p []byte) error {
	if !validPack(pack) {
		return fmt.Errorf("store: %q: %w", pack, errGone)
	}
	var opts minio.GetObjectOptions
	if err := opts.SetRange(offset, offset+int64(len(p))-1); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, s3Timeout)
	defer cancel()
	o, err := s.client.GetObject(ctx, s.bucket, s.key(pack), opts)
	if err != nil {
		return fmt.Errorf("store: get: %w", err)
	}
	defer o.Close() //nolint:errcheck // read only
	if _, err := io.ReadFull(o, p); err != nil {
		if minio.ToErrorResponse(err).StatusCode == http.StatusNotFound {
			err = errGone
		}
		return fmt.Errorf("store: %s at %d: %w", pack, offset, err)
	}
	return nil
}

// List implements [Packs].
func (s *S3) List(ctx context.Context, f func(PackInfo) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	prefix := s.key("") + "/"
	for o := range s.client.ListObjects(ctx, s.bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
		if o.Err != nil {
			return fmt.Errorf("store: list: %w", o.Err)
		}
		name := strings.TrimPrefix(o.Key, prefix)
		if !validPack(name) {
			continue
		}
		if err := f(PackInfo{Name: name, Size: o.Size}); err != nil {
			return err
		}
	}
	return ctx.Err()
}

// Delete implements [Packs].
func (s *S3) Delete(ctx context.Context, pack string) error {
	if !validPack(pack) {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, s3Timeout)
	defer cancel()
	if err := s.client.RemoveObject(ctx, s.bucket, s.key(pack), minio.RemoveObjectOptions{}); err != nil {
		return fmt.Errorf("store: delete: %w", err)
	}
	return nil
}

// Check implements [Packs].
func (s *S3) Check(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	ok, err := s.client.BucketExists(ctx, s.bucket)
	if err != nil {
		return fmt.Errorf("store: bucket %s: %w", s.bucket, err)
	}
	if !ok {
		return fmt.Errorf("store: there is no bucket %q", s.bucket)
	}
	return nil
}

// Close implements [Packs].
func (s *S3) Close() error { return nil }

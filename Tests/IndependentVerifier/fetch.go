package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

// fetch reads a file of a bundle, or of a log that is served over HTTP with the same paths (C2SP tlog-tiles); there with the
// token in the environment variable LEDGER_TOKEN, where one is set.
func fetch(place, path string) ([]byte, error) {
	if !strings.HasPrefix(place, "http") {
		return os.ReadFile(filepath.Join(place, path))
	}
	request, err := http.NewRequest("GET", place+"/"+path, nil)
	if err != nil {
		return nil, err
	}
	if token := os.Getenv("LEDGER_TOKEN"); token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != 200 {
		return nil, fmt.Errorf("%s: %s", path, response.Status)
	}
	return io.ReadAll(response.Body)
}

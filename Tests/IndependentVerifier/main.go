// A verifier that shares nothing with this project's code: it checks what the programs print and export with the
// packages of Go's checksum database (golang.org/x/mod/sumdb), which other people wrote.
//
//	verify checkpoint KEY NOTE
//	verify inclusion KEY PROOF
//	verify consistency KEY OLD-NOTE PROOF
//	verify bundle KEY DIRECTORY|URL
//	verify fork KEY EVIDENCE
//
// KEY is a verifier key, name+hash+base64. Exit status: 0 it is as it should be, 1 it is not, 2 usage.
//
// With Debian's packages golang-go and golang-golang-x-mod-dev it is built by
//
//	GO111MODULE=off GOPATH=/usr/share/gocode go build -o verify .
package main

import (
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: verify checkpoint|inclusion|consistency|bundle|fork KEY FILE...")
		os.Exit(2)
	}
	said, err := run(os.Args[1], os.Args[2], os.Args[3:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "verify:", err)
		os.Exit(1)
	}
	fmt.Println(said)
}

func run(what, key string, files []string) (string, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return "", err
	}
	switch {
	case what == "checkpoint" && len(files) == 1:
		return checkpoint(verifier, files[0])
	case what == "inclusion" && len(files) == 1:
		return inclusion(verifier, files[0])
	case what == "consistency" && len(files) == 2:
		return consistency(verifier, files[0], files[1])
	case what == "bundle" && len(files) == 1:
		return bundle(verifier, files[0])
	case what == "fork" && len(files) == 1:
		return fork(verifier, files[0])
	}
	return "", fmt.Errorf("cannot check %q of %d files", what, len(files))
}

func checkpoint(verifier note.Verifier, file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	tree, err := openCheckpoint(verifier, text)
	if err != nil {
		return "", err
	}
	return describe(tree), nil
}

func describe(tree tlog.Tree) string {
	return fmt.Sprintf("%d events, root %s", tree.N, tree.Hash)
}

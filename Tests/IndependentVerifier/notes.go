package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// openCheckpoint reads a C2SP tlog-checkpoint: origin, size, root, a line each, in a note that the key has signed.
func openCheckpoint(verifier note.Verifier, text []byte) (tlog.Tree, error) {
	signed, err := note.Open(text, note.VerifierList(verifier))
	if err != nil {
		return tlog.Tree{}, err
	}
	lines := strings.Split(signed.Text, "\n")
	if len(lines) != 4 || lines[0] != verifier.Name() || lines[3] != "" {
		return tlog.Tree{}, fmt.Errorf("not a checkpoint of %s: %q", verifier.Name(), signed.Text)
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, err
}

// split parts a proof's own lines from the checkpoint behind them: there is an empty line between.
func split(file string) (lines []string, checkpoint []byte, err error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, nil, err
	}
	end := bytes.Index(text, []byte("\n\n"))
	if end < 0 {
		return nil, nil, fmt.Errorf("%s has no empty line", file)
	}
	return strings.Split(string(text[:end]), "\n"), text[end+2:], nil
}

func hashes(lines []string) ([]tlog.Hash, error) {
	var list []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		list = append(list, hash)
	}
	return list, nil
}

// inclusion checks a C2SP tlog-proof whose extra data is the entry itself.
func inclusion(verifier note.Verifier, file string) (string, error) {
	lines, checkpoint, err := split(file)
	if err != nil {
		return "", err
	}
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return "", fmt.Errorf("%s is not a tlog-proof with an entry", file)
	}
	entry, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return "", err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return "", err
	}
	proof, err := hashes(lines[3:])
	if err != nil {
		return "", err
	}
	tree, err := openCheckpoint(verifier, checkpoint)
	if err != nil {
		return "", err
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry)); err != nil {
		return "", err
	}
	return fmt.Sprintf("position %d of %s", index+1, describe(tree)), nil
}

// consistency checks what `prove consistency` prints, a C2SP tlog-witness request, against the earlier checkpoint.
func consistency(verifier note.Verifier, oldNote, file string) (string, error) {
	text, err := os.ReadFile(oldNote)
	if err != nil {
		return "", err
	}
	old, err := openCheckpoint(verifier, text)
	if err != nil {
		return "", err
	}
	lines, checkpoint, err := split(file)
	if err != nil {
		return "", err
	}
	if lines[0] != fmt.Sprintf("old %d", old.N) {
		return "", fmt.Errorf("the proof is from another size than %d: %q", old.N, lines[0])
	}
	proof, err := hashes(lines[1:])
	if err != nil {
		return "", err
	}
	tree, err := openCheckpoint(verifier, checkpoint)
	if err != nil {
		return "", err
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return "", err
	}
	return fmt.Sprintf("%d events continued to %s", old.N, describe(tree)), nil
}

package main

import (
	"encoding/json"
	"fmt"
	"os"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// fork checks what a replica keeps of a log that has signed two histories: that its key has signed both, and that the longer
// one does not begin with the shorter.
func fork(verifier note.Verifier, file string) (string, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	var evidence struct {
		Earlier, Later string
		Hashes         []string
	}
	if err := json.Unmarshal(text, &evidence); err != nil {
		return "", err
	}
	earlier, err := openCheckpoint(verifier, []byte(evidence.Earlier))
	if err != nil {
		return "", fmt.Errorf("the earlier checkpoint: %w", err)
	}
	later, err := openCheckpoint(verifier, []byte(evidence.Later))
	if err != nil {
		return "", fmt.Errorf("the later checkpoint: %w", err)
	}
	var hashes []tlog.Hash
	for _, text := range evidence.Hashes {
		hash, err := tlog.ParseHash(text)
		if err != nil {
			return "", err
		}
		hashes = append(hashes, hash)
	}
	began, err := rootBefore(earlier.N, later, hashes)
	if err != nil {
		return "", err
	}
	if began == earlier.Hash {
		return "", fmt.Errorf("the two checkpoints do not contradict each other")
	}
	return fmt.Sprintf("%s; of %s the first %d have root %s", describe(earlier), describe(later), earlier.N, began), nil
}

// rootBefore is the root that a tree had at an earlier size, which the hashes show: RFC 6962, section 2.1.2, as RFC 9162,
// section 2.1.4.2 verifies it. The hashes are those of a consistency proof; where the earlier tree is one whole subtree, its
// own root comes before them.
func rootBefore(size int64, tree tlog.Tree, hashes []tlog.Hash) (tlog.Hash, error) {
	if size == tree.N && len(hashes) == 0 {
		return tree.Hash, nil
	}
	if size < 1 || size >= tree.N || len(hashes) == 0 {
		return tlog.Hash{}, fmt.Errorf("%d hashes from %d to %d events", len(hashes), size, tree.N)
	}
	first, last := size-1, tree.N-1
	for first&1 == 1 {
		first, last = first>>1, last>>1
	}
	before, now := hashes[0], hashes[0]
	for _, hash := range hashes[1:] {
		if last == 0 {
			return tlog.Hash{}, fmt.Errorf("there are too many hashes")
		}
		if first&1 == 1 || first == last {
			before, now = tlog.NodeHash(hash, before), tlog.NodeHash(hash, now)
			for first&1 == 0 && first != 0 {
				first, last = first>>1, last>>1
			}
		} else {
			now = tlog.NodeHash(now, hash)
		}
		first, last = first>>1, last>>1
	}
	if last != 0 || now != tree.Hash {
		return tlog.Hash{}, fmt.Errorf("the hashes do not lead to the later root")
	}
	// The library says so, too.
	proof := hashes
	if size&(size-1) == 0 {
		proof = hashes[1:]
	}
	if err := tlog.CheckTree(tlog.TreeProof(proof), tree.N, tree.Hash, size, before); err != nil {
		return tlog.Hash{}, err
	}
	return before, nil
}

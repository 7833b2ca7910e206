package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const height = 8

// bundle checks an audit bundle: the root over its entries, each hashed here, is the one that is signed; every tile is
// the one that follows from the entries; and the tiles alone, without the entries, lead to the same root and leaves.
func bundle(verifier note.Verifier, directory string) (string, error) {
	text, err := fetch(directory, "checkpoint")
	if err != nil {
		return "", err
	}
	tree, err := openCheckpoint(verifier, text)
	if err != nil {
		return "", err
	}
	stored, leaves, err := hashEntries(directory, tree.N)
	if err != nil {
		return "", err
	}
	root, err := tlog.TreeHash(tree.N, stored)
	if err != nil {
		return "", err
	}
	if root != tree.Hash {
		return "", fmt.Errorf("the root over the entries is %s, and %s is signed", root, tree.Hash)
	}
	count, err := compareTiles(directory, tree.N, stored)
	if err != nil {
		return "", err
	}
	if err := readTiles(directory, tree, leaves); err != nil {
		return "", err
	}
	return fmt.Sprintf("%s, %d tiles", describe(tree), count), nil
}

// memory holds the hashes of a tree in the order in which package tlog numbers them.
type memory []tlog.Hash

func (stored memory) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var list []tlog.Hash
	for _, index := range indexes {
		list = append(list, stored[index])
	}
	return list, nil
}

// hashEntries reads the entries: each comes after its length as a big-endian 16-bit number.
func hashEntries(directory string, size int64) (stored memory, leaves []tlog.Hash, err error) {
	for index := int64(0); int64(len(leaves)) < size; index++ {
		path := entriesPath(index, size)
		data, err := fetch(directory, path)
		if err != nil {
			return nil, nil, err
		}
		for len(data) > 0 {
			if len(data) < 2 || len(data) < 2+int(binary.BigEndian.Uint16(data)) {
				return nil, nil, fmt.Errorf("%s ends within an entry", path)
			}
			end := 2 + int(binary.BigEndian.Uint16(data))
			leaf := tlog.RecordHash(data[2:end])
			data = data[end:]
			added, err := tlog.StoredHashesForRecordHash(int64(len(leaves)), leaf, stored)
			if err != nil {
				return nil, nil, err
			}
			leaves = append(leaves, leaf)
			stored = append(stored, added...)
		}
		if want := min((index+1)<<height, size); int64(len(leaves)) != want {
			return nil, nil, fmt.Errorf("there are %d entries up to %s, not %d", len(leaves), path, want)
		}
	}
	return stored, leaves, nil
}

// compareTiles compares every tile's file with the tile that follows from the entries.
func compareTiles(directory string, size int64, stored memory) (int, error) {
	tiles := tlog.NewTiles(height, 0, size)
	count := 0
	for number, tile := range tiles {
		// The package lists a partial tile with every width that it has had; the last is the one of this size.
		if number+1 < len(tiles) && tiles[number+1].L == tile.L && tiles[number+1].N == tile.N {
			continue
		}
		count++
		want, err := tlog.ReadTileData(tile, stored)
		if err != nil {
			return 0, err
		}
		found, err := fetch(directory, publishedPath(tile))
		if err != nil {
			return 0, err
		}
		if !bytes.Equal(found, want) {
			return 0, fmt.Errorf("%s is not the tile of the entries", publishedPath(tile))
		}
	}
	return count, nil
}

// readTiles computes the root and every leaf hash from the tiles' files alone; package tlog checks each tile that it
// uses against the root.
func readTiles(directory string, tree tlog.Tree, leaves []tlog.Hash) error {
	reader := tlog.TileHashReader(tree, files(directory))
	root, err := tlog.TreeHash(tree.N, reader)
	if err != nil {
		return err
	}
	if root != tree.Hash {
		return fmt.Errorf("the tiles lead to the root %s, and %s is signed", root, tree.Hash)
	}
	for start := 0; start < len(leaves); start += 1 << height {
		end := int(min(int64(start+1<<height), tree.N))
		var indexes []int64
		for leaf := start; leaf < end; leaf++ {
			indexes = append(indexes, tlog.StoredHashIndex(0, int64(leaf)))
		}
		found, err := reader.ReadHashes(indexes)
		if err != nil {
			return err
		}
		for number, hash := range found {
			if hash != leaves[start+number] {
				return fmt.Errorf("the tiles hold another hash for leaf %d", start+number)
			}
		}
	}
	return nil
}

// files reads tiles from a bundle.
type files string

func (directory files) Height() int { return height }

func (directory files) ReadTiles(tiles []tlog.Tile) (data [][]byte, err error) {
	for _, tile := range tiles {
		found, err := fetch(string(directory), publishedPath(tile))
		if err != nil {
			return nil, err
		}
		data = append(data, found)
	}
	return data, nil
}

func (directory files) SaveTiles([]tlog.Tile, [][]byte) {}

// publishedPath turns package tlog's path of a tile, tile/8/L/N, into that of C2SP tlog-tiles, tile/L/N.
func publishedPath(tile tlog.Tile) string {
	return strings.Replace(tile.Path(), "tile/8/", "tile/", 1)
}

// entriesPath is the path of the entries under tile `index` of level 0.
func entriesPath(index, size int64) string {
	tile := tlog.Tile{H: height, L: 0, N: index, W: int(min(size-index<<height, 1<<height))}
	return strings.Replace(publishedPath(tile), "tile/0/", "tile/entries/", 1)
}

func min(a, b int64) int64 {
	if a < b {
		return a
	}
	return b
}

// Checks a served log with the Go project's own transparency-log packages, which share nothing with Muster: the signed note, tiles against the signed root, inclusion of records, consistency with an older checkpoint.
// Run by src/server/log/interop.test.ts where Go is; by hand: GO111MODULE=off GOPATH=/usr/share/gocode go run test/interop/log.go URL [OLDER-CHECKPOINT-FILE] [PROOF-FILE]
// (Debian: golang-go, golang-golang-x-mod-dev)
package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Records looked at: the first, the last, and so many between.
const samples = 200

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func fetch(address string) []byte {
	answer, err := http.Get(address)
	check(err)
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	check(err)
	if answer.StatusCode != 200 {
		check(fmt.Errorf("%s: %s", address, answer.Status))
	}
	return body
}

// C2SP tlog-tiles: tiles are of height 8, and their paths do not say so.
type tiles struct{ address string }

func (tiles) Height() int                          { return 8 }
func (tiles) SaveTiles(_ []tlog.Tile, _ [][]byte) {}
func (from tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		all = append(all, fetch(from.address+"/log/"+strings.Replace(tile.Path(), "tile/8/", "tile/", 1)))
	}
	return all, nil
}

// C2SP tlog-checkpoint: origin, size, root. The signature is checked first.
func open(text []byte, key string) tlog.Tree {
	verifier, err := note.NewVerifier(strings.TrimSpace(key))
	check(err)
	signed, err := note.Open(text, note.VerifierList(verifier))
	check(err)
	lines := strings.Split(signed.Text, "\n")
	if lines[0] != verifier.Name() {
		check(fmt.Errorf("the checkpoint is of %s, the key of %s", lines[0], verifier.Name()))
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	check(err)
	root, err := base64.StdEncoding.DecodeString(lines[2])
	check(err)
	tree := tlog.Tree{N: size}
	copy(tree.Hash[:], root)
	return tree
}

// C2SP tlog-proof: a head line, lines of one's own, the index, the hashes, an empty line, the checkpoint.
func readProof(text []byte) (index int64, proof tlog.RecordProof, checkpoint []byte) {
	before, after, found := bytes.Cut(text, []byte("\n\n"))
	if !found {
		check(fmt.Errorf("the proof has no checkpoint"))
	}
	seen := false
	for _, line := range strings.Split(string(before), "\n") {
		if strings.HasPrefix(line, "index ") {
			at, err := strconv.ParseInt(line[6:], 10, 64)
			check(err)
			index, seen = at, true
		} else if seen {
			hash, err := tlog.ParseHash(line)
			check(err)
			proof = append(proof, hash)
		}
	}
	return index, proof, after
}

func main() {
	address := os.Args[1]
	key := string(fetch(address + "/log/key"))
	tree := open(fetch(address+"/log/checkpoint"), key)
	reader := tlog.TileHashReader(tree, tiles{address})
	leaf := func(index int64) tlog.Hash {
		hashes, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
		check(err)
		return hashes[0]
	}
	included := 0
	for at := int64(0); at <= samples && tree.N > 0; at++ {
		index := (tree.N - 1) * at / samples
		proof, err := tlog.ProveRecord(tree.N, index, reader)
		check(err)
		check(tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf(index)))
		included++
	}
	fmt.Printf("signed %d leaves, %d records included", tree.N, included)
	if len(os.Args) > 2 {
		text, err := os.ReadFile(os.Args[2])
		check(err)
		older := open(text, key)
		proof, err := tlog.ProveTree(tree.N, older.N, reader)
		check(err)
		check(tlog.CheckTree(proof, tree.N, tree.Hash, older.N, older.Hash))
		fmt.Printf(", consistent with %d leaves", older.N)
	}
	if len(os.Args) > 3 {
		text, err := os.ReadFile(os.Args[3])
		check(err)
		index, proof, checkpoint := readProof(text)
		then := open(checkpoint, key)
		check(tlog.CheckRecord(proof, then.N, then.Hash, index, leaf(index)))
		fmt.Printf(", the proof of record %d holds", index)
	}
	fmt.Println()
}

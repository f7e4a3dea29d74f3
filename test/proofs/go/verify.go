// Reads a log in a folder with golang.org/x/mod/sumdb/{note,tlog} and verifies everything in it.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var folder = os.Args[1]

func must(err error) {
	if err != nil {
		fmt.Println(err)
		os.Exit(1)
	}
}

func read(name string) string {
	data, err := os.ReadFile(filepath.Join(folder, name))
	must(err)
	return string(data)
}

func number(text string) int64 {
	value, err := strconv.ParseInt(text, 10, 64)
	must(err)
	return value
}

// A checkpoint, opened with the key of the log.
func open(text string) tlog.Tree {
	verifier, err := note.NewVerifier(strings.TrimSpace(read("vkey")))
	must(err)
	opened, err := note.Open([]byte(text), note.VerifierList(verifier))
	must(err)
	lines := strings.Split(opened.Text, "\n")
	if lines[0] != verifier.Name() {
		must(fmt.Errorf("origin %s is not %s", lines[0], verifier.Name()))
	}
	root, err := tlog.ParseHash(lines[2])
	must(err)
	return tlog.Tree{N: number(lines[1]), Hash: root}
}

type tiles struct{}

func (tiles) Height() int { return 8 }

func (tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range wanted {
		// Its own paths name the height first.
		all = append(all, []byte(read(strings.Replace(tile.Path(), "tile/8/", "tile/", 1))))
	}
	return all, nil
}

func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}

func hashes(lines []string) []tlog.Hash {
	var all []tlog.Hash
	for _, line := range lines {
		if line == "" {
			break
		}
		hash, err := tlog.ParseHash(line)
		must(err)
		all = append(all, hash)
	}
	return all
}

func same(what string, ours, theirs []tlog.Hash) {
	if len(ours)+len(theirs) > 0 && !reflect.DeepEqual(ours, theirs) {
		must(fmt.Errorf("%s: another proof than %v", what, theirs))
	}
}

// The bundles of entries, each entry after its length: their hashes are those of the tiles.
func readEntries(tree tlog.Tree, reader tlog.HashReader) {
	var index int64
	for bundle := int64(0); bundle*256 < tree.N; bundle++ {
		name := fmt.Sprintf("tile/entries/%03d", bundle)
		if width := tree.N - bundle*256; width < 256 {
			name += fmt.Sprintf(".p/%d", width)
		}
		for data := []byte(read(name)); len(data) > 0; index++ {
			end := 2 + int(data[0])<<8 + int(data[1])
			stored, err := reader.ReadHashes([]int64{tlog.StoredHashIndex(0, index)})
			must(err)
			if stored[0] != tlog.RecordHash(data[2:end]) {
				must(fmt.Errorf("entry %d has another hash", index))
			}
			data = data[end:]
		}
	}
	if index != tree.N {
		must(fmt.Errorf("the bundles have %d entries", index))
	}
}

func main() {
	tree := open(read("checkpoint"))
	reader := tlog.TileHashReader(tree, tiles{})
	root, err := tlog.TreeHash(tree.N, reader)
	must(err)
	if root != tree.Hash {
		must(fmt.Errorf("the tiles have the root %v", root))
	}
	proofs, err := filepath.Glob(filepath.Join(folder, "proofs", "*.tlog-proof"))
	must(err)
	for _, path := range proofs {
		index := number(strings.TrimSuffix(filepath.Base(path), ".tlog-proof"))
		name := fmt.Sprintf("proofs/%d", index)
		lines := strings.Split(read(name+".tlog-proof"), "\n")
		if lines[0] != "c2sp.org/tlog-proof@v1" || lines[1] != fmt.Sprintf("index %d", index) {
			must(fmt.Errorf("%s begins with %v", name, lines[:2]))
		}
		ours := hashes(lines[2:])
		must(tlog.CheckRecord(ours, tree.N, tree.Hash, index, tlog.RecordHash([]byte(read(name+".entry")))))
		theirs, err := tlog.ProveRecord(tree.N, index, reader)
		must(err)
		same(name, ours, theirs)
	}
	readEntries(tree, reader)
	old := open(read("old-checkpoint"))
	ours := hashes(strings.Split(read("consistency"), "\n"))
	must(tlog.CheckTree(ours, tree.N, tree.Hash, old.N, old.Hash))
	theirs, err := tlog.ProveTree(tree.N, old.N, reader)
	must(err)
	same("consistency", ours, theirs)
	fmt.Printf("verified %d entries, %d proofs\n", tree.N, len(proofs))
}

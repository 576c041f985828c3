// Command oracle asks the reference HCL library what it makes of files and
// expressions. It is a test tool: its answers are what the C engine is held
// against. See README.md one directory up for the output format.
//
//	oracle [FILE-OR-DIRECTORY...]   parse; without arguments, names on stdin
//	oracle -eval                    evaluate one expression per stdin line
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"sort"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

type span struct {
	Start int `json:"start"`
	End   int `json:"end"`
}

type problem struct {
	span
	Summary string `json:"summary"`
}

type attribute struct {
	Name      string `json:"name"`
	Range     span   `json:"range"`
	NameRange span   `json:"name_range"`
	ExprRange span   `json:"expr_range"`
}

type block struct {
	Type            string   `json:"type"`
	Labels          []string `json:"labels"`
	Range           span     `json:"range"`
	TypeRange       span     `json:"type_range"`
	LabelRanges     []span   `json:"label_ranges"`
	OpenBraceRange  span     `json:"open_brace_range"`
	CloseBraceRange span     `json:"close_brace_range"`
	Body            *body    `json:"body"`
}

type body struct {
	Attributes []attribute `json:"attributes"`
	Blocks     []block     `json:"blocks"`
}

type report struct {
	File   string    `json:"file"`
	OK     bool      `json:"ok"`
	Errors []problem `json:"errors"`
	Body   *body     `json:"body"`
}

func bytesOf(r hcl.Range) span { return span{r.Start.Byte, r.End.Byte} }

func convert(in *hclsyntax.Body) *body {
	out := &body{Attributes: []attribute{}, Blocks: []block{}}
	if in == nil {
		return out
	}
	for name, a := range in.Attributes {
		if a == nil {
			continue
		}
		e := attribute{Name: name, Range: bytesOf(a.SrcRange), NameRange: bytesOf(a.NameRange)}
		e.ExprRange = bytesOf(a.Expr.Range())
		out.Attributes = append(out.Attributes, e)
	}
	sort.Slice(out.Attributes, func(i, j int) bool {
		return out.Attributes[i].Range.Start < out.Attributes[j].Range.Start
	})
	for _, b := range in.Blocks {
		e := block{
			Type:            b.Type,
			Labels:          append([]string{}, b.Labels...),
			Range:           bytesOf(b.Range()),
			TypeRange:       bytesOf(b.TypeRange),
			LabelRanges:     []span{},
			OpenBraceRange:  bytesOf(b.OpenBraceRange),
			CloseBraceRange: bytesOf(b.CloseBraceRange),
			Body:            convert(b.Body),
		}
		for _, r := range b.LabelRanges {
			e.LabelRanges = append(e.LabelRanges, bytesOf(r))
		}
		out.Blocks = append(out.Blocks, e)
	}
	return out
}

func parse(name string, src []byte) (rep report) {
	rep = report{File: name, Errors: []problem{}, Body: &body{Attributes: []attribute{}, Blocks: []block{}}}
	defer func() {
		if r := recover(); r != nil {
			rep.OK = false
			rep.Errors = append(rep.Errors, problem{span{0, 0}, fmt.Sprintf("reference panicked: %v", r)})
		}
	}()
	f, diags := hclsyntax.ParseConfig(src, name, hcl.InitialPos)
	for _, d := range diags {
		if d.Severity != hcl.DiagError {
			continue
		}
		p := problem{Summary: d.Summary}
		if d.Subject != nil {
			p.span = bytesOf(*d.Subject)
		}
		rep.Errors = append(rep.Errors, p)
	}
	rep.OK = !diags.HasErrors()
	if f != nil {
		rep.Body = convert(f.Body.(*hclsyntax.Body))
	}
	return rep
}

// lines calls fn for every line of stdin without its newline.
func lines(fn func([]byte)) error {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			fn(bytes.TrimSuffix(line, []byte("\n")))
		}
		if err != nil {
			return nil
		}
	}
}

func main() {
	eval := flag.Bool("eval", false, "evaluate expressions from stdin instead of parsing files")
	flag.Parse()

	w := bufio.NewWriterSize(os.Stdout, 1<<20)
	defer w.Flush()
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)

	if *eval {
		lines(func(l []byte) { enc.Encode(evaluate(string(l))) })
		return
	}

	var names []string
	if flag.NArg() == 0 {
		lines(func(l []byte) { names = append(names, string(l)) })
	}
	for _, arg := range flag.Args() {
		st, err := os.Stat(arg)
		if err == nil && st.IsDir() {
			err = filepath.Walk(arg, func(p string, info os.FileInfo, err error) error {
				if err == nil && !info.IsDir() {
					names = append(names, p)
				}
				return err
			})
		} else if err == nil {
			names = append(names, arg)
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
	}
	for _, name := range names {
		src, err := os.ReadFile(name)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(2)
		}
		enc.Encode(parse(name, src))
	}
}

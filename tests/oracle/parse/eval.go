package main

import (
	"encoding/json"
	"sort"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	ctyjson "github.com/zclconf/go-cty/cty/json"
)

type evaluation struct {
	Expr  string          `json:"expr"`
	Value json.RawMessage `json:"value,omitempty"`
	Type  string          `json:"type,omitempty"`
	Error string          `json:"error,omitempty"`

	Syntax bool `json:"syntax_error,omitempty"`   // not an expression at all
	Free   bool `json:"free_variables,omitempty"` // refers to names that nothing defines
}

// evaluate computes an expression without any variables or functions.
func evaluate(src string) evaluation {
	out := evaluation{Expr: src}
	expr, diags := hclsyntax.ParseExpression([]byte(src), "expr", hcl.InitialPos)
	var v cty.Value
	if out.Syntax = diags.HasErrors(); !out.Syntax {
		out.Free = len(expr.Variables()) > 0
		var more hcl.Diagnostics
		v, more = expr.Value(nil)
		diags = append(diags, more...)
	}
	if diags.HasErrors() {
		for _, d := range diags {
			if d.Severity == hcl.DiagError {
				out.Error = d.Summary + ": " + d.Detail
				break
			}
		}
		return out
	}
	if !v.IsWhollyKnown() {
		out.Error = "unknown value"
		return out
	}
	text, err := ctyjson.Marshal(v, v.Type())
	if err != nil {
		out.Error = err.Error()
		return out
	}
	out.Value, out.Type = text, typeName(v.Type())
	return out
}

// typeName spells a type on one line.
func typeName(t cty.Type) string {
	switch {
	case t == cty.DynamicPseudoType:
		return "dynamic"
	case t.IsPrimitiveType():
		return t.FriendlyName()
	case t.IsListType():
		return "list(" + typeName(t.ElementType()) + ")"
	case t.IsSetType():
		return "set(" + typeName(t.ElementType()) + ")"
	case t.IsMapType():
		return "map(" + typeName(t.ElementType()) + ")"
	case t.IsTupleType():
		var parts []string
		for _, e := range t.TupleElementTypes() {
			parts = append(parts, typeName(e))
		}
		return "tuple([" + strings.Join(parts, ", ") + "])"
	case t.IsObjectType():
		atys := t.AttributeTypes()
		var parts []string
		for name := range atys {
			parts = append(parts, name)
		}
		sort.Strings(parts)
		for i, name := range parts {
			parts[i] = name + "=" + typeName(atys[name])
		}
		return "object({" + strings.Join(parts, ", ") + "})"
	}
	return t.FriendlyName()
}

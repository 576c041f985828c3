/*
 * json_body: HCL's JSON form (*.tf.json, terragrunt.hcl.json) as the same tree as native syntax.
 *
 * JSON does not tell blocks from attributes; only a schema does. The block types that footing reads
 * are known here by name with the number of their labels (module, locals, include, terraform, …);
 * every other property is an attribute. An attribute's value is an expression: strings are
 * templates, arrays tuples, objects objects. Ranges are those of the JSON text, so that a literal
 * piece of a string can be edited in place; a piece written with JSON escapes is a part of its own.
 *
 * The form: https://github.com/hashicorp/hcl/blob/main/json/spec.md
 */
#ifndef HCL_JSON_BODY_H
#define HCL_JSON_BODY_H

#include "hcl/syntax.h"

/* Never NULL; what is wrong is in d. */
struct hcl_body *hcl_json_body(struct arena *a, const struct hcl_source *source,
                               struct hcl_diags *d);

#endif

/*
 * yaml_scalar: what a YAML scalar means; a part of yaml.c with no use elsewhere. See yaml.h for
 * the rules.
 */
#ifndef TEXT_YAML_SCALAR_H
#define TEXT_YAML_SCALAR_H

#include "text/yaml.h"

/* Sets kind, boolean and text from node->raw and node->style. Returns NULL, or what is wrong. */
const char *yaml_resolve(struct arena *a, struct yaml *node, const char *tag);

/* Sets node->pieces. Needs all else of a scalar. */
void yaml_find_pieces(struct arena *a, struct str source, struct yaml *node);

#endif

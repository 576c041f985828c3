/*
 * yaml_scalar: what a YAML scalar means; a part of yaml.c with no use elsewhere. See yaml.h for
 * the rules.
 */
#ifndef TEXT_YAML_SCALAR_H
#define TEXT_YAML_SCALAR_H

#include "text/yaml.h"

enum yaml_style { YAML_STYLE_PLAIN, YAML_STYLE_QUOTED, YAML_STYLE_BLOCK };

/* Sets kind, boolean and text from node->raw. Returns NULL, or what is wrong with the scalar. */
const char *yaml_resolve(struct arena *a, struct yaml *node, const char *tag,
                         enum yaml_style style);

#endif

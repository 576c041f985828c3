/*
 * provenance: remarks on where values come from.
 */
#ifndef UPGRADE_PROVENANCE_H
#define UPGRADE_PROVENANCE_H

#include "hcl/value.h"

/*
 * The value with a remark on each of its spans ("default of get_env(\"X\")"): it holds only as
 * long as nobody gives another. Values without provenance are returned as they are.
 */
const struct value *provenance_note(struct arena *a, const struct value *v, struct str note);

#endif

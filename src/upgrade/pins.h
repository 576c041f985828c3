/*
 * pins: where a unit's code fixes the version of Terraform or of a provider, and whether that
 * leaves room for a version that is needed.
 *
 * Looked at are .terraform-version and .tool-versions in the unit's folder and those above it,
 * terraform_version_constraint, required_version and required_providers of the unit, its includes,
 * the texts of their `generate` blocks, and the .tf files of a plain folder.
 */
#ifndef UPGRADE_PINS_H
#define UPGRADE_PINS_H

#include "upgrade/survey.h"

struct pin {
    struct str place; /* file:line */
    struct str what;  /* "terraform_version_constraint", "required_providers.aws" */
    struct str text;  /* the version or constraint as it is written */
    bool constraint;  /* not one version, as .terraform-version has it */
    /* The bytes that hold exactly that text; source NULL: it is computed. */
    const struct hcl_source *source;
    struct hcl_range range;
};

struct pins {
    struct pin *items;
    size_t n, cap;
};

/*
 * Those that keep `tool` ("terraform", or a provider's local name such as "aws") below `minimum`,
 * or at `before` and above (before->n_parts zero: no limit).
 */
void pins_that_block(struct repository *r, const struct survey_unit *u, struct str tool,
                     const struct semver *minimum, const struct semver *before, struct pins *ret);

/* Does the constraint (or version) allow any version from minimum on and below before? */
bool pin_allows(struct str constraint, const struct semver *minimum, const struct semver *before);

#endif

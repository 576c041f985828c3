/*
 * facts: what the expressions of a catalog's steps can ask about.
 *
 *     unit.name, .module, .role     "dev/_global/account-baseline", "modules/…", "app"
 *     unit.version, .goal           tags: where it is and where it goes
 *     unit.plain                    a module block of Terraform, not a Terragrunt unit
 *     unit.account, .account_id     "" if not known
 *     unit.inputs, unit.locals      by name, as far as they can be evaluated; unknown otherwise
 *     unit.written["x"]             the input's expression as it is written in this file: HCL text,
 *                               without the indentation of its place
 *     unit.parents                  names of the files in the folders above it, up to the root
 *     unit.generates                paths that its `generate` blocks and its includes' write
 *     unit.generated                what those blocks write, as it stands in the files
 *     unit.aliases                  aliases of provider blocks in its folder (plain only)
 *     unit.id_of["logs"]            how that account's id is written in this file: HCL text
 *     org.accounts["logs"].id       every account that is known
 *     org.locals                    locals of all units by name; of several the first unit's
 *     org.RELATION                  the account's name, or null (catalog.h: struct
 *                                   catalog_relation)
 *     answers.QUESTION              the answer, for the unit's account, or null
 *     target.benchmark, .version, .regions
 *     target.passes["v0.40.0"]      is the goal that release or a later one?
 *
 * Values that are written into files are HCL text: a step's `value` is a string such as
 * "local.opt_in_regions", or null where there is nothing to do. Functions are Terraform's.
 */
#ifndef UPGRADE_FACTS_H
#define UPGRADE_FACTS_H

#include "upgrade/answers.h"
#include "upgrade/survey.h"

struct facts {
    struct arena *arena;
    const struct survey *survey;
    const struct answers *answers;
    const struct survey_unit *unit; /* the one that is asked about */
    const struct value *of_unit, *of_org, *of_answers, *of_target;
    struct scope scope;
};

void facts_init(struct facts *f, struct arena *a, const struct survey *s, const struct answers *an);

/* Turns to a unit. */
void facts_turn(struct facts *f, const struct survey_unit *u);

enum fact_answer { FACT_NO, FACT_YES, FACT_UNKNOWN };

/* A condition; NULL is yes. UNKNOWN: *ret_why says what it depends on. */
enum fact_answer facts_ask(struct facts *f, const struct step *step, const struct hcl_expr *expr,
                           struct str *ret_why);

/*
 * A text. NO: null, nothing to write. UNKNOWN: it depends on something that is not known.
 */
enum fact_answer facts_text(struct facts *f, const struct step *step, const struct hcl_expr *expr,
                            struct str *ret, struct str *ret_why);

/* The same for a list of texts, or one. */
enum fact_answer facts_texts(struct facts *f, const struct step *step, const struct hcl_expr *expr,
                             struct data_texts *ret, struct str *ret_why);

#endif

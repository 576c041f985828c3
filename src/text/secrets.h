/*
 * secrets: texts from outside, shown without the secrets that may stand in them.
 *
 * Logs and messages are quoted to people, and people paste them into tickets. What looks like a
 * key, a token or a password is replaced by "***":
 *
 *     AWS access key ids, and secret keys that stand alone; tokens of GitHub, GitLab, Slack and
 * HashiCorp; JSON web tokens; user and password of a URL; what follows password=, token: and the
 * like
 *
 * It is a net with holes by nature: show as little of a foreign text as will do, too.
 */
#ifndef TEXT_SECRETS_H
#define TEXT_SECRETS_H

#include "base/str.h"

struct secrets;

/* The patterns, compiled in arena a. */
struct secrets *secrets_new(struct arena *a);

/* The text without secrets, in arena a; s itself if there are none. */
struct str secrets_hidden(struct arena *a, const struct secrets *secrets, struct str s);

#endif

/*
 * hash: SHA-256 for those who are not an expression. Lives in func_hash.c, the one file that
 * includes the cryptographic library.
 */
#ifndef HCL_HASH_H
#define HCL_HASH_H

#include "base/str.h"

/* Sixty-four hexadecimal digits, in arena a. */
struct str hash_sha256(struct arena *a, struct str bytes);

#endif

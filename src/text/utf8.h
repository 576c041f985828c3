/*
 * utf8: code points, grapheme clusters, identifiers, normal form.
 *
 * Texts come from files and may be broken: every function takes any bytes. A byte that starts no
 * valid sequence (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF) counts as
 * one character, UTF8_BAD.
 *
 * Identifiers follow Unicode 17 (unicode_id.h), as the reference lexer of HCL does; clusters and
 * normal form are utf8proc's.
 */
#ifndef TEXT_UTF8_H
#define TEXT_UTF8_H

#include "base/str.h"

#define UTF8_BAD 0xFFFFFFFFU

/* The first code point of s (not empty) and its length in bytes; UTF8_BAD has length 1. */
size_t utf8_next(struct str s, uint32_t *ret_code);

/* The last code point of s (not empty), likewise. */
size_t utf8_prev(struct str s, uint32_t *ret_code);

/* Writes a code point (at most U+10FFFF, no surrogate) and returns its length, 1 to 4. */
size_t utf8_encode(uint32_t code, char ret[4]);

/* The offset of the first byte that is not valid UTF-8, or s.n. */
size_t utf8_valid_prefix(struct str s);
bool utf8_is_valid(struct str s);

/* White space as Unicode has it: U+0085, U+00A0, U+2028 and others beside the ASCII ones. */
bool utf8_is_space(uint32_t code);
size_t utf8_space_prefix(struct str s); /* bytes of white space at the start, at the end */
size_t utf8_space_suffix(struct str s);

bool utf8_is_id_start(uint32_t code); /* without "_" */
bool utf8_is_id_continue(uint32_t code);

/* The general category in two letters, such as "Lu"; "Cn" for what is no character. */
const char *utf8_category(uint32_t code);

/* A script by its name ("Greek", "Old_Italic"); -1 if there is none. Is the code point of it? */
int utf8_script(struct str name);
bool utf8_is_script(uint32_t code, int script);

/* Simple case mapping: one code point for one, as Unicode's data have it. Others stay. */
uint32_t utf8_lower(uint32_t code);
uint32_t utf8_upper(uint32_t code);
uint32_t utf8_title(uint32_t code);

/* Length in bytes of the first grapheme cluster (s not empty), and how many s has. */
size_t utf8_cluster(struct str s);
size_t utf8_clusters(struct str s);

/* Columns that a code point takes on a terminal: 0, 1 or 2. */
unsigned utf8_width(uint32_t code);

/*
 * Normal form C. Bytes that are not UTF-8 stay as they are. utf8_nfc() returns s itself when
 * nothing changes, otherwise a text in arena a.
 */
bool utf8_is_nfc(struct str s);
struct str utf8_nfc(struct arena *a, struct str s);

#endif

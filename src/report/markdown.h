/*
 * markdown: text of others in Markdown (CommonMark, and GitHub's form of it), so that it stays
 * text.
 *
 * Whatever a file is called or says, it makes no link, no heading, no HTML, no cell of a table, it
 * mentions nobody, and shows nothing from elsewhere. Control characters become "?", line breaks
 * spaces.
 */
#ifndef REPORT_MARKDOWN_H
#define REPORT_MARKDOWN_H

#include "base/buf.h"

/* As code, in a line of text or in a cell of a table. Nothing for an empty text. */
void md_code(struct buf *out, struct str s);

/* The same in HTML, which has other rules: <code>…</code>. */
void md_html_code(struct buf *out, struct str s);

/* As plain text. */
void md_text(struct buf *out, struct str s);

/* Prose of our own data: the same, but what stands in `backticks` is code. */
void md_prose(struct buf *out, struct str s);

#endif

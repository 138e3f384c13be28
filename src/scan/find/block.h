/* Comments by which Gutenberg says what its blocks are: <!-- wp:embed {"url":"…"} -->, before
 * WordPress 5.6 <!-- wp:core-embed/twitter {"url":"…"} -->. */
#ifndef SCAN_FIND_BLOCK_H
#define SCAN_FIND_BLOCK_H

#include "base/arena.h"
#include "scan/find/find.h"

/* Reads the inside of a comment. The claim's words are in the arena. False: it is no embed's, or
 * its URL is no post. The block goes on to the comment that block_ends. */
bool block_read(struct slice comment, struct arena *arena, struct claim *out);

/* Whether the inside of a comment ends an embed's block: " /wp:embed ". */
bool block_ends(struct slice comment);

/* Whether a comment that begins an embed's block is all of it: " wp:embed {…} /". */
bool block_is_whole(struct slice comment);

#endif

/* Shortcodes of content systems: what stands in an article's source for an embed.
 *   WordPress   [embed]URL[/embed]  [tweet ID]  [youtube=URL]  [instagram url="…"]
 *   Hugo        {{< tweet ID >}}  {{< x user="u" id="ID" >}}  {{% gist u ID %}}
 *   Joomla      {youtube}ID{/youtube}
 *   Hashnode    %[URL]
 *   Jekyll, Hexo, Zola, dev.to   {% twitter URL %}  {% youtube ID %}  {{ youtube(id="ID") }} */
#ifndef SCAN_FIND_SHORTCODE_H
#define SCAN_FIND_SHORTCODE_H

#include "base/arena.h"
#include "scan/find/find.h"

/* Reads the shortcode at the start of s, which begins with "[", "{" or "%[". Gives how many bytes
 * it takes, its end tag included, and the claim, whose words are in the arena or parts of s; 0: it
 * is none, or names no post. Looks at a bounded number of bytes. */
size_t shortcode_read(struct slice s, struct arena *arena, struct claim *out);

#endif

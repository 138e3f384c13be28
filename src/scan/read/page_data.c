/* What scripts and comments of a page hold: structured data, blocks of content systems. */
#include "scan/read/page.h"

void page_read_script(struct page *p, const struct html_token *token)
{
    (void)p;
    (void)token;
}

void page_read_comment(struct page *p, const struct html_token *token)
{
    (void)p;
    (void)token;
}

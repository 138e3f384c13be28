#include "syntax/url.h"

/* The slice as it stands once `gone` bytes before it have left. */
static struct slice moved(struct slice s, size_t gone)
{
    return s.data ? slice_of(s.data - gone, s.length) : s;
}

void url_drop_userinfo(struct url *u, struct buffer *holder)
{
    if (!u->userinfo.data) {
        return;
    }
    size_t at = (size_t)(u->userinfo.data - holder->data);
    size_t gone = (size_t)(u->host.data - u->userinfo.data);
    memmove(holder->data + at, u->host.data, holder->length - at - gone);
    holder->length -= gone;
    u->href.length -= gone;
    u->userinfo = (struct slice){ 0 };
    u->host = moved(u->host, gone);
    u->port = moved(u->port, gone);
    u->path = moved(u->path, gone);
    u->query = moved(u->query, gone);
    u->fragment = moved(u->fragment, gone);
}

static struct slice in_copy(struct slice part, struct slice href, struct slice copy)
{
    size_t at = part.data ? (size_t)(part.data - href.data) : 0;
    return part.data ? slice_part(copy, at, at + part.length) : part;
}

void url_move(struct url *u, struct slice copy)
{
    struct slice href = u->href;
    u->href = copy;
    u->scheme = in_copy(u->scheme, href, copy);
    u->userinfo = in_copy(u->userinfo, href, copy);
    u->host = in_copy(u->host, href, copy);
    u->port = in_copy(u->port, href, copy);
    u->path = in_copy(u->path, href, copy);
    u->query = in_copy(u->query, href, copy);
    u->fragment = in_copy(u->fragment, href, copy);
}

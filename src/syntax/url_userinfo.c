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

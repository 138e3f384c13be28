/* Any bytes as a URL, and as a reference against a base: a line feed parts the two. */
#include "require.h"
#include "syntax/url.h"

#include "syntax/utf8.h"

#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_within(struct slice part, struct slice whole)
{
    return !part.data ||
           (part.data >= whole.data && part.data + part.length <= whole.data + whole.length);
}

static void check_parts(const struct url *u)
{
    const struct slice parts[] = { u->scheme, u->userinfo, u->host,    u->port,
                                   u->path,   u->query,    u->fragment };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        require(is_within(parts[i], u->href));
    }
    require(u->host.length > 0 && u->path.length > 0 && u->path.data[0] == '/');
    require(url_port(u) <= 65535);
    for (size_t i = 0; i < u->href.length; i++) {
        require(u->href.data[i] > ' ' && u->href.data[i] < 0x7f);
    }
}

/* Parsing what was given gives it again, with any base or none. */
static void check_again(const struct url *u, const struct url *base)
{
    struct buffer bytes = BUFFER(URL_MOST);
    struct url again;
    require(url_parse(u->href, base, &bytes, &again) == URL_OK);
    require(slice_equal(again.href, u->href));
    require(slice_equal(again.host, u->host));
    require(slice_equal(again.path, u->path));
    buffer_free(&bytes);
}

static void check_userinfo(struct url *u, struct buffer *bytes)
{
    url_drop_userinfo(u, bytes);
    require(!u->userinfo.data && u->href.length == bytes->length);
    check_parts(u);
    check_again(u, NULL);
}

/* A tab is dropped, and has the parser look closely at what it may take at a glance without it: it
 * makes the same of both. */
static void check_closely(struct slice in, const struct url *base, enum url_status status,
                          const struct url *out)
{
    struct buffer tabbed = BUFFER((size_t)2 * URL_MOST);
    struct buffer bytes = BUFFER(URL_MOST);
    struct url closely;
    buffer_add(&tabbed, slice_part(in, 0, 1));
    buffer_add_char(&tabbed, '\t');
    buffer_add(&tabbed, slice_skip(in, 1));
    require(url_parse(buffer_slice(&tabbed), base, &bytes, &closely) == status);
    if (status == URL_OK) {
        require(slice_equal(out->href, closely.href));
        require(slice_equal(out->host, closely.host) && slice_equal(out->path, closely.path));
        require(slice_equal(out->query, closely.query));
        require(slice_equal(out->fragment, closely.fragment));
    }
    buffer_free(&tabbed);
    buffer_free(&bytes);
}

static enum url_status check(struct slice in, const struct url *base, struct buffer *bytes,
                             struct url *out)
{
    enum url_status status = url_parse(in, base, bytes, out);
    if (status == URL_OK) {
        check_parts(out);
        check_again(out, base);
    } else {
        require(status == URL_OTHER_SCHEME || !out->href.data);
    }
    struct url parts;
    if (url_read_normal(in, &parts)) {
        require(status == URL_OK && slice_equal(out->href, in));
    }
    if (in.length && in.length < URL_MOST / 8 && (unsigned char)in.data[0] < 0x80) {
        check_closely(in, base, status, out);
    }
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct slice rest = slice_of((const char *)data, size);
    struct buffer base_bytes = BUFFER(URL_MOST);
    struct buffer bytes = BUFFER(URL_MOST);
    struct url base;
    struct url out;
    struct slice first = slice_cut(&rest, '\n');
    if (size && check(first, NULL, &base_bytes, &base) == URL_OK) {
        if (check(rest, &base, &bytes, &out) == URL_OK) {
            check_userinfo(&out, &bytes);
        }
    }
    buffer_reset(&bytes);
    if (size && url_host_to_ascii(first, &bytes)) {
        require(bytes.length > 0 && utf8_is_valid(buffer_slice(&bytes)));
    }
    buffer_free(&bytes);
    buffer_free(&base_bytes);
    return 0;
}

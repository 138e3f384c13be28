#include "net/jar.h"

#include "base/buffer.h"

#include <curl/curl.h>
#include <stdlib.h>

struct jar {
    CURLSH *share;
    uint64_t recalled; /* 0: the share tells */
};

struct jar *jar_open(void)
{
    struct jar *jar = calloc(1, sizeof *jar);
    if (!jar) {
        return NULL;
    }
    jar->share = curl_share_init();
    if (!jar->share ||
        curl_share_setopt(jar->share, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE) != CURLSHE_OK) {
        jar_close(jar);
        return NULL;
    }
    return jar;
}

void jar_close(struct jar *jar)
{
    if (jar) {
        curl_share_cleanup(jar->share);
        free(jar);
    }
}

void *jar_share(const struct jar *jar)
{
    return jar->share;
}

void jar_recall(struct jar *jar, uint64_t state)
{
    jar->recalled = state;
}

/* --- Cookies of scripts --- */

/* Whether a cookie is taken away by being set: it was over long ago, or is from the start. */
static bool is_over(struct slice attributes)
{
    static const struct slice ends[] = { SLICE_INIT("max-age=0"), SLICE_INIT("max-age=-"),
                                         SLICE_INIT("1970") };
    bool is = false;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        is = is || slice_find_nocase(attributes, ends[i]) < attributes.length;
    }
    return is;
}

static bool has_controls(struct slice s)
{
    bool has = false;
    for (size_t i = 0; i < s.length; i++) {
        has = has || (unsigned char)s.data[i] < ' ';
    }
    return has;
}

/* As a line of Netscape's format; the absent slice where it is no cookie. */
static struct slice write_line(struct slice host, struct slice cookie, struct buffer *into)
{
    struct slice attributes = cookie;
    struct slice value = slice_cut(&attributes, ';');
    bool named = slice_find(value, '=') < value.length;
    struct slice name = slice_trim(slice_cut(&value, '='));
    value = slice_trim(value);
    buffer_reset(into);
    if (!named || name.length == 0 || has_controls(name) || has_controls(value)) {
        return (struct slice){ 0 };
    }
    buffer_add(into, host);
    buffer_add(into, SLICE("\tFALSE\t/\tFALSE\t"));
    buffer_add(into, is_over(attributes) ? SLICE("1\t") : SLICE("0\t")); /* 1970, or never */
    buffer_add(into, name);
    buffer_add_char(into, '\t');
    buffer_add(into, value);
    buffer_add_char(into, '\0');
    return buffer_slice(into);
}

bool jar_add(struct jar *jar, struct slice host, struct slice cookies)
{
    struct buffer text = BUFFER(JAR_MOST);
    CURL *easy = cookies.length ? curl_easy_init() : NULL;
    bool good = cookies.length == 0 ||
                (easy && curl_easy_setopt(easy, CURLOPT_SHARE, jar->share) == CURLE_OK);
    while (good && cookies.length) {
        struct slice line = write_line(host, slice_cut(&cookies, '\n'), &text);
        good =
            !text.no_memory && (!line.data || text.failed ||
                                curl_easy_setopt(easy, CURLOPT_COOKIELIST, line.data) == CURLE_OK);
    }
    curl_easy_cleanup(easy);
    buffer_free(&text);
    return good;
}

/* --- State --- */

/* FNV-1a. */
static uint64_t mix(uint64_t hash, struct slice s)
{
    for (size_t i = 0; i < s.length; i++) {
        hash = (hash ^ (unsigned char)s.data[i]) * 0x100000001b3;
    }
    return (hash ^ 0xff) * 0x100000001b3;
}

/* A line of Netscape's format: domain, subdomains too, path, secure, expiry, name, value. The
 * expiry moves with the clock and is left out. */
static uint64_t mix_line(uint64_t hash, struct slice line)
{
    enum { EXPIRY = 4, COLUMNS = 7 };
    for (int column = 0; column < COLUMNS; column++) {
        struct slice cell = slice_cut(&line, '\t');
        hash = column == EXPIRY ? hash : mix(hash, cell);
    }
    return hash;
}

bool jar_state(struct jar *jar, uint64_t *state)
{
    if (jar->recalled) {
        *state = jar->recalled;
        return jar->recalled != JAR_FULL;
    }
    uint64_t sum = 1;
    size_t bytes = 0;
    CURL *easy = curl_easy_init();
    struct curl_slist *lines = NULL;
    if (easy && curl_easy_setopt(easy, CURLOPT_SHARE, jar->share) == CURLE_OK) {
        curl_easy_getinfo(easy, CURLINFO_COOKIELIST, &lines);
    }
    for (const struct curl_slist *at = lines; at; at = at->next) {
        struct slice line = slice_from(at->data);
        sum += mix_line(0xcbf29ce484222325, line); /* whatever their order */
        bytes += line.length;
    }
    curl_slist_free_all(lines);
    curl_easy_cleanup(easy);
    *state = sum;
    return bytes <= JAR_MOST;
}

#include "net/jar.h"

#include "base/slice.h"

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

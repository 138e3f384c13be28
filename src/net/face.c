#include "net/face.h"

#include "syntax/http_fields.h"

#include <stdio.h>

static const char pages_first[] = "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,"
                                  "image/avif,image/webp,image/apng,*/*;q=0.8";

/* A browser has more to say of itself than its name. */
static const struct {
    const char *agent; /* NULL: an option */
    const char *headers[FACE_HEADERS];
} faces[FACE_COUNT] = {
    [FACE_OWN] = { NULL, { NULL } },
    [FACE_BROWSER] = { "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) "
                       "Chrome/150.0.0.0 Safari/537.36",
                       { pages_first, "Accept-Language: en-US,en;q=0.9",
                         "sec-ch-ua: \"Chromium\";v=\"150\", \"Not_A Brand\";v=\"99\"",
                         "sec-ch-ua-mobile: ?0", "sec-ch-ua-platform: \"Linux\"",
                         "Upgrade-Insecure-Requests: 1", "Sec-Fetch-Site: none",
                         "Sec-Fetch-Mode: navigate", "Sec-Fetch-User: ?1",
                         "Sec-Fetch-Dest: document" } },
    [FACE_PLAIN] = { NULL, { "Accept: */*" } },
};

const char *face_agent(const struct net_options *options, enum face face)
{
    const char *plain = options->plain_agent ? options->plain_agent : options->user_agent;
    return faces[face].agent ? faces[face].agent : face == FACE_OWN ? options->user_agent : plain;
}

/* libcurl only reads what a list has. */
struct curl_slist *face_dress(enum face face, struct curl_slist *site,
                              const struct curl_slist *common, struct face_headers *room)
{
    for (; common && site; common = common->next) {
        site = site->next;
    }
    struct curl_slist *list = site;
    for (size_t i = FACE_HEADERS; i-- > 0;) {
        if (faces[face].headers[i]) {
            room->nodes[i] = (struct curl_slist){ (char *)faces[face].headers[i], list };
            list = &room->nodes[i];
        }
    }
    return list;
}

struct curl_slist *face_date(int64_t ms, struct curl_slist *headers, struct face_date *room)
{
    char date[HTTP_DATE];
    http_write_date(ms, date);
    snprintf(room->text, sizeof room->text, "Accept-Datetime: %s", date);
    room->node = (struct curl_slist){ room->text, headers };
    return &room->node;
}

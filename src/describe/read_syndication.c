/* X's syndication endpoint, from which its own embeds are drawn. */
#include "describe/reader.h"

#include "describe/words.h"

/* The words of a tombstone, "Post" having been "Tweet". One that says nothing is age-restricted. */
static enum reason read_tombstone(const json_t *root)
{
    static const struct {
        struct slice words;
        enum reason reason;
    } rows[] = {
        { SLICE("suspended account"), REASON_SUSPENDED },
        { SLICE("account is suspended"), REASON_SUSPENDED },
        { SLICE("limits who can view"), REASON_PROTECTED },
        { SLICE("withheld in"), REASON_BLOCKED }, /* it is shown in other countries */
        { SLICE("age-restricted"), REASON_LOGIN_WALL },
        { SLICE("log in"), REASON_LOGIN_WALL },
    };
    struct slice text = tree_text(root, "tombstone.text.text");
    if (!text.length) {
        const json_t *tombstone = tree_at(root, "tombstone");
        bool is_empty = json_is_object(tombstone) && json_object_size(tombstone) == 0;
        return is_empty ? REASON_LOGIN_WALL : REASON_PROTOCOL;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (slice_find_nocase(text, rows[i].words) < text.length) {
            return rows[i].reason;
        }
    }
    return REASON_DELETED;
}

static bool is_ill_typed(const json_t *tweet)
{
    static const struct {
        const char *path;
        json_type type;
    } rows[] = {
        { "id_str", JSON_STRING },
        { "text", JSON_STRING },
        { "created_at", JSON_STRING },
        { "lang", JSON_STRING },
        { "user", JSON_OBJECT },
        { "user.name", JSON_STRING },
        { "user.screen_name", JSON_STRING },
        { "entities", JSON_OBJECT },
        { "entities.urls", JSON_ARRAY },
    };
    bool ill = false;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        ill = ill || tree_is_not(tweet, rows[i].path, rows[i].type);
    }
    return ill;
}

static struct author read_user(struct reader *r, const json_t *tweet)
{
    struct slice handle = tree_text(tweet, "user.screen_name");
    bool is_handle = place_is_handle(r->about->place, handle);
    return (struct author){
        .name = reader_keep(r, slice_trim(tree_text(tweet, "user.name"))),
        .handle = is_handle ? reader_keep(r, handle) : (struct slice){ 0 },
        .url = is_handle ? reader_profile(r, handle) : (struct slice){ 0 },
    };
}

/* Where the first of its links leads away to; else the post that it quotes. */
static struct slice read_target(struct reader *r, const json_t *tweet)
{
    size_t index;
    const json_t *entity;
    json_array_foreach(tree_at(tweet, "entities.urls"), index, entity)
    {
        struct slice url = tree_text(entity, "expanded_url");
        if (reader_leads_away(r, url)) {
            return reader_url(r, url);
        }
    }
    struct slice id = tree_text(tweet, "quoted_tweet.id_str");
    struct slice handle = tree_text(tweet, "quoted_tweet.user.screen_name");
    bool is_post = id.length && place_is_id(r->about->place, id);
    return is_post ? reader_permalink(r, handle, id) : (struct slice){ 0 };
}

/* Of a retweet, whose words are another's. */
static bool read_original(struct reader *r, const json_t *tweet)
{
    static const char *const keys[] = { "retweeted_status", "retweeted_tweet",
                                        "retweeted_status_result" };
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const json_t *original = tree_at(tweet, keys[i]);
        struct slice id = tree_text(original, "id_str");
        if (id.length && place_is_id(r->about->place, id)) {
            r->told->original = read_user(r, original);
            r->told->reposted = reader_permalink(r, r->told->original.handle, id);
            return true;
        }
    }
    return false;
}

static void read_tweet(struct reader *r, const json_t *tweet)
{
    struct told *told = r->told;
    struct slice id = tree_text(tweet, "id_str");
    if (is_ill_typed(tweet) || !slice_equal(id, r->about->id)) {
        told->reason = REASON_PROTOCOL;
        return;
    }
    told->post_id = reader_keep(r, id);
    told->author = read_user(r, tweet);
    told->url = reader_permalink(r, told->author.handle, id);
    told->lang = reader_keep(r, words_language(tree_text(tweet, "lang")));
    reader_date(r, tree_text(tweet, "created_at"), TIME_SECOND);
    if (!read_original(r, tweet)) {
        told->text = words_of_tweet(tree_text(tweet, "text"), r->arena);
        told->target = read_target(r, tweet);
    }
}

void read_syndication(struct reader *r)
{
    json_t *root = reader_object(r);
    if (!root) {
        return;
    }
    const json_t *tombstone = tree_at(root, "tombstone");
    if ((tombstone && !json_is_null(tombstone)) ||
        slice_equal(tree_text(root, "__typename"), SLICE("TweetTombstone"))) {
        r->told->reason = read_tombstone(root);
    } else if (json_object_size(root) == 0) {
        r->told->reason = REASON_NONE;
    } else {
        read_tweet(r, root);
    }
    json_decref(root);
}

/* Chains whose signatures were verified before: whatever is said of them, and to whom, is what
 * OpenSSL says that remembers nothing. */
#include "unit.h"

#include "net/tls.h"
#include "net/verified.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* --- Certificates --- */

enum { ROOT, OTHER_ROOT, MIDDLE, TWIN, LEAF, KEYS };

static int said_index; /* by which a context leads to a struct said */
static EVP_PKEY *keys[KEYS];
static X509 *root, *other_root, *middle, *twin, *crossed, *leaf;

static void make_keys(void)
{
    for (int i = 0; i < KEYS; i++) {
        keys[i] = EVP_EC_gen("P-256");
        assert_non_null(keys[i]);
    }
}

struct wish {
    const char *subject;
    int key;
    X509 *issuer; /* NULL: itself */
    int by;
    bool authority;
    const char *names, *usage, *constraints; /* NULL: none */
    int from, to;                            /* seconds from now; 0: an hour */
    const EVP_MD *digest;                    /* NULL: SHA-256 */
};

static void extend(X509 *x, int nid, const char *value)
{
    X509_EXTENSION *extension = value ? X509V3_EXT_conf_nid(NULL, NULL, nid, value) : NULL;
    assert_true(!value || X509_add_ext(x, extension, -1) == 1);
    X509_EXTENSION_free(extension);
}

static X509 *certify(struct wish w)
{
    X509 *x = X509_new();
    assert_non_null(x);
    X509_set_version(x, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), w.from ? w.from : -3600);
    X509_gmtime_adj(X509_getm_notAfter(x), w.to ? w.to : 3600);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_ASC,
                               (const unsigned char *)w.subject, -1, -1, 0);
    X509_set_issuer_name(x, X509_get_subject_name(w.issuer ? w.issuer : x));
    X509_set_pubkey(x, keys[w.key]);
    extend(x, NID_basic_constraints, w.authority ? "critical,CA:TRUE" : "CA:FALSE");
    extend(x, NID_subject_alt_name, w.names);
    extend(x, NID_key_usage, w.usage);
    extend(x, NID_name_constraints, w.constraints);
    assert_true(X509_sign(x, keys[w.by], w.digest ? w.digest : EVP_sha256()) > 0);
    return x;
}

static X509 *certify_leaf(struct wish w)
{
    w.subject = "leaf";
    w.key = LEAF;
    w.issuer = w.issuer ? w.issuer : middle;
    w.by = w.by ? w.by : MIDDLE;
    w.names = w.names ? w.names : "DNS:a.test";
    return certify(w);
}

/* The twin has the name of the middle one, and another key. */
static int certify_all(void **state)
{
    (void)state;
    said_index = X509_STORE_CTX_get_ex_new_index(0, NULL, NULL, NULL, NULL);
    make_keys();
    root = certify((struct wish){ .subject = "root", .key = ROOT, .by = ROOT, .authority = true });
    other_root = certify((struct wish){
        .subject = "other", .key = OTHER_ROOT, .by = OTHER_ROOT, .authority = true });
    struct wish m = {
        .subject = "middle", .key = MIDDLE, .issuer = root, .by = ROOT, .authority = true
    };
    middle = certify(m);
    m.key = TWIN;
    twin = certify(m);
    crossed = certify((struct wish){ .subject = "middle",
                                     .key = MIDDLE,
                                     .issuer = other_root,
                                     .by = OTHER_ROOT,
                                     .authority = true });
    leaf = certify_leaf((struct wish){ 0 });
    return 0;
}

static int forget_all(void **state)
{
    (void)state;
    X509 *all[] = { root, other_root, middle, twin, crossed, leaf };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        X509_free(all[i]);
    }
    for (int i = 0; i < KEYS; i++) {
        EVP_PKEY_free(keys[i]);
    }
    return 0;
}

/* The same in all but its signature, which is well formed. */
static X509 *sign_falsely(const X509 *x)
{
    X509 *other = X509_dup(x);
    const ASN1_BIT_STRING *signature;
    X509_get0_signature(&signature, NULL, other);
    signature->data[signature->length - 1] ^= 1;
    return other;
}

/* --- What is said of a chain --- */

struct chain {
    X509 *leaf, *sent, *trusted;
    unsigned long flags; /* besides those of a partial chain */
    bool whole;          /* no partial chain will do */
    int level;           /* of security */
    time_t time;         /* 0: now */
    bool refuses;        /* the one who is called back refuses the leaf; ... */
    bool forgives;       /* ... takes all */
};

static struct chain through(X509 *of, X509 *sent, X509 *trusted)
{
    return (struct chain){ .leaf = of, .sent = sent, .trusted = trusted };
}

enum { MOST_CALLS = 16 };

struct call {
    int good, error, depth;
    X509 *current;
};

/* The calls, and what was answered in the end. */
struct said {
    const struct chain *of;
    struct call calls[MOST_CALLS];
    size_t count;
    int result, error, depth;
    X509 *current;
};

static int hear(int good, X509_STORE_CTX *context)
{
    struct said *said = X509_STORE_CTX_get_ex_data(context, said_index);
    assert_true(said->count < MOST_CALLS);
    struct call *call = &said->calls[said->count++];
    *call = (struct call){ .good = good,
                           .error = X509_STORE_CTX_get_error(context),
                           .depth = X509_STORE_CTX_get_error_depth(context),
                           .current = X509_STORE_CTX_get_current_cert(context) };
    if (said->of->refuses && good && call->depth == 0) {
        X509_STORE_CTX_set_error(context, X509_V_ERR_APPLICATION_VERIFICATION);
        return 0;
    }
    return said->of->forgives ? 1 : good;
}

static void set_up(X509_STORE_CTX *context, const struct chain *c)
{
    X509_VERIFY_PARAM *how = X509_STORE_CTX_get0_param(context);
    X509_VERIFY_PARAM_set_flags(how, c->flags | (c->whole ? 0 : X509_V_FLAG_PARTIAL_CHAIN));
    X509_VERIFY_PARAM_set_auth_level(how, c->level);
    if (c->time) {
        X509_VERIFY_PARAM_set_time(how, c->time);
    }
    X509_STORE_CTX_set_verify_cb(context, hear);
}

/* NULL: OpenSSL alone. */
static struct said ask(struct verified *v, const struct chain *c)
{
    struct said said = { .of = c };
    X509_STORE *store = X509_STORE_new();
    STACK_OF(X509) *sent = sk_X509_new_null();
    X509_STORE_CTX *context = X509_STORE_CTX_new();
    assert_true(!c->trusted || X509_STORE_add_cert(store, c->trusted) == 1);
    assert_true(!c->sent || sk_X509_push(sent, c->sent) == 1);
    assert_int_equal(X509_STORE_CTX_init(context, store, c->leaf, sent), 1);
    X509_STORE_CTX_set_ex_data(context, said_index, &said);
    set_up(context, c);
    said.result = v ? verified_judge(context, v) : X509_verify_cert(context);
    said.error = X509_STORE_CTX_get_error(context);
    said.depth = X509_STORE_CTX_get_error_depth(context);
    said.current = X509_STORE_CTX_get_current_cert(context);
    X509_STORE_CTX_free(context);
    sk_X509_free(sent);
    X509_STORE_free(store);
    ERR_clear_error();
    return said;
}

static void assert_same(const struct said *got, const struct said *want)
{
    assert_int_equal(got->result, want->result);
    assert_int_equal(got->error, want->error);
    assert_int_equal(got->depth, want->depth);
    assert_ptr_equal(got->current, want->current);
    assert_int_equal(got->count, want->count);
    for (size_t i = 0; i < want->count; i++) {
        assert_memory_equal(&got->calls[i], &want->calls[i], sizeof *want->calls);
    }
}

/* The first time, and again. Gives what OpenSSL says. */
static int compare(struct verified *v, struct chain c)
{
    struct said want = ask(NULL, &c);
    for (int i = 0; i < 2; i++) {
        struct said got = ask(v, &c);
        assert_same(&got, &want);
    }
    return want.result == 1 ? X509_V_OK : want.error;
}

static struct verified *learn(void)
{
    struct verified *v = verified_new();
    assert_non_null(v);
    assert_int_equal(compare(v, through(leaf, middle, root)), X509_V_OK);
    assert_true(verified_holds(v, root, middle));
    assert_true(verified_holds(v, middle, leaf));
    return v;
}

/* --- Tests --- */

static void a_pair_is_held_once_its_signature_was_good(void **state)
{
    (void)state;
    struct verified *v = verified_new();
    assert_false(verified_holds(v, middle, leaf));
    verified_free(v);
    v = learn();
    assert_false(verified_holds(v, root, leaf));
    assert_false(verified_holds(v, leaf, middle));
    assert_false(verified_holds(v, twin, leaf));
    assert_false(verified_holds(v, crossed, leaf)); /* with the same key */
    assert_false(verified_holds(v, root, root));
    verified_free(v);
}

/* Those above it are known, and one of its name and key has signed. */
static void an_issuer_is_not_taken_for_its_namesake(void **state)
{
    (void)state;
    struct verified *v = learn();
    assert_int_equal(compare(v, through(leaf, twin, root)), X509_V_ERR_CERT_SIGNATURE_FAILURE);
    assert_int_equal(compare(v, through(leaf, NULL, twin)), X509_V_ERR_CERT_SIGNATURE_FAILURE);
    assert_false(verified_holds(v, twin, leaf));
    assert_int_equal(compare(v, through(leaf, crossed, other_root)), X509_V_OK);
    assert_true(verified_holds(v, crossed, leaf));
    assert_int_equal(compare(v, through(leaf, crossed, root)),
                     X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
    verified_free(v);
}

static void another_signature_is_another_certificate(void **state)
{
    (void)state;
    struct verified *v = learn();
    X509 *false_leaf = sign_falsely(leaf);
    X509 *false_middle = sign_falsely(middle);
    assert_int_equal(compare(v, through(false_leaf, middle, root)),
                     X509_V_ERR_CERT_SIGNATURE_FAILURE);
    assert_false(verified_holds(v, middle, false_leaf));
    assert_int_equal(compare(v, through(leaf, false_middle, root)),
                     X509_V_ERR_CERT_SIGNATURE_FAILURE);
    assert_int_equal(compare(v, through(leaf, NULL, false_middle)), X509_V_OK);
    X509_free(false_leaf);
    X509_free(false_middle);
    verified_free(v);
}

static void times_are_looked_at(void **state)
{
    (void)state;
    struct verified *v = learn();
    struct wish middles = {
        .subject = "middle", .key = MIDDLE, .issuer = root, .by = ROOT, .authority = true
    };
    X509 *old = certify_leaf((struct wish){ .to = -60 });
    X509 *early = certify_leaf((struct wish){ .from = 60 });
    X509 *unreadable = certify_leaf((struct wish){ 0 });
    ASN1_STRING_set(X509_getm_notAfter(unreadable), "99", 2);
    X509_sign(unreadable, keys[MIDDLE], EVP_sha256());
    middles.to = -60;
    X509 *old_middle = certify(middles);
    X509 *old_root = certify(
        (struct wish){ .subject = "root", .key = ROOT, .by = ROOT, .authority = true, .to = -60 });
    const struct {
        struct chain chain;
        int want;
    } cases[] = {
        { through(old, middle, root), X509_V_ERR_CERT_HAS_EXPIRED },
        { through(early, middle, root), X509_V_ERR_CERT_NOT_YET_VALID },
        { through(unreadable, middle, root), X509_V_ERR_ERROR_IN_CERT_NOT_AFTER_FIELD },
        { through(leaf, old_middle, root), X509_V_ERR_CERT_HAS_EXPIRED },
        { through(leaf, middle, old_root), X509_V_ERR_CERT_HAS_EXPIRED },
        { through(leaf, NULL, old_middle), X509_V_ERR_CERT_HAS_EXPIRED },
        { { leaf, middle, root, .time = time(NULL) + 7200 }, X509_V_ERR_CERT_HAS_EXPIRED },
        { { old, middle, root, .time = time(NULL) - 600 }, X509_V_OK },
        { { old, middle, root, .flags = X509_V_FLAG_NO_CHECK_TIME }, X509_V_OK },
        { { old, middle, root, .forgives = true }, X509_V_OK },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(compare(v, cases[i].chain), cases[i].want);
    }
    X509 *all[] = { old, early, unreadable, old_middle, old_root };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        X509_free(all[i]);
    }
    verified_free(v);
}

static void what_was_good_may_expire(void **state)
{
    (void)state;
    struct verified *v = learn();
    X509 *brief = certify_leaf((struct wish){ .to = 2 });
    struct chain c = through(brief, middle, root);
    ask(v, &c);
    while (X509_cmp_current_time(X509_get0_notAfter(brief)) > 0) {
        usleep(100000);
    }
    assert_int_equal(compare(v, c), X509_V_ERR_CERT_HAS_EXPIRED);
    X509_free(brief);
    verified_free(v);
}

static void whoever_is_called_back_has_the_last_word(void **state)
{
    (void)state;
    struct verified *v = learn();
    assert_int_equal(
        compare(v,
                (struct chain){ .leaf = leaf, .sent = middle, .trusted = root, .refuses = true }),
        X509_V_ERR_APPLICATION_VERIFICATION);
    assert_int_equal(
        compare(v, (struct chain){ .leaf = leaf, .sent = twin, .trusted = root, .forgives = true }),
        X509_V_OK);
    assert_false(verified_holds(v, twin, leaf));
    verified_free(v);
}

static void chains_of_all_kinds_are_judged_as_before(void **state)
{
    (void)state;
    struct verified *v = learn();
    struct wish middles = {
        .subject = "middle", .key = MIDDLE, .issuer = root, .by = ROOT, .authority = true
    };
    X509 *alone = certify((struct wish){ .subject = "alone", .key = LEAF, .by = LEAF });
    X509 *weak = certify_leaf((struct wish){ .digest = EVP_sha1() });
    middles.usage = "digitalSignature";
    X509 *no_signer = certify(middles);
    middles.usage = NULL;
    middles.constraints = "permitted;DNS:b.test";
    X509 *narrow = certify(middles);
    X509 *below =
        certify((struct wish){ .subject = "below", .key = TWIN, .issuer = leaf, .by = LEAF });
    X509 *false_root = sign_falsely(root);
    const struct {
        struct chain chain;
        int want;
    } cases[] = {
        { through(leaf, NULL, root), X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY },
        { through(leaf, middle, NULL), X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY },
        { through(leaf, NULL, middle), X509_V_OK },
        { through(leaf, NULL, leaf), X509_V_OK },
        { { leaf, NULL, middle, .whole = true }, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT },
        { { leaf, middle, root, .whole = true }, X509_V_OK },
        { { leaf, NULL, middle, .whole = true, .forgives = true }, X509_V_OK },
        { through(alone, NULL, root), X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT },
        { through(alone, NULL, alone), X509_V_OK },
        { through(leaf, no_signer, root), X509_V_ERR_INVALID_CA },
        { { leaf, no_signer, root, .forgives = true }, X509_V_OK },
        { through(leaf, narrow, root), X509_V_ERR_PERMITTED_VIOLATION },
        { through(below, leaf, middle), X509_V_ERR_INVALID_CA },
        { { weak, middle, root, .level = 0 }, X509_V_OK },
        { { weak, middle, root, .level = 1 }, X509_V_ERR_CA_MD_TOO_WEAK },
        { { leaf, middle, root, .level = 4 }, X509_V_ERR_EE_KEY_TOO_SMALL },
        { through(leaf, middle, false_root), X509_V_OK },
        { { leaf, middle, false_root, .flags = X509_V_FLAG_CHECK_SS_SIGNATURE },
          X509_V_ERR_CERT_SIGNATURE_FAILURE },
        { { leaf, middle, root, .flags = X509_V_FLAG_CRL_CHECK }, X509_V_ERR_UNABLE_TO_GET_CRL },
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        assert_int_equal(compare(v, cases[i].chain), cases[i].want);
    }
    X509 *all[] = { alone, weak, no_signer, narrow, below, false_root };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        X509_free(all[i]);
    }
    verified_free(v);
}

/* The latest are held, and no more than there is room for. */
static void many_pairs_are_forgotten_again(void **state)
{
    (void)state;
    enum { MANY = 700, ROOM = 512 };
    static X509 *many[MANY];
    struct verified *v = learn();
    int held = 0;
    for (int i = 0; i < MANY; i++) {
        many[i] = certify_leaf((struct wish){ .to = 3600 + i });
        struct chain c = through(many[i], middle, root);
        assert_int_equal(ask(v, &c).result, 1);
        assert_true(verified_holds(v, middle, many[i]));
    }
    for (int i = 0; i < MANY; i++) {
        held += verified_holds(v, middle, many[i]);
        X509_free(many[i]);
    }
    assert_in_range(held, ROOM / 4, ROOM);
    verified_free(v);
}

enum { THREADS = 4, HOSTS = 60 };

struct crowd {
    struct verified *verified;
    pthread_barrier_t start;
    X509 *hosts[HOSTS];
};

/* In the same order, so that what one is told another asks for. */
static void *ask_at_once(void *of)
{
    struct crowd *crowd = of;
    pthread_barrier_wait(&crowd->start);
    for (int i = 0; i < HOSTS; i++) {
        const struct chain good = through(crowd->hosts[i], middle, root);
        const struct chain bad = through(crowd->hosts[i], twin, root);
        assert_int_equal(ask(crowd->verified, &good).error, X509_V_OK);
        assert_int_equal(ask(crowd->verified, &bad).error, X509_V_ERR_CERT_SIGNATURE_FAILURE);
    }
    return NULL;
}

static void several_threads_may_ask_at_once(void **state)
{
    (void)state;
    struct crowd crowd = { .verified = verified_new() };
    pthread_t threads[THREADS];
    pthread_barrier_init(&crowd.start, NULL, THREADS);
    for (int i = 0; i < HOSTS; i++) {
        crowd.hosts[i] = certify_leaf((struct wish){ .to = 3600 + i });
    }
    for (int i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, ask_at_once, &crowd), 0);
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
    }
    assert_true(verified_holds(crowd.verified, middle, crowd.hosts[HOSTS - 1]));
    for (int i = 0; i < HOSTS; i++) {
        X509_free(crowd.hosts[i]);
    }
    pthread_barrier_destroy(&crowd.start);
    verified_free(crowd.verified);
}

/* --- Over TLS --- */

static void trust_root(struct tls *t)
{
    char path[] = "/tmp/landfall-verified-XXXXXX";
    struct buffer why = BUFFER(1000);
    FILE *file = fdopen(mkstemp(path), "w");
    assert_int_equal(PEM_write_X509(file, root), 1);
    assert_int_equal(fclose(file), 0);
    assert_true(tls_open(t, path, &why));
    assert_int_equal(tls_load(t, &why), TLS_LOADED);
    unlink(path);
}

static SSL_CTX *serve(X509 *with)
{
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    assert_int_equal(SSL_CTX_use_certificate(context, with), 1);
    assert_int_equal(SSL_CTX_add1_chain_cert(context, middle), 1);
    assert_int_equal(SSL_CTX_use_PrivateKey(context, keys[LEAF]), 1);
    SSL_CTX_set_num_tickets(context, 0);
    return context;
}

/* What is said of the server's certificate. */
static long shake_hands(SSL_CTX *here, X509 *with)
{
    SSL_CTX *there = serve(with);
    SSL *client = SSL_new(here);
    SSL *server = SSL_new(there);
    BIO *ends[2];
    assert_int_equal(BIO_new_bio_pair(&ends[0], 0, &ends[1], 0), 1);
    SSL_set_bio(client, ends[0], ends[0]);
    SSL_set_bio(server, ends[1], ends[1]);
    SSL_set_connect_state(client);
    SSL_set_accept_state(server);
    int done = 0;
    for (int i = 0; i < 4 && done != 1; i++) {
        done = SSL_do_handshake(client);
        SSL_do_handshake(server);
    }
    long result = SSL_get_verify_result(client);
    assert_true((done == 1) == (result == X509_V_OK));
    SSL_free(client);
    SSL_free(server);
    SSL_CTX_free(there);
    ERR_clear_error();
    return result;
}

/* Of our streams and of libcurl's. A name is asked for each time. */
static void handshakes_remember(void **state)
{
    (void)state;
    struct tls t;
    trust_root(&t);
    SSL_CTX *curl = SSL_CTX_new(TLS_client_method());
    tls_configure(&t, curl, NULL);
    X509 *nameless = certify_leaf((struct wish){ .names = "email:a@a.test" });
    X509 *false_leaf = sign_falsely(leaf);
    SSL_CTX *const contexts[] = { t.context, curl, t.context };
    for (size_t i = 0; i < COUNT_OF(contexts); i++) {
        assert_int_equal(shake_hands(contexts[i], leaf), X509_V_OK);
        assert_true(verified_holds(t.verified, middle, leaf));
        assert_int_equal(shake_hands(contexts[i], nameless), X509_V_ERR_HOSTNAME_MISMATCH);
        assert_true(verified_holds(t.verified, middle, nameless));
        assert_int_equal(shake_hands(contexts[i], false_leaf), X509_V_ERR_CERT_SIGNATURE_FAILURE);
    }
    X509_free(nameless);
    X509_free(false_leaf);
    SSL_CTX_free(curl);
    tls_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pair_is_held_once_its_signature_was_good),
        cmocka_unit_test(an_issuer_is_not_taken_for_its_namesake),
        cmocka_unit_test(another_signature_is_another_certificate),
        cmocka_unit_test(times_are_looked_at),
        cmocka_unit_test(what_was_good_may_expire),
        cmocka_unit_test(whoever_is_called_back_has_the_last_word),
        cmocka_unit_test(chains_of_all_kinds_are_judged_as_before),
        cmocka_unit_test(many_pairs_are_forgotten_again),
        cmocka_unit_test(several_threads_may_ask_at_once),
        cmocka_unit_test(handshakes_remember),
    };
    return cmocka_run_group_tests(tests, certify_all, forget_all);
}

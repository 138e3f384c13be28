/* Certificates of a file that are read when one is asked for: which files are taken, and that what
 * is found verifies what it would have if all had been read. */
#include "unit.h"

#include "net/roots.h"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum { FIRST, SECOND, TWIN, OTHER, AUTHORITIES };
enum { NAMESAKES = 2 }; /* the twin has the name of the second */

static const char *const names[] = { "first", "second", "second", "other" };

struct bench {
    EVP_PKEY *keys[AUTHORITIES];
    X509 *authorities[AUTHORITIES];
    X509_STORE *store;
    struct roots roots;
    char path[32];
    FILE *file;
};

/* --- Certificates --- */

static void name(X509_NAME *of, const char *text)
{
    const unsigned char *bytes = (const unsigned char *)text;
    assert_int_equal(X509_NAME_add_entry_by_txt(of, "CN", MBSTRING_UTF8, bytes, -1, -1, 0), 1);
}

static void extend(X509 *x, X509 *issuer, int nid, const char *value)
{
    X509V3_CTX about;
    X509V3_set_ctx(&about, issuer, x, NULL, NULL, 0);
    X509_EXTENSION *extension = X509V3_EXT_conf_nid(NULL, &about, nid, value);
    assert_int_equal(X509_add_ext(x, extension, -1), 1);
    X509_EXTENSION_free(extension);
}

/* By an authority; NULL: by itself. */
static X509 *certify(EVP_PKEY *key, const char *subject, EVP_PKEY *by, X509 *issuer)
{
    X509 *x = X509_new();
    assert_non_null(x);
    X509_set_version(x, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(x), 1);
    X509_gmtime_adj(X509_getm_notBefore(x), -3600);
    X509_gmtime_adj(X509_getm_notAfter(x), 3600);
    name(X509_get_subject_name(x), subject);
    X509_set_issuer_name(x, X509_get_subject_name(issuer ? issuer : x));
    X509_set_pubkey(x, key);
    extend(x, x, NID_basic_constraints, "CA:TRUE");
    extend(x, x, NID_subject_key_identifier, "hash");
    extend(x, issuer ? issuer : x, NID_authority_key_identifier, "keyid");
    assert_true(X509_sign(x, by, EVP_sha256()) > 0);
    return x;
}

/* What OpenSSL says of a certificate that an authority made for a server. */
static int verify(const struct bench *b, int by)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *leaf = certify(key, "server", b->keys[by], b->authorities[by]);
    X509_STORE_CTX *chain = X509_STORE_CTX_new();
    assert_int_equal(X509_STORE_CTX_init(chain, b->store, leaf, NULL), 1);
    X509_verify_cert(chain);
    int error = X509_STORE_CTX_get_error(chain);
    X509_STORE_CTX_free(chain);
    X509_free(leaf);
    EVP_PKEY_free(key);
    ERR_clear_error();
    return error;
}

static int held(const struct bench *b)
{
    return sk_X509_OBJECT_num(X509_STORE_get0_objects(b->store));
}

/* --- The bench --- */

static int set_up(void **state)
{
    static struct bench b;
    b = (struct bench){ .store = X509_STORE_new(), .path = "/tmp/landfall-roots-XXXXXX" };
    for (int i = 0; i < AUTHORITIES; i++) {
        b.keys[i] = EVP_EC_gen("P-256");
        b.authorities[i] = certify(b.keys[i], names[i], b.keys[i], NULL);
    }
    b.file = fdopen(mkstemp(b.path), "w");
    assert_non_null(b.file);
    *state = &b;
    return 0;
}

static int tear_down(void **state)
{
    struct bench *b = *state;
    X509_STORE_free(b->store);
    roots_close(&b->roots);
    for (int i = 0; i < AUTHORITIES; i++) {
        X509_free(b->authorities[i]);
        EVP_PKEY_free(b->keys[i]);
    }
    fclose(b->file);
    unlink(b->path);
    return 0;
}

static bool open_roots(struct bench *b)
{
    assert_int_equal(fflush(b->file), 0);
    return roots_open(&b->roots, b->store, b->path);
}

static void write_all_but_other(struct bench *b)
{
    for (int i = 0; i < OTHER; i++) {
        fprintf(b->file, "# %s\n", names[i]);
        assert_int_equal(PEM_write_X509(b->file, b->authorities[i]), 1);
    }
}

/* --- Tests --- */

static void only_what_is_asked_for_is_read(void **state)
{
    struct bench *b = *state;
    write_all_but_other(b);
    assert_true(open_roots(b));
    assert_int_equal(held(b), NAMESAKES);
    assert_int_equal(verify(b, FIRST), X509_V_OK);
    assert_int_equal(held(b), NAMESAKES + 1);
    assert_int_equal(verify(b, FIRST), X509_V_OK);
    assert_int_equal(held(b), NAMESAKES + 1);
}

/* Of those that share a name another thread is not to meet some without the others. */
static void all_of_a_name_are_found(void **state)
{
    struct bench *b = *state;
    write_all_but_other(b);
    assert_true(open_roots(b));
    assert_int_equal(held(b), NAMESAKES);
    assert_int_equal(verify(b, TWIN), X509_V_OK);
    assert_int_equal(verify(b, SECOND), X509_V_OK);
    assert_int_equal(held(b), NAMESAKES);
}

struct verifier {
    const struct bench *bench;
    pthread_barrier_t *start;
    int by, error;
};

static void *verify_at_once(void *of)
{
    struct verifier *v = of;
    pthread_barrier_wait(v->start);
    v->error = verify(v->bench, v->by);
    return NULL;
}

static void several_threads_may_ask_at_once(void **state)
{
    struct bench *b = *state;
    struct verifier all[] = { { .by = FIRST }, { .by = FIRST }, { .by = SECOND }, { .by = TWIN } };
    pthread_t threads[COUNT_OF(all)];
    pthread_barrier_t start;
    write_all_but_other(b);
    assert_true(open_roots(b));
    pthread_barrier_init(&start, NULL, COUNT_OF(all));
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        all[i].bench = b;
        all[i].start = &start;
        assert_int_equal(pthread_create(&threads[i], NULL, verify_at_once, &all[i]), 0);
    }
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        pthread_join(threads[i], NULL);
        assert_int_equal(all[i].error, X509_V_OK);
    }
    assert_int_equal(held(b), NAMESAKES + 1);
    pthread_barrier_destroy(&start);
}

static void what_the_file_does_not_hold_is_not_trusted(void **state)
{
    struct bench *b = *state;
    write_all_but_other(b);
    assert_true(open_roots(b));
    assert_int_equal(verify(b, OTHER), X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
    assert_int_equal(held(b), NAMESAKES);
}

/* A name is the same in other letters and another type of string (RFC 5280 section 7.1). */
static void names_are_compared_as_openssl_does(void **state)
{
    struct bench *b = *state;
    X509_NAME *shouted = X509_NAME_new();
    X509_STORE_CTX *chain = X509_STORE_CTX_new();
    assert_int_equal(X509_NAME_add_entry_by_txt(shouted, "CN", V_ASN1_PRINTABLESTRING,
                                                (const unsigned char *)"FIRST", -1, -1, 0),
                     1);
    write_all_but_other(b);
    assert_true(open_roots(b));
    assert_int_equal(X509_STORE_CTX_init(chain, b->store, NULL, NULL), 1);
    X509_OBJECT *found = X509_STORE_CTX_get_obj_by_subject(chain, X509_LU_X509, shouted);
    assert_non_null(found);
    assert_int_equal(X509_cmp(X509_OBJECT_get0_X509(found), b->authorities[FIRST]), 0);
    assert_null(X509_STORE_CTX_get_obj_by_subject(chain, X509_LU_CRL, shouted));
    X509_OBJECT_free(found);
    X509_STORE_CTX_free(chain);
    X509_NAME_free(shouted);
}

static const char no_certificate[] =
    "-----BEGIN CERTIFICATE-----\nMAUwAwIBAQ==\n-----END CERTIFICATE-----\n";

static void a_file_without_certificates_is_not_taken(void **state)
{
    struct bench *b = *state;
    assert_false(open_roots(b));
    fputs("nothing\n", b->file);
    assert_false(open_roots(b));
    assert_false(roots_open(&b->roots, b->store, "/no/such.pem"));
    assert_int_equal(ERR_peek_error(), 0);
}

static void a_file_that_holds_anything_else_is_not_taken(void **state)
{
    struct bench *b = *state;
    static const char *const texts[] = { no_certificate, "-----BEGIN CERTIFICATE-----\nMAUw\n",
                                         "-----BEGIN X509 CRL-----\nMAUwAwIBAQ==\n"
                                         "-----END X509 CRL-----\n" };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        assert_int_equal(ftruncate(fileno(b->file), 0), 0);
        rewind(b->file);
        assert_int_equal(PEM_write_X509(b->file, b->authorities[FIRST]), 1);
        fputs(texts[i], b->file);
        assert_false(open_roots(b));
    }
    assert_int_equal(PEM_write_X509_AUX(b->file, b->authorities[OTHER]), 1);
    assert_false(open_roots(b));
    assert_int_equal(verify(b, FIRST), X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY);
}

/* Its name can be read, and its key cannot. */
static void a_certificate_that_cannot_be_read_is_none(void **state)
{
    struct bench *b = *state;
    unsigned char *der = NULL;
    int length = i2d_X509(b->authorities[FIRST], &der);
    ASN1_BIT_STRING *key = X509_get0_pubkey_bitstr(b->authorities[FIRST]);
    for (int i = 0; i + key->length <= length; i++) {
        if (memcmp(der + i, key->data, (size_t)key->length) == 0) {
            memset(der + i, 0xff, (size_t)key->length);
        }
    }
    assert_true(PEM_write(b->file, PEM_STRING_X509, "", der, length) > 0);
    OPENSSL_free(der);
    write_all_but_other(b);
    assert_true(open_roots(b));
    assert_int_equal(verify(b, FIRST), X509_V_OK); /* by the whole one */
    assert_int_equal(held(b), NAMESAKES + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(only_what_is_asked_for_is_read, set_up, tear_down),
        cmocka_unit_test_setup_teardown(all_of_a_name_are_found, set_up, tear_down),
        cmocka_unit_test_setup_teardown(several_threads_may_ask_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_the_file_does_not_hold_is_not_trusted, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(names_are_compared_as_openssl_does, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_without_certificates_is_not_taken, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_file_that_holds_anything_else_is_not_taken, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_certificate_that_cannot_be_read_is_none, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

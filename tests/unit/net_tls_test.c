#include "unit.h"

#include "net/tls.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void a_file_without_certificates_is_refused_in_words(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "not a certificate\n", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"
    };
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        char path[] = "/tmp/landfall-tls-XXXXXX";
        int fd = mkstemp(path);
        assert_true(fd >= 0);
        assert_int_equal(write(fd, texts[i], strlen(texts[i])), strlen(texts[i]));
        close(fd);
        struct tls t;
        struct buffer why = BUFFER(1000);
        char wanted[200];
        assert_false(tls_open(&t, path, &why));
        snprintf(wanted, sizeof wanted, "\"%s\" holds no certificate; name a PEM file", path);
        assert_string_equal(buffer_string(&why), wanted);
        buffer_free(&why);
        unlink(path);
    }
}

static void a_missing_file_is_refused_in_words(void **state)
{
    (void)state;
    struct tls t;
    struct buffer why = BUFFER(1000);
    assert_false(tls_open(&t, "/no/such.pem", &why));
    assert_string_equal(buffer_string(&why),
                        "the certificates in \"/no/such.pem\" cannot be read: No such file or "
                        "directory; name a PEM file");
    buffer_free(&why);
}

static void assert_offered(const struct tls *t, const char *allowed, const char *const want[])
{
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    assert_int_equal(SSL_CTX_set_ciphersuites(context, allowed), 1);
    tls_configure(t, context, NULL);
    const STACK_OF(SSL_CIPHER) *all = SSL_CTX_get_ciphers(context);
    int count = 0;
    while (want[count]) {
        assert_string_equal(SSL_CIPHER_get_name(sk_SSL_CIPHER_value(all, count)), want[count]);
        count++;
    }
    const char *next = SSL_CIPHER_get_version(sk_SSL_CIPHER_value(all, count));
    assert_string_not_equal(next, "TLSv1.3");
    SSL_CTX_free(context);
}

/* What the system's OpenSSL is told not to offer is not offered for being quick. */
static void aes_128_comes_first_where_it_is_allowed(void **state)
{
    (void)state;
    static const char a[] = "TLS_AES_128_GCM_SHA256";
    static const char b[] = "TLS_AES_256_GCM_SHA384";
    static const char c[] = "TLS_CHACHA20_POLY1305_SHA256";
    struct tls t = { .store = X509_STORE_new() };
    assert_offered(&t, TLS_DEFAULT_CIPHERSUITES, (const char *const[]){ a, b, c, NULL });
    assert_offered(&t, "TLS_CHACHA20_POLY1305_SHA256:TLS_AES_128_GCM_SHA256",
                   (const char *const[]){ a, c, NULL });
    assert_offered(&t, b, (const char *const[]){ b, NULL });
    assert_offered(&t, a, (const char *const[]){ a, NULL });
    X509_STORE_free(t.store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_without_certificates_is_refused_in_words),
        cmocka_unit_test(a_missing_file_is_refused_in_words),
        cmocka_unit_test(aes_128_comes_first_where_it_is_allowed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_without_certificates_is_refused_in_words),
        cmocka_unit_test(a_missing_file_is_refused_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

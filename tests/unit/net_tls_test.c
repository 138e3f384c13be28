#include "unit.h"

#include "net/tls.h"

#include <openssl/x509_vfy.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void faults_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        CURLcode code;
        long verified;
        const char *message;
        enum tls_fault want;
    } rows[] = {
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_HAS_EXPIRED, "", TLS_EXPIRED },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_NOT_YET_VALID, "", TLS_NOT_YET_VALID },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_UNSPECIFIED, "", TLS_WRONG_HOST },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_OK, "", TLS_WRONG_HOST },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_HOSTNAME_MISMATCH, "", TLS_WRONG_HOST },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, "",
          TLS_SELF_SIGNED },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, "", TLS_UNTRUSTED },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, "",
          TLS_UNTRUSTED },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_INVALID_PURPOSE, "", TLS_UNTRUSTED },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_REVOKED, "", TLS_REVOKED },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_EE_KEY_TOO_SMALL, "", TLS_WEAK },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CA_MD_TOO_WEAK, "", TLS_WEAK },
        { CURLE_SSL_CONNECT_ERROR, 0, "error:0A00018F:SSL routines::ee key too small", TLS_WEAK },
        { CURLE_SSL_CONNECT_ERROR, 0, "error:0A00010B:SSL routines::wrong version number",
          TLS_PROTOCOL },
        { CURLE_SSL_CONNECT_ERROR, 0, "error:0A000102:SSL routines::unsupported protocol",
          TLS_PROTOCOL },
        { CURLE_SSL_CONNECT_ERROR, 0, "", TLS_PROTOCOL },
        { CURLE_SSL_CONNECT_ERROR, 0,
          "OpenSSL SSL_connect: Connection reset by peer in connection to a.test:443 ", TLS_NONE },
        { CURLE_SSL_CONNECT_ERROR, 0, "Recv failure: Connection reset by peer", TLS_NONE },
        { CURLE_SSL_CONNECT_ERROR, 0, "error:0A000126:SSL routines::unexpected eof while reading",
          TLS_NONE },
        { CURLE_SSL_CIPHER, 0, "", TLS_PROTOCOL },
        { CURLE_OK, 0, "", TLS_NONE },
        { CURLE_COULDNT_CONNECT, 0, "", TLS_NONE },
        { CURLE_OPERATION_TIMEDOUT, X509_V_ERR_CERT_HAS_EXPIRED, "", TLS_NONE },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (tls_fault_of(rows[i].code, rows[i].verified, rows[i].message) != rows[i].want) {
            fail_msg("row %zu", i);
        }
    }
}

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
        cmocka_unit_test(faults_are_told_apart),
        cmocka_unit_test(a_file_without_certificates_is_refused_in_words),
        cmocka_unit_test(a_missing_file_is_refused_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#include "unit.h"

#include "net/curl_fault.h"

#include <openssl/x509_vfy.h>

static void faults_are_told_apart(void **state)
{
    (void)state;
    static const struct {
        CURLcode code;
        long verified;
        const char *message;
        enum fault want;
        enum tls_fault tls;
    } rows[] = {
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_HAS_EXPIRED, "", FAULT_TLS, TLS_EXPIRED },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_NOT_YET_VALID, "", FAULT_TLS,
          TLS_NOT_YET_VALID },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_UNSPECIFIED, "", FAULT_TLS, TLS_WRONG_HOST },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_OK, "", FAULT_TLS, TLS_WRONG_HOST },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_HOSTNAME_MISMATCH, "", FAULT_TLS,
          TLS_WRONG_HOST },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, "", FAULT_TLS,
          TLS_SELF_SIGNED },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, "", FAULT_TLS,
          TLS_UNTRUSTED },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY, "",
          FAULT_TLS, TLS_UNTRUSTED },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_INVALID_PURPOSE, "", FAULT_TLS,
          TLS_UNTRUSTED },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CERT_REVOKED, "", FAULT_TLS, TLS_REVOKED },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_EE_KEY_TOO_SMALL, "", FAULT_TLS, TLS_WEAK },
        { CURLE_PEER_FAILED_VERIFICATION, X509_V_ERR_CA_MD_TOO_WEAK, "", FAULT_TLS, TLS_WEAK },
        { CURLE_SSL_CONNECT_ERROR, 0, "error:0A00018F:SSL routines::ee key too small", FAULT_TLS,
          TLS_WEAK },
        { CURLE_SSL_CONNECT_ERROR, 0, "error:0A00010B:SSL routines::wrong version number",
          FAULT_TLS, TLS_PROTOCOL },
        { CURLE_SSL_CONNECT_ERROR, 0, "error:0A000102:SSL routines::unsupported protocol",
          FAULT_TLS, TLS_PROTOCOL },
        { CURLE_SSL_CONNECT_ERROR, 0, "", FAULT_TLS, TLS_PROTOCOL },
        { CURLE_SSL_CONNECT_ERROR, 0,
          "OpenSSL SSL_connect: Connection reset by peer in connection to a.test:443 ",
          FAULT_UNREACHABLE, TLS_NONE },
        { CURLE_SSL_CONNECT_ERROR, 0, "Recv failure: Connection reset by peer", FAULT_UNREACHABLE,
          TLS_NONE },
        { CURLE_SSL_CONNECT_ERROR, 0, "error:0A000126:SSL routines::unexpected eof while reading",
          FAULT_UNREACHABLE, TLS_NONE },
        { CURLE_SSL_CIPHER, 0, "", FAULT_TLS, TLS_PROTOCOL },
        { CURLE_OK, 0, "", FAULT_PROTOCOL, TLS_NONE },
        { CURLE_COULDNT_CONNECT, 0, "", FAULT_UNREACHABLE, TLS_NONE },
        { CURLE_OPERATION_TIMEDOUT, X509_V_ERR_CERT_HAS_EXPIRED, "", FAULT_TIMEOUT, TLS_NONE },
        { CURLE_OPERATION_TIMEDOUT, 0, "", FAULT_TIMEOUT, TLS_NONE },
        { CURLE_COULDNT_RESOLVE_PROXY, 0, "", FAULT_UNREACHABLE, TLS_NONE },
        { CURLE_GOT_NOTHING, 0, "", FAULT_UNREACHABLE, TLS_NONE },
        { CURLE_SEND_ERROR, 0, "", FAULT_UNREACHABLE, TLS_NONE },
        { CURLE_RECV_ERROR, 0, "Recv failure: Connection reset by peer", FAULT_UNREACHABLE,
          TLS_NONE },
        { CURLE_RECV_ERROR, 0, "Too large response headers: 307201 > 307200", FAULT_LARGE_HEADER,
          TLS_NONE },
        { CURLE_RECV_ERROR, 0, "Illegal or missing hexadecimal sequence in chunked-encoding",
          FAULT_PROTOCOL, TLS_NONE },
        { CURLE_OUT_OF_MEMORY, 0, "", FAULT_LARGE_HEADER, TLS_NONE },
        { CURLE_UNSUPPORTED_PROTOCOL, 0, "", FAULT_PROTOCOL, TLS_NONE },
        { CURLE_WEIRD_SERVER_REPLY, 0, "", FAULT_PROTOCOL, TLS_NONE },
        { CURLE_BAD_CONTENT_ENCODING, 0, "", FAULT_PROTOCOL, TLS_NONE },
        { CURLE_HTTP2_STREAM, 0, "", FAULT_PROTOCOL, TLS_NONE },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        enum tls_fault tls;
        enum fault got = curl_fault(rows[i].code, rows[i].verified, rows[i].message, &tls);
        if (got != rows[i].want || tls != rows[i].tls) {
            fail_msg("row %zu is %d, %d", i, (int)got, (int)tls);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(faults_are_told_apart) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

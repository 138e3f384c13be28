#include "net/curl_fault.h"

#include <openssl/x509_vfy.h>
#include <string.h>

/* --- Certificates: only the result of their verification tells what is wrong --- */

/* A certificate that is only a link of a chain never comes here: libcurl checks the whole of it. */
enum tls_fault tls_fault_of_certificate(long verified)
{
    static const struct {
        long verified;
        enum tls_fault fault;
    } rows[] = {
        { X509_V_OK, TLS_WRONG_HOST }, /* then libcurl did not find the host's name in it */
        { X509_V_ERR_UNSPECIFIED, TLS_WRONG_HOST },
        { X509_V_ERR_HOSTNAME_MISMATCH, TLS_WRONG_HOST },
        { X509_V_ERR_IP_ADDRESS_MISMATCH, TLS_WRONG_HOST },
        { X509_V_ERR_CERT_HAS_EXPIRED, TLS_EXPIRED },
        { X509_V_ERR_CERT_NOT_YET_VALID, TLS_NOT_YET_VALID },
        { X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, TLS_SELF_SIGNED },
        { X509_V_ERR_CERT_REVOKED, TLS_REVOKED },
        { X509_V_ERR_EE_KEY_TOO_SMALL, TLS_WEAK },
        { X509_V_ERR_CA_KEY_TOO_SMALL, TLS_WEAK },
        { X509_V_ERR_CA_MD_TOO_WEAK, TLS_WEAK },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].verified == verified) {
            return rows[i].fault;
        }
    }
    return TLS_UNTRUSTED;
}

/* --- Codes --- */

/* The first row that fits counts. `words` are of the message; "" fits every one. What has no row
 * breaks HTTP, as does a header that never ended though libcurl is content (CURLE_OK).
 *
 * A handshake that fails before the certificate is verified leaves nothing but OpenSSL's words, or
 * those of the alert the server sent; where the connection broke in the middle of it, TLS has
 * nothing to say. libcurl says out of memory of a header line of over 100 KB, and that receiving
 * failed of all sorts of things. */
static const struct {
    CURLcode code;
    const char *words;
    enum fault fault;
    enum tls_fault tls;
} rows[] = {
    { CURLE_OPERATION_TIMEDOUT, "", FAULT_TIMEOUT, TLS_NONE },
    { CURLE_COULDNT_RESOLVE_PROXY, "", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_COULDNT_RESOLVE_HOST, "", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_COULDNT_CONNECT, "", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_SEND_ERROR, "", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_GOT_NOTHING, "", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_PARTIAL_FILE, "", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_INTERFACE_FAILED, "", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_PROXY, "", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_RECV_ERROR, "response headers", FAULT_LARGE_HEADER, TLS_NONE },
    { CURLE_RECV_ERROR, "hunk", FAULT_PROTOCOL, TLS_NONE },
    { CURLE_RECV_ERROR, "", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_OUT_OF_MEMORY, "", FAULT_LARGE_HEADER, TLS_NONE },
    { CURLE_SSL_CONNECT_ERROR, "key too small", FAULT_TLS, TLS_WEAK },
    { CURLE_SSL_CONNECT_ERROR, "md too weak", FAULT_TLS, TLS_WEAK },
    { CURLE_SSL_CONNECT_ERROR, "insecure", FAULT_TLS, TLS_WEAK },
    { CURLE_SSL_CONNECT_ERROR, "wrong signature type", FAULT_TLS, TLS_WEAK },
    { CURLE_SSL_CONNECT_ERROR, "unsafe legacy", FAULT_TLS, TLS_WEAK },
    { CURLE_SSL_CONNECT_ERROR, "SSL_connect: ", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_SSL_CONNECT_ERROR, "Recv failure", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_SSL_CONNECT_ERROR, "Send failure", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_SSL_CONNECT_ERROR, "unexpected eof", FAULT_UNREACHABLE, TLS_NONE },
    { CURLE_SSL_CONNECT_ERROR, "", FAULT_TLS, TLS_PROTOCOL },
    { CURLE_SSL_ENGINE_NOTFOUND, "", FAULT_TLS, TLS_PROTOCOL },
    { CURLE_SSL_CERTPROBLEM, "", FAULT_TLS, TLS_PROTOCOL },
    { CURLE_SSL_CIPHER, "", FAULT_TLS, TLS_PROTOCOL },
    { CURLE_USE_SSL_FAILED, "", FAULT_TLS, TLS_PROTOCOL },
    { CURLE_SSL_SHUTDOWN_FAILED, "", FAULT_TLS, TLS_PROTOCOL },
    { CURLE_SSL_ISSUER_ERROR, "", FAULT_TLS, TLS_PROTOCOL },
    { CURLE_SSL_INVALIDCERTSTATUS, "", FAULT_TLS, TLS_PROTOCOL },
};

enum fault curl_fault(CURLcode code, long verified, const char *message, enum tls_fault *tls)
{
    *tls = TLS_NONE;
    if (code == CURLE_PEER_FAILED_VERIFICATION) {
        *tls = tls_fault_of_certificate(verified);
        return FAULT_TLS;
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].code == code && strstr(message, rows[i].words)) {
            *tls = rows[i].tls;
            return rows[i].fault;
        }
    }
    return FAULT_PROTOCOL;
}

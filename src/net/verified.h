/* Which certificate was found to bear which other's signature. That is arithmetic, a fifth of what
 * a handshake costs, and stays true: hosts differ, and the authorities above them seldom do.
 * Whatever else OpenSSL asks of a chain it asks each time. */
#ifndef NET_VERIFIED_H
#define NET_VERIFIED_H

#include <openssl/x509_vfy.h>
#include <stdbool.h>

/* Of a bounded number of pairs, the latest; several threads may use it at once. */
struct verified;

/* NULL: out of memory, or OpenSSL has no SHA-256 here; then each signature is verified each time.
 */
struct verified *verified_new(void);
void verified_free(struct verified *v);

/* SSL_CTX_set_cert_verify_callback, with a struct verified as its argument: says what
 * X509_verify_cert says. */
int verified_judge(X509_STORE_CTX *chain, void *verified);

/* Whether the pair was met before, and the signature found good. */
bool verified_holds(struct verified *v, const X509 *issuer, const X509 *subject);

#endif

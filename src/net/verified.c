#include "net/verified.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509v3.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SUM = 32, PAIRS = 512 };

/* SHA-256 of the two as they are encoded, signatures and all: what OpenSSL reads out of one and
 * looks at is in it. */
struct pair {
    unsigned char issuer[SUM], subject[SUM];
};

struct verified {
    pthread_mutex_t lock;
    EVP_MD *sha256;
    struct pair pairs[PAIRS]; /* each where its subject's sum leads; zeroed: none, for nothing has
                                 that sum */
};

struct verified *verified_new(void)
{
    struct verified *v = calloc(1, sizeof *v);
    EVP_MD *sha256 = v ? EVP_MD_fetch(NULL, "SHA256", NULL) : NULL;
    if (!sha256 || EVP_MD_get_size(sha256) != SUM || pthread_mutex_init(&v->lock, NULL) != 0) {
        EVP_MD_free(sha256);
        free(v);
        return NULL;
    }
    v->sha256 = sha256;
    return v;
}

void verified_free(struct verified *v)
{
    if (v) {
        EVP_MD_free(v->sha256);
        pthread_mutex_destroy(&v->lock);
        free(v);
    }
}

/* --- Pairs --- */

static bool sum(const struct verified *v, const X509 *certificate, unsigned char out[SUM])
{
    return X509_digest(certificate, v->sha256, out, NULL) == 1;
}

static struct pair *place_of(struct verified *v, const struct pair *pair)
{
    return &v->pairs[(pair->subject[0] | pair->subject[1] << 8) % PAIRS];
}

static bool is_held(struct verified *v, const struct pair *pair)
{
    pthread_mutex_lock(&v->lock);
    bool held = memcmp(place_of(v, pair), pair, sizeof *pair) == 0;
    pthread_mutex_unlock(&v->lock);
    return held;
}

static void hold(struct verified *v, const struct pair *pair)
{
    pthread_mutex_lock(&v->lock);
    *place_of(v, pair) = *pair;
    pthread_mutex_unlock(&v->lock);
}

bool verified_holds(struct verified *v, const X509 *issuer, const X509 *subject)
{
    struct pair pair;
    return sum(v, issuer, pair.issuer) && sum(v, subject, pair.subject) && is_held(v, &pair);
}

/* --- Chains --- */

/* A certificate may sign others only where it says so (RFC 5280 section 4.2.1.3). */
static bool is_signed(X509 *issuer, X509 *subject, EVP_PKEY *key)
{
    return X509_check_issued(issuer, subject) == X509_V_OK && X509_verify(subject, key) == 1;
}

/* The last one of a chain is trusted as it is: nobody looks at its signature. */
static bool are_signed(struct verified *v, const STACK_OF(X509) * chain)
{
    struct pair pair;
    int i = sk_X509_num(chain) - 1;
    bool good = sum(v, sk_X509_value(chain, i), pair.subject);
    for (i--; good && i >= 0; i--) {
        X509 *issuer = sk_X509_value(chain, i + 1);
        X509 *subject = sk_X509_value(chain, i);
        EVP_PKEY *key = X509_get0_pubkey(issuer);
        memcpy(pair.issuer, pair.subject, SUM);
        good = key && sum(v, subject, pair.subject);
        if (good && !is_held(v, &pair)) {
            good = is_signed(issuer, subject, key);
            if (good) {
                hold(v, &pair);
            }
        }
    }
    return good;
}

static bool are_in_time(const STACK_OF(X509) * chain)
{
    bool good = true;
    for (int i = 0; good && i < sk_X509_num(chain); i++) {
        const X509 *certificate = sk_X509_value(chain, i);
        good = X509_cmp_time(X509_get0_notBefore(certificate), NULL) < 0 &&
               X509_cmp_time(X509_get0_notAfter(certificate), NULL) > 0;
    }
    return good;
}

/* With a partial chain the last one needs no signature, its own neither; all other wishes are for
 * OpenSSL to fulfil. A lone certificate has no pair. */
static bool is_usual(const X509_STORE_CTX *chain)
{
    const unsigned long usual = X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_TRUSTED_FIRST;
    unsigned long flags = X509_VERIFY_PARAM_get_flags(X509_STORE_CTX_get0_param(chain));
    return (flags & X509_V_FLAG_PARTIAL_CHAIN) && !(flags & ~usual) &&
           sk_X509_num(X509_STORE_CTX_get0_chain(chain)) > 1;
}

/* To whoever is called back, as OpenSSL does: from the last one to the host's. */
static int tell_good(X509_STORE_CTX *chain)
{
    X509_STORE_CTX_verify_cb tell = X509_STORE_CTX_get_verify_cb(chain);
    const STACK_OF(X509) *all = X509_STORE_CTX_get0_chain(chain);
    bool good = true;
    for (int i = sk_X509_num(all) - 1; good && i >= 0; i--) {
        X509_STORE_CTX_set_current_cert(chain, sk_X509_value(all, i));
        X509_STORE_CTX_set_error_depth(chain, i);
        good = tell(1, chain) != 0;
    }
    return good;
}

/* Of a verification under way. */
struct step {
    struct verified *verified;
    X509_STORE_CTX_verify_fn usual; /* OpenSSL's */
};

/* Stands in for the step in which OpenSSL has built a chain and verifies its signatures and times.
 * What is not good is for OpenSSL alone to judge: it says what is wrong, and in which order. */
static int verify(X509_STORE_CTX *chain)
{
    const struct step *step = X509_STORE_CTX_get_app_data(chain);
    const STACK_OF(X509) *all = X509_STORE_CTX_get0_chain(chain);
    ERR_set_mark();
    bool good = is_usual(chain) && are_in_time(all) && are_signed(step->verified, all);
    ERR_pop_to_mark();
    return good ? tell_good(chain) : step->usual(chain);
}

int verified_judge(X509_STORE_CTX *chain, void *verified)
{
    struct step step = { .verified = verified, .usual = X509_STORE_CTX_get_verify(chain) };
    if (step.usual && X509_STORE_CTX_set_app_data(chain, &step) == 1) {
        X509_STORE_CTX_set_verify(chain, verify);
    }
    return X509_verify_cert(chain) > 0;
}

#include "net/tls.h"

#include "net/stream.h"

#include <curl/curl.h>
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <unistd.h>

void tls_begin(void)
{
    OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, NULL);
}

/* --- The store --- */

static bool is_readable(const char *path)
{
    return path && access(path, R_OK) == 0;
}

static bool is_empty(X509_STORE *store)
{
    return sk_X509_OBJECT_num(X509_STORE_get0_objects(store)) <= 0;
}

static bool load_once(X509_STORE *store, const char *file)
{
    bool loaded = X509_STORE_load_file(store, file) == 1 && !is_empty(store);
    ERR_clear_error();
    return loaded;
}

/* Keys are read with the certificates; what has none can verify nothing. */
static bool has_keys(X509_STORE *store)
{
    STACK_OF(X509_OBJECT) *all = X509_STORE_get0_objects(store);
    bool has = true;
    for (int i = 0; has && i < sk_X509_OBJECT_num(all); i++) {
        X509 *certificate = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(all, i));
        has = !certificate || X509_get0_pubkey(certificate);
    }
    return has;
}

/* As libcurl: what the user trusts need not be a root. */
static X509_STORE *new_store(void)
{
    X509_STORE *store = X509_STORE_new();
    if (store) {
        X509_STORE_set_flags(store, X509_V_FLAG_PARTIAL_CHAIN);
    }
    return store;
}

/* A moment's want of memory says nothing of the file: where something is amiss, it is read again.
 */
static bool load_whole(struct tls *t, const char *file)
{
    bool loaded = load_once(t->store, file);
    X509_STORE *again = loaded && has_keys(t->store) ? NULL : new_store();
    if (again && load_once(again, file)) {
        X509_STORE_free(t->store);
        t->store = again;
        return true;
    }
    X509_STORE_free(again);
    return loaded;
}

/* OpenSSL alone reads what is not certificates one after the other, and says whether it is of use.
 */
static bool load_file(struct tls *t, const char *file)
{
    return roots_open(&t->roots, t->store, file) || load_whole(t, file);
}

static bool open_file(struct tls *t, const char *file, struct buffer *why)
{
    if (!is_readable(file)) {
        buffer_printf(why, "the certificates in \"%s\" cannot be read: %s; name a PEM file", file,
                      strerrordesc_np(errno));
        return false;
    }
    if (!load_file(t, file)) {
        buffer_printf(why, "\"%s\" holds no certificate; name a PEM file", file);
        return false;
    }
    return true;
}

/* As libcurl was built to look for them, else as OpenSSL was. */
static bool find_system(struct tls *t, struct buffer *why)
{
    CURL *easy = curl_easy_init();
    if (!easy) {
        return false;
    }
    const char *file = NULL;
    const char *folder = NULL;
    curl_easy_getinfo(easy, CURLINFO_CAINFO, &file);
    curl_easy_getinfo(easy, CURLINFO_CAPATH, &folder);
    curl_easy_cleanup(easy); /* the two are constants of the library */
    file = is_readable(file) ? file : X509_get_default_cert_file();
    folder = is_readable(folder) ? folder : X509_get_default_cert_dir();
    t->file = is_readable(file) ? file : NULL;
    t->folder = is_readable(folder) ? folder : NULL;
    if (!t->file && !t->folder) {
        buffer_printf(why,
                      "the system has no certificates to verify servers with (neither \"%s\" nor "
                      "\"%s\"): install ca-certificates, or name a PEM file as cacert",
                      file, folder);
        return false;
    }
    return true;
}

bool tls_open(struct tls *t, const char *cacert, struct buffer *why)
{
    *t = (struct tls){ .store = new_store() };
    if (!t->store) {
        return false;
    }
    bool opened = cacert ? open_file(t, cacert, why) : find_system(t, why);
    if (!opened) {
        tls_close(t);
    }
    return opened;
}

void tls_close(struct tls *t)
{
    SSL_CTX_free(t->context);
    BIO_meth_free(t->bio_method);
    X509_STORE_free(t->store);
    roots_close(&t->roots);
    verified_free(t->verified);
    *t = (struct tls){ 0 };
}

/* "5e98733a.0": a certificate under the hash of its subject, as c_rehash(1) names it. */
static bool is_hashed(const char *name)
{
    size_t digits = strspn(name, "0123456789abcdef");
    return digits == 8 && name[8] == '.' && ascii_is_digit(name[9]);
}

/* Whether a folder holds at least one certificate where OpenSSL looks for one. */
static bool holds_certificates(const char *folder)
{
    DIR *listing = opendir(folder);
    X509_STORE *trial = X509_STORE_new();
    bool found = false;
    const struct dirent *entry = listing && trial ? readdir(listing) : NULL;
    while (entry && !found) {
        char path[PATH_MAX];
        int length = snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        found = is_hashed(entry->d_name) && length > 0 && (size_t)length < sizeof path &&
                X509_STORE_load_file(trial, path) == 1;
        entry = found ? NULL : readdir(listing);
    }
    X509_STORE_free(trial);
    if (listing) {
        closedir(listing);
    }
    return found;
}

static enum tls_load complain(const struct tls *t, struct buffer *why)
{
    buffer_reset(why);
    buffer_printf(why,
                  "the system's certificates cannot be used (%s%s%s): mend them with "
                  "update-ca-certificates, or name a PEM file as cacert",
                  t->file ? t->file : "", t->file && t->folder ? ", " : "",
                  t->folder ? t->folder : "");
    return TLS_UNUSABLE;
}

/* A folder is searched by the hash of a name at need, so it is only asked where no file is. A store
 * that holds nothing would make every server one that cannot be trusted. */
static enum tls_load load_store(struct tls *t, struct buffer *why)
{
    if (!t->file && !t->folder) {
        return TLS_LOADED;
    }
    errno = 0;
    bool loaded = t->file && load_file(t, t->file);
    if (!loaded && t->folder && holds_certificates(t->folder)) {
        loaded = X509_STORE_load_path(t->store, t->folder) == 1;
    }
    bool starved = errno == EMFILE || errno == ENFILE;
    ERR_clear_error();
    if (!loaded) {
        return starved ? TLS_NO_FILES : complain(t, why);
    }
    t->file = t->folder = NULL;
    return TLS_LOADED;
}

/* --- Contexts --- */

/* Whom a certificate is for stands in its alternative names alone (RFC 9525 section 2); OpenSSL and
 * libcurl would read it out of a common name where there are none. */
static bool has_names(X509 *certificate)
{
    GENERAL_NAMES *names = X509_get_ext_d2i(certificate, NID_subject_alt_name, NULL, NULL);
    bool has = false;
    for (int i = 0; !has && i < sk_GENERAL_NAME_num(names); i++) {
        int type = sk_GENERAL_NAME_value(names, i)->type;
        has = type == GEN_DNS || type == GEN_IPADD;
    }
    GENERAL_NAMES_free(names);
    return has;
}

/* SSL_CTX_set_verify: the last certificate to be found good is the host's own. */
static int require_names(int good, X509_STORE_CTX *chain)
{
    if (good && X509_STORE_CTX_get_error_depth(chain) == 0 &&
        !has_names(X509_STORE_CTX_get_current_cert(chain))) {
        X509_STORE_CTX_set_error(chain, X509_V_ERR_HOSTNAME_MISMATCH);
        return 0;
    }
    return good;
}

/* A server names what is computed with, and pays nothing for it: with 10000 bits, which OpenSSL
 * takes, a handshake would cost a second. OpenSSL judges all else. */
static int judge(const SSL *ssl, const SSL_CTX *context, int of, int bits, int nid, void *what,
                 void *own)
{
    enum { MOST_BITS = 4096 };
    const struct tls *t = own;
    bool costly = of == SSL_SECOP_TMP_DH && what && EVP_PKEY_get_bits(what) > MOST_BITS;
    return !costly && t->usual(ssl, context, of, bits, nid, what, NULL);
}

/* As browsers have it, AES-128 first, of what the system allows: it is as safe as is needed, and
 * its SHA-256 makes all of a handshake cheaper, on both sides, than the SHA-384 of AES-256. A
 * server with an order of its own keeps to that. */
static void order_ciphers(SSL_CTX *context)
{
    enum { NAMES_MOST = 1 << 10 };
    static const char first[] = "TLS_AES_128_GCM_SHA256";
    const STACK_OF(SSL_CIPHER) *allowed = SSL_CTX_get_ciphers(context);
    struct buffer names = BUFFER(NAMES_MOST);
    bool has_first = false;
    buffer_add(&names, slice_from(first));
    for (int i = 0; i < sk_SSL_CIPHER_num(allowed); i++) {
        const SSL_CIPHER *cipher = sk_SSL_CIPHER_value(allowed, i);
        const char *name = SSL_CIPHER_get_name(cipher);
        bool is_first = strcmp(name, first) == 0;
        has_first |= is_first;
        if (!is_first && strcmp(SSL_CIPHER_get_version(cipher), "TLSv1.3") == 0) {
            buffer_printf(&names, ":%s", name);
        }
    }
    const char *list = buffer_string(&names);
    if (has_first && list) {
        SSL_CTX_set_ciphersuites(context, list);
    }
    buffer_free(&names);
}

static void share(const struct tls *t, SSL_CTX *context)
{
    SSL_CTX_set1_cert_store(context, t->store);
    order_ciphers(context);
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, require_names);
    if (t->verified) {
        SSL_CTX_set_cert_verify_callback(context, verified_judge, t->verified);
    }
    if (t->usual) {
        SSL_CTX_set0_security_ex_data(context, (void *)t);
        SSL_CTX_set_security_callback(context, judge);
    }
}

static const unsigned char http1[] = "\x08http/1.1"; /* ALPN: a length, then a name */

static void set_up_context(const struct tls *t, SSL_CTX *context)
{
    share(t, context);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE |
                                  SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    SSL_CTX_set_read_ahead(context, 1);
    SSL_CTX_set_options(context, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION);
    SSL_CTX_set_session_cache_mode(context,
                                   SSL_SESS_CACHE_CLIENT | SSL_SESS_CACHE_NO_INTERNAL_STORE);
    SSL_CTX_sess_set_new_cb(context, stream_keep_session);
    SSL_CTX_set_alpn_protos(context, http1, sizeof http1 - 1);
}

/* False: out of memory. */
static bool make_context(struct tls *t)
{
    t->bio_method = t->bio_method ? t->bio_method : stream_bio_method();
    t->context = t->bio_method ? SSL_CTX_new(TLS_client_method()) : NULL;
    if (t->context) {
        t->verified = t->verified ? t->verified : verified_new();
        t->usual = SSL_CTX_get_security_callback(t->context);
        set_up_context(t, t->context);
    }
    return t->context != NULL;
}

enum tls_load tls_load(struct tls *t, struct buffer *why)
{
    enum tls_load loaded = load_store(t, why);
    return loaded == TLS_LOADED && !t->context && !make_context(t) ? TLS_UNUSABLE : loaded;
}

/* SSL_CTX_set_msg_callback: of each record its header is shown first, five bytes with the length of
 * the rest at their end (RFC 8446 section 5.1). */
static void count_record(int written, int version, int type, const void *bytes, size_t length,
                         SSL *ssl, void *connection)
{
    (void)version;
    (void)ssl;
    const unsigned char *header = bytes;
    if (!written && type == SSL3_RT_HEADER && length == SSL3_RT_HEADER_LENGTH) {
        connection_count(connection, length + ((size_t)header[3] << 8 | header[4]));
    }
}

void tls_configure(const struct tls *t, SSL_CTX *context, struct connection *connection)
{
    share(t, context);
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    SSL_CTX_set_options(context, SSL_OP_NO_RENEGOTIATION); /* a server could wish for any number */
    SSL_CTX_set_keylog_callback(context,
                                NULL); /* libcurl would write secrets where SSLKEYLOGFILE says */
    if (connection) {
        SSL_CTX_set_msg_callback(context, count_record);
        SSL_CTX_set_msg_callback_arg(context, connection);
    }
}

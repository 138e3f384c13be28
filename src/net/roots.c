#include "net/roots.h"

#include <openssl/asn1.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <stdlib.h>
#include <string.h>

struct root {
    X509_NAME *name; /* whom it is for */
    unsigned char *der;
    long length;
    X509 *certificate; /* NULL: it was not read yet */
};

/* --- The file --- */

/* Steps over an element of DER, or, where it is `into`, over its head. False: it is of another
 * type, or reaches beyond the end. */
static bool skip(const unsigned char **at, const unsigned char *end, int wanted, bool into)
{
    long length;
    int tag;
    int kind;
    const unsigned char *content = *at;
    int form = ASN1_get_object(&content, &length, &tag, &kind, end - *at);
    bool fits = !(form & 0x80) && tag == wanted && length <= end - content;
    *at = fits ? content + (into ? 0 : length) : *at;
    return fits;
}

/* RFC 5280 section 4.1: before its subject a certificate has its version, where that is not the
 * first, serial number, algorithm, issuer and validity. */
static X509_NAME *read_name(const unsigned char *der, long length)
{
    static const int before[] = { V_ASN1_INTEGER, V_ASN1_SEQUENCE, V_ASN1_SEQUENCE,
                                  V_ASN1_SEQUENCE };
    const unsigned char *end = der + length;
    bool found = skip(&der, end, V_ASN1_SEQUENCE, true);
    found = found && skip(&der, end, V_ASN1_SEQUENCE, true);
    if (found) {
        skip(&der, end, 0, false);
    }
    for (size_t i = 0; found && i < sizeof before / sizeof *before; i++) {
        found = skip(&der, end, before[i], false);
    }
    return found ? d2i_X509_NAME(NULL, &der, end - der) : NULL;
}

/* Takes the bytes over. */
static bool add(struct roots *r, unsigned char *der, long length)
{
    size_t room = r->room ? r->room * 2 : 256;
    struct root *list =
        r->count < r->room ? r->list : reallocarray(r->list, room, sizeof(struct root));
    X509_NAME *name = list ? read_name(der, length) : NULL;
    if (list) {
        r->room = r->count < r->room ? r->room : room;
        r->list = list;
    }
    if (!name) {
        OPENSSL_free(der);
        return false;
    }
    r->list[r->count++] = (struct root){ .name = name, .der = der, .length = length };
    return true;
}

static bool is_certificate(const char *type)
{
    return strcmp(type, PEM_STRING_X509) == 0 || strcmp(type, PEM_STRING_X509_OLD) == 0;
}

/* The next of the file's blocks. False: it is no certificate, or there is none. */
static bool take_block(struct roots *r, BIO *file)
{
    char *type = NULL;
    char *header = NULL;
    unsigned char *der = NULL;
    long length = 0;
    if (PEM_read_bio(file, &type, &header, &der, &length) != 1) {
        return false;
    }
    bool plain = is_certificate(type) && header[0] == '\0';
    OPENSSL_free(type);
    OPENSSL_free(header);
    if (!plain) {
        OPENSSL_free(der);
    }
    return plain && add(r, der, length);
}

/* To the end, where no other block begins. */
static bool take_file(struct roots *r, const char *path)
{
    BIO *file = BIO_new_file(path, "r");
    ERR_clear_error();
    while (file && take_block(r, file)) {
    }
    unsigned long error = ERR_peek_last_error();
    bool ended = ERR_GET_LIB(error) == ERR_LIB_PEM && ERR_GET_REASON(error) == PEM_R_NO_START_LINE;
    BIO_free(file);
    ERR_clear_error();
    return file && ended && r->count > 0;
}

/* --- Certificates --- */

/* NULL: it cannot be used. One without a key can verify nothing. */
static X509 *read_once(const struct root *root)
{
    const unsigned char *der = root->der;
    X509 *certificate = d2i_X509(NULL, &der, root->length);
    if (certificate && !X509_get0_pubkey(certificate)) {
        X509_free(certificate);
        return NULL;
    }
    return certificate;
}

/* A moment's want of memory says nothing of it: where something is amiss, it is read again. */
static X509 *read_root(struct root *root, X509_STORE *store)
{
    X509 *certificate = read_once(root);
    certificate = certificate ? certificate : read_once(root);
    if (certificate && X509_STORE_add_cert(store, certificate) != 1 &&
        X509_STORE_add_cert(store, certificate) != 1) {
        X509_free(certificate);
        return NULL;
    }
    return certificate;
}

static int compare_roots(const void *a, const void *b)
{
    return X509_NAME_cmp(((const struct root *)a)->name, ((const struct root *)b)->name);
}

/* Those that share a name get into the store before anybody asks: it does not ask for a name of
 * which it holds one, and another thread could meet the first without the others. */
static void read_namesakes(struct roots *r, X509_STORE *store)
{
    qsort(r->list, r->count, sizeof *r->list, compare_roots);
    bool is_namesake = false;
    for (size_t i = 0; i < r->count; i++) {
        struct root *root = &r->list[i];
        bool is_next = i + 1 < r->count && compare_roots(root, root + 1) == 0;
        if (is_namesake || is_next) {
            root->certificate = read_root(root, store);
        }
        is_namesake = is_next;
    }
}

/* NULL: there is none of this name that can be used. */
static X509 *find(const struct roots *r, X509_STORE *store, const X509_NAME *name)
{
    X509 *found = NULL;
    for (size_t i = 0; i < r->count && !found; i++) {
        struct root *root = &r->list[i];
        if (X509_NAME_cmp(root->name, name) == 0) {
            root->certificate = root->certificate ? root->certificate : read_root(root, store);
            found = root->certificate;
        }
    }
    return found;
}

/* X509_LOOKUP_meth_set_get_by_subject. What is found is lent: OpenSSL counts one holder more than
 * there is, which its manual has the method undo. */
static int look_up(X509_LOOKUP *lookup, X509_LOOKUP_TYPE type, const X509_NAME *name,
                   X509_OBJECT *into)
{
    struct roots *r = X509_LOOKUP_get_method_data(lookup);
    if (type != X509_LU_X509) {
        return 0;
    }
    pthread_mutex_lock(&r->lock);
    X509 *found = find(r, X509_LOOKUP_get_store(lookup), name);
    pthread_mutex_unlock(&r->lock);
    if (!found || X509_OBJECT_set1_X509(into, found) != 1) {
        return 0;
    }
    X509_free(found);
    return 1;
}

/* --- Opening and closing --- */

static void forget(struct roots *r)
{
    for (size_t i = 0; i < r->count; i++) {
        X509_NAME_free(r->list[i].name);
        OPENSSL_free(r->list[i].der);
        X509_free(r->list[i].certificate);
    }
    free(r->list);
    r->list = NULL;
    r->count = r->room = 0;
}

static bool attach(struct roots *r, X509_STORE *store)
{
    r->method = X509_LOOKUP_meth_new("landfall roots");
    bool set = r->method && X509_LOOKUP_meth_set_get_by_subject(r->method, look_up) == 1;
    X509_LOOKUP *lookup = set ? X509_STORE_add_lookup(store, r->method) : NULL;
    return lookup && X509_LOOKUP_set_method_data(lookup, r) == 1;
}

bool roots_open(struct roots *r, X509_STORE *store, const char *file)
{
    *r = (struct roots){ .lock = PTHREAD_MUTEX_INITIALIZER };
    if (!take_file(r, file)) {
        forget(r);
        return false;
    }
    if (!attach(r, store)) {
        roots_close(r);
        return false;
    }
    read_namesakes(r, store);
    return true;
}

void roots_close(struct roots *r)
{
    forget(r);
    X509_LOOKUP_meth_free(r->method);
    *r = (struct roots){ 0 };
}

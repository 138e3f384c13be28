/* What a new TLS connection costs at the least: a blocking loop of connect, handshake, GET and read
 * to the end, with one context and one store, verified, without resumption.
 *
 *     bare CACERT PORT < URLS */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int get(SSL_CTX *context, const struct sockaddr_in *address, const char *host,
               const char *path)
{
    char bytes[16384];
    int one = 1;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    SSL *ssl = SSL_new(context);
    SSL_set_tlsext_host_name(ssl, host);
    SSL_set1_host(ssl, host);
    int total = 0;
    if (connect(fd, (const struct sockaddr *)address, sizeof *address) == 0 &&
        SSL_set_fd(ssl, fd) == 1 && SSL_connect(ssl) == 1) {
        int length = snprintf(
            bytes, sizeof bytes,
            "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: bare\r\nAccept: */*\r\n\r\n", path, host);
        SSL_write(ssl, bytes, length);
        int count = SSL_read(ssl, bytes, sizeof bytes);
        while (count > 0) {
            total += count;
            count = SSL_read(ssl, bytes, sizeof bytes);
        }
        SSL_shutdown(ssl);
    }
    SSL_free(ssl);
    close(fd);
    return total;
}

int main(int count, char **arguments)
{
    if (count != 3) {
        return 2;
    }
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    if (SSL_CTX_load_verify_file(context, arguments[1]) != 1) {
        return 2;
    }
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                   .sin_port = htons((unsigned short)atoi(arguments[2])) };
    char url[512];
    while (fgets(url, sizeof url, stdin)) {
        url[strcspn(url, "\n")] = '\0';
        char *host = url + strlen("https://");
        char *path = strchr(host, '/');
        char name[256];
        snprintf(name, sizeof name, "%.*s", (int)(path - host), host);
        if (get(context, &address, name, path) <= 0) {
            fprintf(stderr, "bare: no answer from %s\n", name);
            return 1;
        }
    }
    SSL_CTX_free(context);
    return 0;
}

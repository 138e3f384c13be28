/* What requests cost at the least if each opens a connection of its own: connect, handshake, GET
 * and read to the end of the answer, one context and one store, verified, without resumption; as
 * many at once as WIDTH says, driven by epoll.
 *
 *     bare CACERT PORT WIDTH < URLS */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { ROOM = 16384, EVENTS = 256 };

struct request {
    SSL *ssl;
    int fd, shaken;
    int total, want; /* of the answer; want 0: not known */
    char host[256], path[256];
};

static SSL_CTX *context;
static struct sockaddr_in address;
static int epoll;

static int begin(struct request *r)
{
    char url[512];
    if (!fgets(url, sizeof url, stdin)) {
        return 0;
    }
    url[strcspn(url, "\n")] = '\0';
    char *host = url + strlen("https://");
    char *path = strchr(host, '/');
    *r = (struct request){ 0 };
    snprintf(r->host, sizeof r->host, "%.*s", (int)(path - host), host);
    snprintf(r->path, sizeof r->path, "%s", path);
    int one = 1;
    r->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    setsockopt(r->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    r->ssl = SSL_new(context);
    SSL_set_tlsext_host_name(r->ssl, r->host);
    SSL_set1_host(r->ssl, r->host);
    SSL_set_fd(r->ssl, r->fd);
    SSL_set_connect_state(r->ssl);
    if (connect(r->fd, (struct sockaddr *)&address, sizeof address) != 0 && errno != EINPROGRESS) {
        fprintf(stderr, "bare: no connection\n");
        exit(1);
    }
    struct epoll_event event = { .events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = r };
    epoll_ctl(epoll, EPOLL_CTL_ADD, r->fd, &event);
    return 1;
}

static void send_request(struct request *r)
{
    char bytes[1024];
    int length = snprintf(bytes, sizeof bytes,
                          "GET %s HTTP/1.1\r\nHost: %s\r\nUser-Agent: bare\r\nAccept: */*\r\n\r\n",
                          r->path, r->host);
    SSL_write(r->ssl, bytes, length);
}

static void measure(struct request *r, char *bytes)
{
    bytes[r->total] = '\0';
    const char *end = strstr(bytes, "\r\n\r\n");
    const char *field = strstr(bytes, "Content-Length: ");
    if (end && field) {
        r->want = (int)(end + 4 - bytes) + atoi(field + 16);
    }
}

/* 1: there is more to come; 0: it is done; -1: it failed. */
static int go_on(struct request *r)
{
    static char bytes[ROOM + 1]; /* an answer comes in one piece */
    if (!r->shaken) {
        int done = SSL_do_handshake(r->ssl);
        if (done != 1) {
            int why = SSL_get_error(r->ssl, done);
            return why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ? 1 : -1;
        }
        r->shaken = 1;
        send_request(r);
    }
    int count = SSL_read(r->ssl, bytes + r->total, ROOM - r->total);
    if (count > 0) {
        r->total += count;
        measure(r, bytes);
        return r->total < r->want;
    }
    return SSL_get_error(r->ssl, count) == SSL_ERROR_WANT_READ ? 1 : -1;
}

static void end(struct request *r)
{
    SSL_shutdown(r->ssl);
    SSL_free(r->ssl);
    close(r->fd);
}

int main(int count, char **arguments)
{
    if (count != 4) {
        return 2;
    }
    context = SSL_CTX_new(TLS_client_method());
    SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
    SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
    if (SSL_CTX_load_verify_file(context, arguments[1]) != 1) {
        return 2;
    }
    address = (struct sockaddr_in){ .sin_family = AF_INET,
                                    .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
                                    .sin_port = htons((unsigned short)atoi(arguments[2])) };
    epoll = epoll_create1(EPOLL_CLOEXEC);
    int width = atoi(arguments[3]);
    struct request *all = calloc((size_t)width, sizeof *all);
    int running = 0;
    while (running < width && begin(&all[running])) {
        running++;
    }
    while (running > 0) {
        struct epoll_event events[EVENTS];
        int news = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < news; i++) {
            struct request *r = events[i].data.ptr;
            int more = go_on(r);
            if (more < 0) {
                fprintf(stderr, "bare: no answer from %s\n", r->host);
                return 1;
            }
            if (!more) {
                end(r);
                running -= !begin(r);
            }
        }
    }
    SSL_CTX_free(context);
    return 0;
}

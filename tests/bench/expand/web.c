/* A web of TLS hosts that keep their connections and think before they answer. Prints its port,
 * serves until its standard input closes, then prints how many connections it took, how many of
 * them resumed a session, how many requests came, and the most connections there were at once.
 *
 *     web CERTIFICATES KEY THREADS THINK_MS HOSTS
 *
 * /to/N leads to a page of its own on another of the hosts, /short/N to one page of the same host;
 * whatever else is a page. */
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { ROOM = 4096, EVENTS = 256 };

struct peer {
    struct peer *next; /* among those that are thought about */
    SSL *ssl;
    long long due; /* 0: nothing is */
    int fd;
    int greeted, gone;
    int length;
    char request[ROOM];
};

/* Each thinks equally long, so the first in is the first out. */
struct thoughts {
    struct peer *first, **last;
};

static SSL_CTX *context;
static int listener;
static int think_ms, hosts;
static char page[ROOM];
static atomic_uint taken, resumed, asked, open_now, most;

static long long now_us(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000LL + t.tv_nsec / 1000;
}

static void drop(struct peer *p)
{
    SSL_free(p->ssl);
    close(p->fd);
    free(p);
    open_now--;
}

static void answer(struct peer *p)
{
    char text[ROOM];
    unsigned number = 0;
    const char *host = strstr(p->request, "Host: ");
    if (sscanf(p->request, "GET /to/%u", &number) == 1) {
        snprintf(text, sizeof text,
                 "HTTP/1.1 301 Moved Permanently\r\nLocation: https://h%u.bench.test/page/%u\r\n"
                 "Content-Length: 0\r\n\r\n",
                 (number * 7919u + 13) % (unsigned)hosts, number);
    } else if (sscanf(p->request, "GET /short/%u", &number) == 1 && host) {
        snprintf(text, sizeof text,
                 "HTTP/1.1 301 Moved Permanently\r\nLocation: https://%.*s/page\r\n"
                 "Content-Length: 0\r\n\r\n",
                 (int)strcspn(host + 6, "\r"), host + 6);
    } else {
        memcpy(text, page, sizeof text);
    }
    p->length = 0;
    SSL_write(p->ssl, text, (int)strlen(text));
}

/* False: it is gone. */
static int hear(struct peer *p)
{
    if (!p->greeted) {
        int done = SSL_accept(p->ssl);
        if (done != 1) {
            return SSL_get_error(p->ssl, done) == SSL_ERROR_WANT_READ;
        }
        p->greeted = 1;
        taken++;
        resumed += (unsigned)SSL_session_reused(p->ssl);
    }
    int count = SSL_read(p->ssl, p->request + p->length, ROOM - 1 - p->length);
    while (count > 0) {
        p->length += count;
        p->request[p->length] = '\0';
        count = SSL_read(p->ssl, p->request + p->length, ROOM - 1 - p->length);
    }
    return SSL_get_error(p->ssl, count) == SSL_ERROR_WANT_READ;
}

static void listen_to(struct thoughts *t, struct peer *p)
{
    if (!hear(p)) {
        if (p->due) {
            p->gone = 1;
        } else {
            drop(p);
        }
        return;
    }
    if (!p->due && strstr(p->request, "\r\n\r\n") && p->length > 0) {
        asked++;
        if (think_ms == 0) {
            answer(p);
            return;
        }
        p->due = now_us() + think_ms * 1000LL;
        p->next = NULL;
        *t->last = p;
        t->last = &p->next;
    }
}

static void welcome(int epoll)
{
    int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd < 0) {
        return;
    }
    int one = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
    struct peer *p = calloc(1, sizeof *p);
    p->fd = fd;
    p->ssl = SSL_new(context);
    SSL_set_fd(p->ssl, fd);
    SSL_set_accept_state(p->ssl);
    struct epoll_event event = { .events = EPOLLIN, .data.ptr = p };
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
    unsigned now = ++open_now;
    unsigned before = atomic_load(&most);
    while (now > before && !atomic_compare_exchange_weak(&most, &before, now)) {
    }
}

static int speak(struct thoughts *t)
{
    while (t->first) {
        struct peer *p = t->first;
        long long left = p->due - now_us();
        if (left > 0) {
            return (int)(left / 1000) + 1;
        }
        t->first = p->next;
        t->last = t->first ? t->last : &t->first;
        p->due = 0;
        if (p->gone) {
            drop(p);
        } else {
            answer(p);
        }
    }
    return -1;
}

static void *work(void *unused)
{
    struct thoughts t = { .last = &t.first };
    int epoll = epoll_create1(EPOLL_CLOEXEC);
    struct epoll_event event = { .events = EPOLLIN | EPOLLEXCLUSIVE, .data.ptr = NULL };
    epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &event);
    for (;;) {
        struct epoll_event events[EVENTS];
        int count = epoll_wait(epoll, events, EVENTS, speak(&t));
        for (int i = 0; i < count; i++) {
            if (events[i].data.ptr) {
                struct peer *p = events[i].data.ptr;
                if (p->gone) {
                    epoll_ctl(epoll, EPOLL_CTL_DEL, p->fd, NULL);
                } else {
                    listen_to(&t, p);
                }
            } else {
                welcome(epoll);
            }
        }
    }
    return unused;
}

static void write_page(void)
{
    char body[2048] =
        "<!doctype html><html><head><title>A page of the bench</title></head><body><p>";
    while (strlen(body) < sizeof body - 16) {
        strcat(body, "words ");
    }
    snprintf(page, sizeof page,
             "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %zu\r\n"
             "\r\n%s",
             strlen(body), body);
}

int main(int count, char **arguments)
{
    signal(SIGPIPE, SIG_IGN);
    if (count != 6) {
        return 2;
    }
    context = SSL_CTX_new(TLS_server_method());
    if (SSL_CTX_use_certificate_chain_file(context, arguments[1]) != 1 ||
        SSL_CTX_use_PrivateKey_file(context, arguments[2], SSL_FILETYPE_PEM) != 1) {
        return 2;
    }
    SSL_CTX_set_mode(context, SSL_MODE_RELEASE_BUFFERS);
    think_ms = atoi(arguments[4]);
    hosts = atoi(arguments[5]);
    write_page();
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 4096) != 0) {
        return 2;
    }
    getsockname(listener, (struct sockaddr *)&address, &length);
    for (int i = atoi(arguments[3]); i > 0; i--) {
        pthread_t thread;
        pthread_create(&thread, NULL, work, NULL);
    }
    printf("%u\n", ntohs(address.sin_port));
    fflush(stdout);
    char byte;
    while (read(0, &byte, 1) > 0) {
    }
    printf("%u %u %u %u\n", taken, resumed, asked, most);
    fflush(stdout);
    _exit(0);
}

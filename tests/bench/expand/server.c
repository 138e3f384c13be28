/* A TLS server that closes every connection after one small page, so that each request costs its
 * client a whole handshake. Prints its port, serves until its standard input closes, then prints
 * how many connections it took, how many of them resumed a session, and the most there were at
 * once.
 *
 *     server CERTIFICATES KEY THREADS DELAY_MS */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static SSL_CTX *context;
static int listener;
static useconds_t pause_us;
static char answer[4096];
static atomic_uint taken, resumed, running, most;

static void note_most(unsigned now)
{
    unsigned before = atomic_load(&most);
    while (now > before && !atomic_compare_exchange_weak(&most, &before, now)) {
    }
}

static void serve(int fd)
{
    char request[4096];
    SSL *ssl = SSL_new(context);
    SSL_set_fd(ssl, fd);
    if (SSL_accept(ssl) == 1) {
        taken++;
        resumed += (unsigned)SSL_session_reused(ssl);
        note_most(++running);
        if (SSL_read(ssl, request, sizeof request) > 0) {
            usleep(pause_us);
            SSL_write(ssl, answer, (int)strlen(answer));
            SSL_shutdown(ssl);
        }
        running--;
    }
    SSL_free(ssl);
    close(fd);
}

static void *work(void *unused)
{
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        if (fd >= 0) {
            serve(fd);
        }
    }
    return unused;
}

static void write_answer(void)
{
    char body[2048] =
        "<!doctype html><html><head><title>A page of the bench</title></head><body><p>";
    while (strlen(body) < sizeof body - 16) {
        strcat(body, "words ");
    }
    snprintf(answer, sizeof answer,
             "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %zu\r\n"
             "Connection: close\r\n\r\n%s",
             strlen(body), body);
}

int main(int count, char **arguments)
{
    signal(SIGPIPE, SIG_IGN);
    if (count != 5) {
        return 2;
    }
    context = SSL_CTX_new(TLS_server_method());
    if (SSL_CTX_use_certificate_chain_file(context, arguments[1]) != 1 ||
        SSL_CTX_use_PrivateKey_file(context, arguments[2], SSL_FILETYPE_PEM) != 1) {
        return 2;
    }
    pause_us = (useconds_t)atoi(arguments[4]) * 1000;
    write_answer();
    struct sockaddr_in address = { .sin_family = AF_INET,
                                   .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
    socklen_t length = sizeof address;
    listener = socket(AF_INET, SOCK_STREAM, 0);
    if (bind(listener, (struct sockaddr *)&address, length) != 0 || listen(listener, 1024) != 0) {
        return 2;
    }
    getsockname(listener, (struct sockaddr *)&address, &length);
    for (int i = atoi(arguments[3]); i > 0; i--) {
        pthread_t thread;
        pthread_create(&thread, NULL, work, NULL);
    }
    printf("%u\n", ntohs(address.sin_port));
    fflush(stdout);
    while (read(0, answer + sizeof answer - 1, 1) > 0) {
    }
    printf("%u %u %u\n", taken, resumed, most);
    fflush(stdout);
    _exit(0);
}

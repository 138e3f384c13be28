/* Threads that help: small stacks, and no signals, which are the program's own. */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>
#include <stdbool.h>

/* Starts one, which is to be joined. False: none can be started. */
bool thread_start(pthread_t *thread, void *(*run)(void *of), void *of);

#endif

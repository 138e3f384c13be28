/* Runs a command and prints, to descriptor 3, its CPU time in seconds and its peak memory in KiB.
 * Small itself, for a process's peak begins with what its parent held. */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static double seconds(struct timeval t)
{
    return (double)t.tv_sec + (double)t.tv_usec / 1e6;
}

int main(int count, char **arguments)
{
    pid_t child = count > 1 ? fork() : -1;
    if (child == 0) {
        close(3);
        execvp(arguments[1], arguments + 1);
        _exit(127);
    }
    int status;
    struct rusage used;
    if (child < 0 || wait4(child, &status, 0, &used) != child) {
        return 2;
    }
    dprintf(3, "%.6f %ld\n", seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}

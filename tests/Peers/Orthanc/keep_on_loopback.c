/* Preloaded into Orthanc, which listens on every address whatever its settings say: any address becomes loopback. It also ends
   the process when its standard input closes, so that no archive outlives the test run that started it. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <netinet/in.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

int bind(int socket, const struct sockaddr *address, socklen_t length)
{
    int (*next)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "bind");
    if (address && address->sa_family == AF_INET && length >= sizeof(struct sockaddr_in))
    {
        struct sockaddr_in loopback;
        memcpy(&loopback, address, sizeof loopback);
        if (loopback.sin_addr.s_addr == htonl(INADDR_ANY)) loopback.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return next(socket, (const struct sockaddr *)&loopback, sizeof loopback);
    }
    if (address && address->sa_family == AF_INET6 && length >= sizeof(struct sockaddr_in6))
    {
        struct sockaddr_in6 loopback;
        memcpy(&loopback, address, sizeof loopback);
        if (IN6_IS_ADDR_UNSPECIFIED(&loopback.sin6_addr)) loopback.sin6_addr = in6addr_loopback;
        return next(socket, (const struct sockaddr *)&loopback, sizeof loopback);
    }
    return next(socket, address, length);
}

static void *end_with_input(void *unused)
{
    char byte;
    while (read(STDIN_FILENO, &byte, 1) > 0) { }
    _exit(0);
    return unused;
}

__attribute__((constructor)) static void start(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, end_with_input, NULL) == 0) pthread_detach(thread);
}

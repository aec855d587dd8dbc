/* A bare epoll loop that writes a fixed answer: the least an HTTP server on this system can cost.
 * It reads no request beyond its end and knows one file: the answer. Used by compare.py only.
 * bare PORT FILE */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

static char answer[1 << 20];
static char request[8192];

int main(int count, char **words) {
    if (count != 3) return 2;
    int file = open(words[2], O_RDONLY);
    ssize_t length = read(file, answer, sizeof answer);
    if (length <= 0) return 2;
    int door = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0), yes = 1;
    setsockopt(door, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(atoi(words[1]))};
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(door, (struct sockaddr *)&address, sizeof address) || listen(door, 1024)) return 1;
    int poll = epoll_create1(0);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = door}, events[256];
    epoll_ctl(poll, EPOLL_CTL_ADD, door, &event);
    for (;;) {
        int ready = epoll_wait(poll, events, 256, -1);
        for (int at = 0; at < ready; at++) {
            int one = events[at].data.fd;
            if (one == door) {
                one = accept4(door, NULL, NULL, SOCK_NONBLOCK);
                if (one < 0) continue;
                setsockopt(one, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
                event.events = EPOLLIN;
                event.data.fd = one;
                epoll_ctl(poll, EPOLL_CTL_ADD, one, &event);
                continue;
            }
            ssize_t got = read(one, request, sizeof request);
            if (got <= 0) {
                close(one);
                continue;
            }
            if (got >= 4 && !memcmp(request + got - 4, "\r\n\r\n", 4))
                if (write(one, answer, length) != length) close(one);
        }
    }
}

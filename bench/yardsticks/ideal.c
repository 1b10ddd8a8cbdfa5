/* SPDX-License-Identifier: BSD-3-Clause */
/* ideal - how fast an NBD server could be on this machine: one thread a connection, one recv()
 * and one sendmsg() for a whole batch of requests, flat memory, no checks, no structured replies.
 * It is a yardstick, not a server: it trusts its client.
 * gcc -O2 -pthread -o ideal ideal.c; ideal SOCKET|PORT [null|memory|sendfile]   (1 GiB export, any name; a TCP port is on loopback)
 * sendfile has the memory in a memfd, and the system sends what is read from there.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <endian.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <unistd.h>

#define RECV_BYTES (256 * 1024)
#define MAX_BATCH 2000
#define PACKED __attribute__((packed))

static const uint64_t export_size = 1ull << 30;
static uint8_t *disk;
static int is_null, memory_file = -1;

struct request { uint32_t magic; uint16_t flags, type; uint64_t cookie, offset; uint32_t length; } PACKED;
struct reply   { uint32_t magic, error; uint64_t cookie; } PACKED;

static void read_fully(int fd, void *to, size_t n)
{
	for (char *p = to; n;) {
		ssize_t r = recv(fd, p, n, 0);
		if (r <= 0)
			pthread_exit(NULL);
		p += r, n -= r;
	}
}

static void send_all(int fd, struct iovec *v, int n)
{
	for (int i = 0; i < n;) {
		struct msghdr m = { .msg_iov = v + i, .msg_iovlen = n - i > 1000 ? 1000 : n - i };
		ssize_t r = sendmsg(fd, &m, MSG_NOSIGNAL);
		if (r <= 0)
			pthread_exit(NULL);
		for (; r > 0 && (size_t)r >= v[i].iov_len; i++)
			r -= v[i].iov_len;
		if (r > 0)
			v[i].iov_base = (char *)v[i].iov_base + r, v[i].iov_len -= r;
	}
}

static void send_file(int fd, struct reply *head, off_t offset, size_t length)
{
	off_t end = offset + length;
	struct iovec v = { head, sizeof *head };
	if (length == 0) {
		send_all(fd, &v, 1);
		return;
	}
	if (send(fd, head, sizeof *head, MSG_MORE | MSG_NOSIGNAL) != sizeof *head)
		pthread_exit(NULL);
	while (offset < end)
		if (sendfile(fd, memory_file, &offset, end - offset) <= 0)
			pthread_exit(NULL);
}

static void handshake(int fd)
{
	struct { uint64_t magic, opts; uint16_t flags; } PACKED hello =
		{ htobe64(0x4e42444d41474943ull), htobe64(0x49484156454F5054ull), htobe16(3) };
	uint32_t client_flags;
	send(fd, &hello, sizeof hello, 0);
	read_fully(fd, &client_flags, 4);
	for (;;) {
		struct { uint64_t magic; uint32_t option, length; } PACKED o;
		struct { uint64_t magic; uint32_t option, type, length; } PACKED r =
			{ htobe64(0x3e889045565a9ull), 0, htobe32(0x80000001u), 0 };
		struct { uint16_t type; uint64_t size; uint16_t flags; } PACKED info = { 0, htobe64(export_size), htobe16(1) };
		char data[4096];
		read_fully(fd, &o, sizeof o);
		if (be32toh(o.length) > sizeof data)
			pthread_exit(NULL);
		read_fully(fd, data, be32toh(o.length));
		r.option = o.option;
		if (be32toh(o.option) != 7) {           /* NBD_REP_ERR_UNSUP to all but NBD_OPT_GO */
			send(fd, &r, sizeof r, 0);
			continue;
		}
		r.type = htobe32(3), r.length = htobe32(sizeof info);
		send(fd, &r, sizeof r, MSG_MORE);
		send(fd, &info, sizeof info, MSG_MORE);
		r.type = htobe32(1), r.length = 0;
		send(fd, &r, sizeof r, 0);
		return;
	}
}

static void *serve(void *arg)
{
	static __thread struct iovec out[2 * MAX_BATCH + 2];
	static __thread struct reply head[MAX_BATCH + 1];
	static uint8_t sink[1 << 25];
	int fd = (long)arg;
	uint8_t *in = malloc(RECV_BYTES);
	size_t at = 0, end = 0;

	handshake(fd);
	for (;;) {
		ssize_t got = recv(fd, in + end, RECV_BYTES - end, 0);
		int iovs = 0, replies = 0;
		if (got <= 0)
			break;
		end += got;
		while (end - at >= sizeof(struct request)) {
			struct request q;
			memcpy(&q, in + at, sizeof q);
			uint64_t offset = be64toh(q.offset);
			uint32_t length = be32toh(q.length);
			int type = be16toh(q.type);
			if (type == 2)
				goto bye;
			if (replies >= MAX_BATCH)
				send_all(fd, out, iovs), iovs = replies = 0;
			if (type == 1) {
				size_t have = end - at - sizeof q;
				uint8_t *to = is_null ? sink : disk + offset;
				if (have < length && length <= 65536)
					break;
				at += sizeof q;
				if (have > length)
					have = length;
				memcpy(to, in + at, have);
				at += have;
				if (have < length)
					read_fully(fd, to + have, length - have);
			} else {
				at += sizeof q;
			}
			head[replies] = (struct reply){ htobe32(0x67446698), 0, q.cookie };
			out[iovs++] = (struct iovec){ &head[replies++], sizeof(struct reply) };
			if (type == 0 && memory_file >= 0) {
				send_all(fd, out, --iovs);
				send_file(fd, &head[replies - 1], offset, length);
				iovs = replies = 0;
			} else if (type == 0)
				out[iovs++] = (struct iovec){ is_null ? disk : disk + offset, length };
		}
		if (iovs)
			send_all(fd, out, iovs);
		memmove(in, in + at, end - at);
		end -= at, at = 0;
	}
bye:
	close(fd);
	free(in);
	return NULL;
}

int main(int argc, char **argv)
{
	struct sockaddr_un u = { .sun_family = AF_UNIX };
	struct sockaddr_in t = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int port, on = 1, listener;
	if (argc < 2 || strlen(argv[1]) >= sizeof u.sun_path)
		return fprintf(stderr, "ideal SOCKET|PORT [null|memory|sendfile]\n"), 2;
	is_null = argc > 2 && !strcmp(argv[2], "null");
	disk = mmap(NULL, is_null ? 1 << 25 : export_size, PROT_READ | PROT_WRITE,
		    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	if (argc > 2 && !strcmp(argv[2], "sendfile")) {
		memory_file = memfd_create("ideal", 0);
		if (memory_file < 0 || ftruncate(memory_file, export_size))
			return perror("memfd"), 1;
		disk = mmap(NULL, export_size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, memory_file, 0);
	}
	port = strchr(argv[1], '/') ? 0 : atoi(argv[1]);
	listener = socket(port ? AF_INET : AF_UNIX, SOCK_STREAM, 0);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
	t.sin_port = htons(port);
	strcpy(u.sun_path, argv[1]);
	if (!port)
		unlink(argv[1]);
	if (bind(listener, port ? (void *)&t : (void *)&u, port ? sizeof t : sizeof u) || listen(listener, 64))
		return perror(argv[1]), 1;
	for (;;) {
		long fd = accept(listener, NULL, NULL);
		pthread_t thread;
		if (port)
			setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
		if (fd >= 0 && !pthread_create(&thread, NULL, serve, (void *)fd))
			pthread_detach(thread);
	}
}

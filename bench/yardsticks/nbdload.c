/* SPDX-License-Identifier: BSD-3-Clause */
/* nbdload - a light NBD load generator (own code, libc only).
 * gcc -O2 -pthread -o nbdload nbdload.c
 *
 * The client is kept cheap on purpose: requests are gathered into one
 * sendmsg() per round, replies are parsed out of one big recv() buffer, and the
 * clock is read once per round, so that the numbers are the server's.
 *
 * nbdload [-u SOCK | -t HOST:PORT] [-e EXPORT] [-o OP] [-b BS] [-q DEPTH]
 *         [-c CONNS] [-T THREADS] [-d SECS] [-w WARMUP] [-z SIZE] [-s] [-V]
 *         [-H] [-l LABEL] [--server-pid PID] [-- SERVER-COMMAND...]
 *   OP: read write (sequential), randread randwrite mix (random; mix = 50/50)
 *   -s  negotiate structured replies     -z  use only the first SIZE bytes
 *   -V  writes carry a pattern of (offset, version, seed); reads check it
 *   -H  handshake only: report the time to it (with a server command: start-up)
 *   A server command is exec'd (no shell), measured, and killed at the end.
 * One JSON line on stdout.  Exit 0 if no errors.
 */
#define _GNU_SOURCE
#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAXQ 1024
#define RBUF (512 * 1024)
#define HB 2048                         /* histogram: 32 steps per octave */
#define SLOTBITS 16

enum { READ = 0, WRITE = 1, DISC = 2 };

static const char *sock_path, *hostport, *export_name = "", *label = "";
static char opname[16] = "randread";
static uint32_t bs = 4096;
static int depth = 16, conns = 1, nthreads, structured, verify, hs_only;
static double secs = 3, warm = 0.5;
static uint64_t limit_size, seed = 0x5eed;
static pid_t spid;
static volatile int phase;              /* 0 warm-up, 1 measuring, 2 stop */

struct slot { uint64_t off, t0; uint32_t got, ver; uint8_t op, busy, bad, done; uint8_t *data; };

struct conn {
	int fd, sr, in_flight;
	uint64_t size, seq, rng, lo, hi;    /* region [lo,hi) in blocks */
	uint32_t *vers; uint8_t *locked;    /* per block of the region (-V) */
	struct slot *slot; int *freeq, nfree;
	/* send side */
	struct { uint32_t magic; uint16_t flags, type; uint64_t handle, off; uint32_t len; } __attribute__((packed)) *hdr;
	struct iovec *iov; int iov_n, iov_at;
	/* receive side */
	uint8_t *rb; size_t rpos, rend;
	int cur; uint32_t skip;             /* payload bytes of slot cur still to come */
	int curdone;
	/* results */
	uint64_t n, bytes, errors, hist[HB];
};

static void die(const char *m) { fprintf(stderr, "nbdload: %s: %s\n", m, strerror(errno)); if (spid > 0 && getenv("NBDLOAD_CHILD")) kill(spid, SIGKILL); exit(2); }
static uint64_t now(void) { struct timespec t; clock_gettime(CLOCK_MONOTONIC, &t); return t.tv_sec * 1000000000ull + t.tv_nsec; }
static uint64_t rnd(uint64_t *s) { uint64_t x = *s; x ^= x << 13; x ^= x >> 7; x ^= x << 17; return *s = x; }

static int bucket(uint64_t ns) {
	if (ns < 32) return (int)ns;
	int e = 63 - __builtin_clzll(ns);
	int b = (e - 4) * 32 + (int)((ns >> (e - 5)) & 31);
	return b < HB ? b : HB - 1;
}
static double bucket_us(int b) {
	if (b < 32) return b / 1000.0;
	int e = b / 32 + 4;
	return (double)((32ull + b % 32) << (e - 5)) / 1000.0;
}

/* ---- connecting and the handshake ---- */
static int dial(void) {
	if (sock_path) {
		struct sockaddr_un a = { .sun_family = AF_UNIX };
		snprintf(a.sun_path, sizeof a.sun_path, "%s", sock_path);
		int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
		if (connect(fd, (void *)&a, sizeof a) == 0) return fd;
		close(fd);
		return -1;
	}
	char h[256]; snprintf(h, sizeof h, "%s", hostport);
	char *p = strrchr(h, ':'); if (!p) { errno = EINVAL; die("-t HOST:PORT"); }
	*p++ = 0;
	struct addrinfo hint = { .ai_socktype = SOCK_STREAM }, *ai;
	if (getaddrinfo(h, p, &hint, &ai)) { errno = EINVAL; die("getaddrinfo"); }
	int fd = socket(ai->ai_family, SOCK_STREAM | SOCK_CLOEXEC, 0), one = 1;
	int r = connect(fd, ai->ai_addr, ai->ai_addrlen);
	freeaddrinfo(ai);
	if (r) { close(fd); return -1; }
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	return fd;
}
static int rd(int fd, void *b, size_t n) {
	for (char *p = b; n;) { ssize_t r = recv(fd, p, n, MSG_WAITALL); if (r <= 0) return -1; p += r; n -= r; }
	return 0;
}
static int wr(int fd, const void *b, size_t n) {
	for (const char *p = b; n;) { ssize_t r = send(fd, p, n, MSG_NOSIGNAL); if (r <= 0) return -1; p += r; n -= r; }
	return 0;
}
static int opt(int fd, uint32_t o, const void *data, uint32_t len) {
	uint8_t b[16 + 4200];
	uint64_t m = htobe64(0x49484156454F5054ull); uint32_t x = htobe32(o), l = htobe32(len);
	memcpy(b, &m, 8); memcpy(b + 8, &x, 4); memcpy(b + 12, &l, 4); if (len) memcpy(b + 16, data, len);
	return wr(fd, b, 16 + len);
}
static uint32_t optrep(int fd, uint8_t *pl, uint32_t *len) {
	struct { uint64_t m; uint32_t o, t, l; } __attribute__((packed)) r;
	if (rd(fd, &r, sizeof r) || be64toh(r.m) != 0x3e889045565a9ull) return 0x80000000u;
	*len = be32toh(r.l);
	if (*len > 4096 || rd(fd, pl, *len)) return 0x80000000u;
	return be32toh(r.t);
}
static int handshake(struct conn *c) {
	struct { uint64_t a, b; uint16_t f; } __attribute__((packed)) g;
	uint8_t pl[4200]; uint32_t len, t;
	if (rd(c->fd, &g, sizeof g) || be64toh(g.a) != 0x4e42444d41474943ull || be64toh(g.b) != 0x49484156454F5054ull) return -1;
	uint32_t cf = htobe32(be16toh(g.f) & 3);
	if (wr(c->fd, &cf, 4)) return -1;
	if (structured) {
		if (opt(c->fd, 8, NULL, 0)) return -1;
		t = optrep(c->fd, pl, &len);
		if (t == 1) c->sr = 1;
	}
	uint32_t nl = strlen(export_name), be = htobe32(nl);
	if (nl > 4000) return -1;
	memcpy(pl, &be, 4); memcpy(pl + 4, export_name, nl); memset(pl + 4 + nl, 0, 2);
	if (opt(c->fd, 7, pl, nl + 6)) return -1;
	for (;;) {
		t = optrep(c->fd, pl, &len);
		if (t & 0x80000000u) return -1;
		if (t == 1) break;
		uint16_t it; uint64_t sz;
		memcpy(&it, pl, 2); memcpy(&sz, pl + 2, 8);
		if (t == 3 && be16toh(it) == 0) c->size = be64toh(sz);
	}
	return c->size ? 0 : -1;
}

/* ---- the pattern of -V ---- */
static uint64_t word0(uint64_t off, uint32_t ver) { uint64_t x = (off ^ seed) * 0x9E3779B97F4A7C15ull + ver; x ^= x >> 29; return x * 0xBF58476D1CE4E5B9ull; }
static void fill(uint8_t *p, uint64_t off, uint32_t ver) { uint64_t w = word0(off, ver); for (uint32_t i = 0; i + 8 <= bs; i += 8, w += 0x9E3779B97F4A7C15ull) memcpy(p + i, &w, 8); }
static int check(const uint8_t *p, uint64_t off, uint32_t ver) {
	uint64_t w = word0(off, ver), v;
	for (uint32_t i = 0; i + 8 <= bs; i += 8, w += 0x9E3779B97F4A7C15ull) { memcpy(&v, p + i, 8); if (v != w) return -1; }
	return 0;
}

/* ---- one round of sending ---- */
static uint8_t *wdata;
static void submit(struct conn *c, uint64_t t) {
	if (c->iov_n) return;               /* the last batch is still going out */
	int random = opname[0] != 'r' || opname[1] == 'a', mix = opname[0] == 'm';
	int wop = strstr(opname, "write") != NULL;
	if (!strcmp(opname, "write")) random = 0;
	while (c->nfree) {
		uint64_t span = c->hi - c->lo, blk = 0;
		for (int tries = 0; ; tries++) {
			blk = random ? rnd(&c->rng) % span : c->seq++ % span;
			if (!verify || !c->locked[blk]) break;
			if (tries > 64) return;
		}
		int i = c->freeq[--c->nfree];
		struct slot *s = &c->slot[i];
		s->op = mix ? (uint8_t)((rnd(&c->rng) >> 40) & 1) : (uint8_t)wop;
		s->off = (c->lo + blk) * bs; s->got = 0; s->bad = 0; s->done = 0; s->busy = 1; s->t0 = t;
		c->hdr[i].magic = htobe32(0x25609513); c->hdr[i].flags = 0; c->hdr[i].type = htobe16(s->op);
		c->hdr[i].handle = ((uint64_t)c->n << SLOTBITS) | i;
		c->hdr[i].off = htobe64(s->off); c->hdr[i].len = htobe32(bs);
		c->iov[c->iov_n++] = (struct iovec){ &c->hdr[i], 28 };
		uint8_t *d = wdata;
		if (verify) {
			c->locked[blk] = 1;
			if (s->op == WRITE) { s->ver = ++c->vers[blk]; fill(d = s->data, s->off, s->ver); }
			else s->ver = c->vers[blk];
		}
		if (s->op == WRITE) c->iov[c->iov_n++] = (struct iovec){ d, bs };
		c->in_flight++;
	}
}
/* 1 all sent, 0 would block, -1 error */
static int flush_out(struct conn *c) {
	while (c->iov_at < c->iov_n) {
		struct msghdr m = { .msg_iov = c->iov + c->iov_at };
		m.msg_iovlen = c->iov_n - c->iov_at; if (m.msg_iovlen > 1000) m.msg_iovlen = 1000;
		ssize_t r = sendmsg(c->fd, &m, MSG_NOSIGNAL | MSG_DONTWAIT);
		if (r < 0) return errno == EAGAIN ? 0 : -1;
		while (r > 0) {
			struct iovec *v = &c->iov[c->iov_at];
			if ((size_t)r >= v->iov_len) { r -= v->iov_len; c->iov_at++; }
			else { v->iov_base = (char *)v->iov_base + r; v->iov_len -= r; r = 0; }
		}
	}
	c->iov_n = c->iov_at = 0;
	return 1;
}

/* ---- parsing replies ---- */
static void finish(struct conn *c, int i, uint64_t t) {
	struct slot *s = &c->slot[i];
	if (s->op == READ && s->got != bs) s->bad = 1;
	if (verify) {
		if (s->op == READ && s->ver && !s->bad && check(s->data, s->off, s->ver)) { s->bad = 1; fprintf(stderr, "nbdload: data differs at %llu\n", (unsigned long long)s->off); }
		c->locked[s->off / bs - c->lo] = 0;
	}
	if (s->bad) c->errors++;
	s->busy = 0; c->freeq[c->nfree++] = i; c->in_flight--;
	if (phase == 1) { c->n++; c->bytes += bs; c->hist[bucket(t - s->t0)]++; }
}
static int parse(struct conn *c, uint64_t t) {
	for (;;) {
		size_t have = c->rend - c->rpos;
		uint8_t *p = c->rb + c->rpos;
		if (c->skip) {
			size_t k = have < c->skip ? have : c->skip;
			struct slot *s = &c->slot[c->cur];
			if (verify && s->got + k <= bs) memcpy(s->data + s->got, p, k);
			s->got += k; c->skip -= k; c->rpos += k;
			if (c->skip) break;
			if (c->curdone) finish(c, c->cur, t);
			continue;
		}
		if (have < 16) break;
		uint32_t magic, e, len; uint64_t h; uint16_t fl, ty;
		memcpy(&magic, p, 4);
		if (be32toh(magic) == 0x67446698) {
			memcpy(&e, p + 4, 4); memcpy(&h, p + 8, 8); c->rpos += 16;
			int i = h & (MAXQ - 1); struct slot *s = &c->slot[i];
			if (i >= depth || !s->busy) return -1;
			if (e) s->bad = 1;
			if (s->op == READ && !e) { c->cur = i; c->skip = bs; c->curdone = 1; } else { if (e) s->got = bs; finish(c, i, t); }
			continue;
		}
		if (be32toh(magic) != 0x668e33ef) return -1;
		if (have < 20) break;
		memcpy(&fl, p + 4, 2); memcpy(&ty, p + 6, 2); memcpy(&h, p + 8, 8); memcpy(&len, p + 16, 4);
		fl = be16toh(fl); ty = be16toh(ty); len = be32toh(len);
		uint32_t fixed = ty == 1 ? 8 : len;     /* data chunk: 8 of offset, then data */
		if (fixed > 4096 || (ty == 1 && len < 8)) return -1;
		if (have < 20 + fixed) break;
		int i = h & (MAXQ - 1); struct slot *s = &c->slot[i];
		if (i >= depth || !s->busy) return -1;
		c->rpos += 20 + fixed;
		if (ty == 1) { c->cur = i; c->skip = len - 8; c->curdone = fl & 1; continue; }
		if (ty == 2) { uint32_t hl; memcpy(&hl, p + 28, 4); hl = be32toh(hl); if (verify && s->got + hl <= bs) memset(s->data + s->got, 0, hl); s->got += hl; }
		if (ty & 0x8000) { s->bad = 1; s->got = bs; }
		if (fl & 1) finish(c, i, t);
	}
	if (c->rpos == c->rend) c->rpos = c->rend = 0;
	else if (c->rpos > RBUF / 2) { memmove(c->rb, c->rb + c->rpos, c->rend - c->rpos); c->rend -= c->rpos; c->rpos = 0; }
	return 0;
}

static void conn_setup(struct conn *c, int idx) {
	uint64_t size = c->size;
	if (limit_size && limit_size < size) size = limit_size;
	if (verify && size > (1ull << 30)) size = 1ull << 30;
	uint64_t nb = size / bs, per = nb / conns;
	if (!per) { errno = EINVAL; die("export too small"); }
	c->lo = verify || opname[1] != 'a' ? per * idx : 0; c->hi = verify || opname[1] != 'a' ? c->lo + per : nb;
	c->rng = seed * 0x9E3779B97F4A7C15ull + idx * 7919 + 1; c->cur = -1;
	c->slot = calloc(depth, sizeof *c->slot); c->hdr = calloc(depth, sizeof *c->hdr);
	c->iov = calloc(depth * 2, sizeof *c->iov); c->freeq = calloc(depth, sizeof(int));
	c->rb = malloc(RBUF);
	if (verify) { c->vers = calloc(per, 4); c->locked = calloc(per, 1); }
	for (int i = 0; i < depth; i++) { c->freeq[c->nfree++] = depth - 1 - i; if (verify) c->slot[i].data = malloc(bs); }
}

struct work { struct conn **c; int n; };
static void *worker(void *arg) {
	struct work *w = arg;
	struct pollfd pf[w->n];
	int live = w->n, stopped[w->n];
	memset(stopped, 0, sizeof stopped);
	for (int i = 0; i < w->n; i++) { submit(w->c[i], now()); if (flush_out(w->c[i]) < 0) die("send"); }
	while (live) {
		int block = 0;
		for (int i = 0; i < w->n; i++) {
			struct conn *c = w->c[i];
			pf[i] = (struct pollfd){ .fd = stopped[i] ? -1 : c->fd, .events = POLLIN | (c->iov_n ? POLLOUT : 0) };
			if (c->iov_n) block = 1;
		}
		if (w->n > 1 || block) { if (poll(pf, w->n, 5000) == 0) { fprintf(stderr, "nbdload: stalled\n"); exit(3); } }
		for (int i = 0; i < w->n; i++) {
			struct conn *c = w->c[i];
			if (stopped[i]) continue;
			if (pf[i].revents & POLLOUT && flush_out(c) < 0) die("send");
			if (w->n > 1 || block) if (!(pf[i].revents & (POLLIN | POLLHUP | POLLERR))) continue;
			ssize_t r = recv(c->fd, c->rb + c->rend, RBUF - c->rend, w->n > 1 || block ? MSG_DONTWAIT : 0);
			if (r < 0 && errno == EAGAIN) continue;
			if (r <= 0) { fprintf(stderr, "nbdload: connection lost (%s)\n", r ? strerror(errno) : "eof"); c->errors++; stopped[i] = 1; live--; continue; }
			c->rend += r;
			uint64_t t = now();
			if (parse(c, t) < 0) { fprintf(stderr, "nbdload: protocol error\n"); c->errors++; stopped[i] = 1; live--; continue; }
			if (phase != 2) submit(c, t);
			if (flush_out(c) < 0) die("send");
			if (phase == 2 && c->in_flight == 0) { stopped[i] = 1; live--; }
		}
	}
	return NULL;
}

static double proc_cpu(pid_t p) {      /* seconds of CPU so far */
	char f[64], b[1024]; snprintf(f, sizeof f, "/proc/%d/stat", p);
	int fd = open(f, O_RDONLY); if (fd < 0) return 0;
	ssize_t n = read(fd, b, sizeof b - 1); close(fd); if (n <= 0) return 0;
	b[n] = 0;
	char *q = strrchr(b, ')'); unsigned long u = 0, s = 0;
	if (q) sscanf(q + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu", &u, &s);
	return (double)(u + s) / sysconf(_SC_CLK_TCK);
}
static double proc_rss(pid_t p, const char *file, const char *key) {
	char f[64], l[256]; long v = 0; snprintf(f, sizeof f, "/proc/%d/%s", p, file);
	FILE *o = fopen(f, "r"); if (!o) return 0;
	while (fgets(l, sizeof l, o)) if (!strncmp(l, key, strlen(key))) { sscanf(l + strlen(key), "%ld", &v); break; }
	fclose(o);
	return v / 1024.0;
}
static double self_cpu(void) { return proc_cpu(getpid()); }

static uint64_t num(const char *s) {
	char *e; uint64_t v = strtoull(s, &e, 0);
	switch (*e) { case 'k': case 'K': return v << 10; case 'm': case 'M': return v << 20; case 'g': case 'G': return v << 30; }
	return v;
}

int main(int argc, char **argv) {
	static const struct option lo[] = { { "server-pid", 1, 0, 'P' }, { 0 } };
	int o, child = 0;
	while ((o = getopt_long(argc, argv, "+u:t:e:o:b:q:c:T:d:w:z:S:sVHl:P:", lo, NULL)) != -1) switch (o) {
	case 'u': sock_path = optarg; break;
	case 't': hostport = optarg; break;
	case 'e': export_name = optarg; break;
	case 'o': snprintf(opname, sizeof opname, "%s", optarg); break;
	case 'b': bs = num(optarg); break;
	case 'q': depth = atoi(optarg); break;
	case 'c': conns = atoi(optarg); break;
	case 'T': nthreads = atoi(optarg); break;
	case 'd': secs = atof(optarg); break;
	case 'w': warm = atof(optarg); break;
	case 'z': limit_size = num(optarg); break;
	case 'S': seed = num(optarg); break;
	case 's': structured = 1; break;
	case 'V': verify = 1; break;
	case 'H': hs_only = 1; break;
	case 'l': label = optarg; break;
	case 'P': spid = atoi(optarg); break;
	default: return 2;
	}
	if ((!sock_path && !hostport) || depth < 1 || depth > MAXQ || conns < 1 || conns > 256 || !bs ||
	    !strstr(" read write randread randwrite mix ", opname)) { fprintf(stderr, "nbdload: bad usage, see the head of nbdload.c\n"); return 2; }
	if (!nthreads || nthreads > conns) nthreads = conns;
	uint64_t t0 = now();
	if (optind < argc) {
		if (sock_path) unlink(sock_path);
		child = 1; setenv("NBDLOAD_CHILD", "1", 1);
		if ((spid = fork()) == 0) { dup2(2, 1); execvp(argv[optind], argv + optind); perror(argv[optind]); _exit(127); }
	}
	struct conn *cs = calloc(conns, sizeof *cs);
	double hs_ms = 0;
	for (int i = 0; i < conns; i++) {
		struct conn *c = &cs[i];
		while ((c->fd = dial()) < 0) {
			if (now() - t0 > 20000000000ull || !child || waitpid(spid, NULL, WNOHANG) == spid) die("connect");
			usleep(200);
		}
		if (handshake(c)) { errno = EPROTO; die("handshake"); }
		if (i == 0) hs_ms = (now() - t0) / 1e6;
		conn_setup(c, i);
	}
	if (hs_only) {
		double cpu = 0, rss = 0, pss = 0;
		if (spid > 0) { cpu = proc_cpu(spid) * 1000; rss = proc_rss(spid, "status", "VmRSS:"); pss = proc_rss(spid, "smaps_rollup", "Pss:"); }
		printf("{\"label\":\"%s\",\"handshake_ms\":%.2f,\"server_cpu_ms\":%.0f,\"rss_mb\":%.1f,\"pss_mb\":%.1f}\n", label, hs_ms, cpu, rss, pss);
		if (child) { kill(spid, SIGKILL); waitpid(spid, NULL, 0); }
		return 0;
	}
	wdata = malloc(bs); fill(wdata, 12345, 1);
	pthread_t th[nthreads]; struct work wk[nthreads];
	for (int i = 0; i < nthreads; i++) {
		wk[i].c = calloc(conns, sizeof(void *)); wk[i].n = 0;
		for (int k = i; k < conns; k += nthreads) wk[i].c[wk[i].n++] = &cs[k];
		pthread_create(&th[i], NULL, worker, &wk[i]);
	}
	usleep((useconds_t)(warm * 1e6));
	double c0 = spid > 0 ? proc_cpu(spid) : 0, m0 = self_cpu();
	uint64_t s0 = now(); phase = 1;
	usleep((useconds_t)(secs * 1e6));
	phase = 2;
	double el = (now() - s0) / 1e9, c1 = spid > 0 ? proc_cpu(spid) : 0, m1 = self_cpu();
	for (int i = 0; i < nthreads; i++) pthread_join(th[i], NULL);
	static uint64_t hist[HB]; uint64_t n = 0, bytes = 0, errs = 0, acc = 0;
	for (int i = 0; i < conns; i++) {
		n += cs[i].n; bytes += cs[i].bytes; errs += cs[i].errors;
		for (int k = 0; k < HB; k++) hist[k] += cs[i].hist[k];
		uint8_t d[28] = { 0x25, 0x60, 0x95, 0x13, 0, 0, 0, DISC };
		wr(cs[i].fd, d, 28); close(cs[i].fd);
	}
	double p50 = 0, p99 = 0, p999 = 0;
	for (int k = 0; k < HB; k++) {
		acc += hist[k];
		if (!p50 && acc * 2 >= n) p50 = bucket_us(k);
		if (!p99 && acc * 100 >= n * 99) p99 = bucket_us(k);
		if (!p999 && acc * 1000 >= n * 999) { p999 = bucket_us(k); break; }
	}
	double rss = spid > 0 ? proc_rss(spid, "status", "VmRSS:") : 0;
	printf("{\"label\":\"%s\",\"op\":\"%s\",\"bs\":%u,\"qd\":%d,\"conns\":%d,\"iops\":%.0f,\"MBps\":%.1f,\"p50_us\":%.1f,\"p99_us\":%.1f,\"p999_us\":%.1f,"
	       "\"server_cpu_us_per_req\":%.3f,\"client_cpu_us_per_req\":%.3f,\"server_cores\":%.2f,\"rss_mb\":%.1f,\"errors\":%llu}\n",
	       label, opname, bs, depth, conns, n / el, bytes / el / 1e6, p50, p99, p999, n ? (c1 - c0) * 1e6 / n : 0, n ? (m1 - m0) * 1e6 / n : 0,
	       (c1 - c0) / el, rss, (unsigned long long)errs);
	if (child) { kill(spid, SIGTERM); usleep(20000); kill(spid, SIGKILL); waitpid(spid, NULL, 0); }
	return errs || !n;
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for handshakes: no more than there are processors, so with many clients at once the handshakes queue here.
 */
final class TlsThreads implements ThreadFactory {
    private static final long IDLE_SECONDS = 5;

    private final AtomicInteger last = new AtomicInteger();

    private TlsThreads() {}

    static ExecutorService pool() {
        int most = Runtime.getRuntime().availableProcessors();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                most, most, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), new TlsThreads());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    @Override
    public Thread newThread(Runnable task) {
        return Thread.ofPlatform()
                .daemon()
                .name("nbd-tls-" + last.incrementAndGet())
                .unstarted(task);
    }
}

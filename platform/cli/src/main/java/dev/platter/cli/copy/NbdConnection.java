// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import dev.platter.client.NbdDisk;
import dev.platter.client.NbdUri;
import dev.platter.client.RequestFailedException;
import dev.platter.nbd.NbdError;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to an export, which is made again when it breaks, for a while; requests that were not answered are then sent again.
 * All of them can be: they read, write and zero ranges that nothing else writes meanwhile.
 */
final class NbdConnection implements Closeable {
    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1000;

    /** Sends a request. */
    interface Request {
        void send(NbdDisk disk, Completion end);
    }

    private final NbdUri uri;
    private final Duration patience;
    private final Consumer<String> notes;

    /** Whether the export's broken connections were spoken of, shared by all that it has. */
    private final AtomicBoolean told;

    private volatile NbdDisk disk;

    /** Since when there was no answer, in nanoseconds; null if the last request was answered. */
    private volatile @Nullable Long brokenSince;

    private volatile boolean closed;

    private NbdConnection(NbdUri uri, Duration patience, Consumer<String> notes, AtomicBoolean told, NbdDisk disk) {
        this.uri = uri;
        this.patience = patience;
        this.notes = notes;
        this.told = told;
        this.disk = disk;
    }

    /**
     * Connects; a first connection that fails is not tried again, since the URI may be wrong.
     *
     * @param patience how long to try to connect again later; zero not to try
     * @param notes takes sentences about broken connections
     */
    static NbdConnection open(NbdUri uri, Duration patience, Consumer<String> notes) throws IOException {
        return new NbdConnection(uri, patience, notes, new AtomicBoolean(), connect(uri));
    }

    /** Makes another connection to the same export. */
    NbdConnection another() throws IOException {
        NbdDisk made;
        try {
            made = connect(uri);
        } catch (IOException e) {
            if (patience.isZero()) {
                throw e;
            }
            made = again(e, System.nanoTime(), disk.size());
        }
        return new NbdConnection(uri, patience, notes, told, made);
    }

    private static NbdDisk connect(NbdUri uri) throws IOException {
        try {
            return NbdDisk.connect(uri);
        } catch (IOException e) {
            String why = CopyCommand.sentence(e);
            throw why.startsWith("cannot connect") ? e : new IOException("cannot connect to " + uri + ": " + why, e);
        }
    }

    NbdDisk disk() {
        return disk;
    }

    /** Sends a request; never waits for the socket, and waits for a new connection only if the old one is lost. */
    void send(Request request, Completion done) {
        NbdDisk used = disk;
        request.send(used, new Completion() {
            @Override
            public void succeeded() {
                brokenSince = null;
                done.succeeded();
            }

            @Override
            public void failed(IOException error) {
                if (closed || patience.isZero() || isAnswer(error)) {
                    done.failed(error);
                } else {
                    sendAgain(request, done, used, error);
                }
            }
        });
    }

    /** A server that is about to end refuses requests, and answers them when it is back. */
    private static boolean isAnswer(IOException error) {
        return error instanceof RequestFailedException refused && refused.error() != NbdError.ESHUTDOWN;
    }

    private void sendAgain(Request request, Completion done, NbdDisk lost, IOException error) {
        try {
            replace(lost, error);
        } catch (IOException e) {
            done.failed(e);
            return;
        }
        send(request, done);
    }

    /** The first request that fails connects again; the others wait for it. */
    private synchronized void replace(NbdDisk lost, IOException error) throws IOException {
        if (disk != lost) {
            return;
        }
        Long since = brokenSince;
        if (since == null) {
            since = System.nanoTime();
            brokenSince = since;
        }
        lost.abort();
        disk = again(error, since, lost.size());
    }

    /**
     * Tries to connect until the time is over.
     *
     * @param lost why there is no connection
     * @param since when that was, in nanoseconds
     * @param size what the export had before, in bytes
     */
    private NbdDisk again(IOException lost, long since, long size) throws IOException {
        if (!told.getAndSet(true)) {
            notes.accept("the connection to " + uri + " is lost (" + CopyCommand.sentence(lost)
                    + "): trying to connect again for " + time());
        }
        long pause = FIRST_PAUSE_MILLIS;
        while (true) {
            pause(pause);
            NbdDisk made;
            try {
                made = connect(uri);
            } catch (IOException e) {
                if (System.nanoTime() - since > patience.toNanos()) {
                    throw new IOException(
                            "the connection is lost (" + CopyCommand.sentence(lost)
                                    + "), and there was no other within " + time() + ": "
                                    + CopyCommand.sentence(e),
                            e);
                }
                pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
                continue;
            }
            if (made.size() == size) {
                told.set(false);
                return made;
            }
            made.close();
            throw new IOException(
                    uri + " has " + made.size() + " bytes since its server has come back, and had " + size + " before");
        }
    }

    private String time() {
        long millis = patience.toMillis();
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private static void pause(long millis) throws IOException {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("interrupted while connecting again");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        disk.close();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import dev.platter.api.Context;
import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.util.buffer.Buffer;
import org.apache.sshd.common.util.buffer.ByteArrayBuffer;
import org.jspecify.annotations.Nullable;

/**
 * SFTP as a client speaks it, version 3 (draft-ietf-secsh-filexfer-02), with any number of requests under way. Answers come in any order.
 *
 * <ol>
 *   <li>A request is in the table from {@link #send} on. Who takes it out tells it its end: the thread that brings the answer, or the one
 *       that finds out that there will be none.
 *   <li>Requests are put into packets by a worker, one worker at a time, so that no caller waits for the network. Small ones travel together.
 *   <li>The bytes of a file go from the decrypted packet to where they belong, and are copied nowhere in between.
 *   <li>A server that is silent while it owes answers has failed, and so has the connection. It is never used again.
 * </ol>
 */
final class Sftp implements SftpChannel.Listener {
    static final int OPEN = 3;
    static final int CLOSE = 4;
    static final int READ = 5;
    static final int WRITE = 6;
    static final int FSTAT = 8;
    static final int FSETSTAT = 10;
    static final int STAT = 17;
    static final int STATUS = 101;
    static final int HANDLE = 102;
    static final int DATA = 103;
    static final int ATTRIBUTES = 105;
    static final int EXTENDED = 200;
    static final int EXTENDED_REPLY = 201;

    private static final int INIT = 1;
    private static final int VERSION = 2;
    private static final int SPOKEN = 3;

    /** Length, type and id. */
    private static final int HEADER = 9;

    private static final int LENGTH_FIELD = 4;

    /** An answer without bytes of a file is at most this long, as OpenSSH has it for any packet. */
    private static final int LONGEST = 256 << 10;

    /** How many bytes of requests travel together, if several wait. */
    private static final int BATCH = 128 << 10;

    /**
     * How many bytes of files servers are asked for at a time, as OpenSSH's own client does it (64 times 32 KiB). OpenSSH's server keeps
     * what it cannot send in one buffer, and copies all of it again and again: asked for 16 MiB at a time, it takes ten times the processor time.
     */
    private static final int MOST_AWAITED = 2 << 20;

    private final String where;
    private final Duration patience;
    private final Context context;
    private final SftpChannel channel = new SftpChannel(this);
    private final AtomicInteger work = new AtomicInteger();
    private final Runnable hangUp;
    private volatile boolean sending;
    private volatile long heard = System.nanoTime();
    private volatile boolean hurried;

    /** The monitor of this object guards all that follows, and the buffers of requests while bytes are copied. */
    private final Map<Integer, Request> table = new HashMap<>();

    private final ArrayDeque<Integer> unsent = new ArrayDeque<>();

    /** Where the others have an id, the first request has the version that is spoken, and its answer another version perhaps. */
    private int nextId = SPOKEN;

    /** How many bytes of files are under way. */
    private int awaited;

    private boolean watched;
    private @Nullable Future<?> alarm;
    private @Nullable IOException failure;

    private final ByteBuffer header = ByteBuffer.allocate(HEADER);
    private int missing;
    private int missingData;
    private int type;
    private @Nullable ByteBuffer body;
    private @Nullable Request receiving;
    private @Nullable ByteBuffer destination;

    /**
     * Makes it; {@link #greet} begins.
     *
     * @param where the server, for people
     * @param patience how long it may be silent
     * @param context the plugin's
     * @param hangUp closes the connection when it has failed; must not wait
     */
    Sftp(String where, Duration patience, Context context, Runnable hangUp) {
        this.where = where;
        this.patience = patience;
        this.context = context;
        this.hangUp = hangUp;
    }

    SftpChannel channel() {
        return channel;
    }

    String where() {
        return where;
    }

    /**
     * Agrees with the server on a version; the channel has been opened. Waits.
     *
     * @return the extensions that the server has
     */
    Map<String, String> greet() throws IOException {
        Answer version = ask(new Question(INIT, _ -> {}));
        if (version.type() != VERSION) {
            throw strange();
        }
        Map<String, String> extensions = new HashMap<>();
        while (version.body().available() > 0) {
            extensions.put(version.body().getString(), version.body().getString());
        }
        return extensions;
    }

    /** Asks and waits for the answer. */
    Answer ask(Question question) throws IOException {
        send(question);
        return await(question);
    }

    private Answer await(Question question) throws IOException {
        try {
            return question.answer().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw fail(silent());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException reason ? copy(reason) : new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DiskException(NbdError.ESHUTDOWN, "interrupted while waiting for " + where, e);
        }
    }

    /** With the stack of this thread. */
    private static IOException copy(IOException reason) {
        return reason instanceof DiskException known
                ? new DiskException(known.error(), String.valueOf(known.getMessage()), known)
                : new IOException(reason.getMessage(), reason);
    }

    private DiskException silent() {
        return new DiskException(
                NbdError.EIO,
                where + " has not answered for " + Patience.shown(patience) + "; timeout= sets how long to wait");
    }

    /** Sends a request. Never waits. */
    void send(Request request) {
        IOException reason;
        boolean watch = false;
        synchronized (this) {
            reason = failure;
            if (reason == null) {
                if (table.isEmpty()) {
                    heard = System.nanoTime();
                }
                table.put(nextId, request);
                unsent.add(nextId);
                nextId++;
                watch = !watched;
                watched = true;
            }
        }
        if (reason != null) {
            request.failed(reason);
            return;
        }
        if (watch) {
            watch(patience);
        }
        wake();
    }

    private void wake() {
        if (work.getAndIncrement() == 0) {
            try {
                context.workers().execute(this::drain);
            } catch (RejectedExecutionException e) {
                fail(new DiskException(NbdError.ESHUTDOWN, "the server stops", e));
            }
        }
    }

    private void drain() {
        int seen = 1;
        do {
            if (!sending) {
                sendSome();
            }
            seen = work.addAndGet(-seen);
        } while (seen != 0);
    }

    private void sendSome() {
        Optional<Buffer> batch = batch();
        if (batch.isEmpty()) {
            return;
        }
        sending = true;
        try {
            channel.send(batch.get()).addListener(sent -> {
                heard = System.nanoTime();
                sending = false;
                if (sent.isWritten()) {
                    wake();
                } else {
                    fail(lost(Optional.ofNullable(sent.getException())));
                }
            });
        } catch (IOException | RuntimeException e) {
            fail(lost(Optional.of(e)));
        }
    }

    private synchronized Optional<Buffer> batch() {
        if (unsent.isEmpty() || failure != null || !mayAsk()) {
            return Optional.empty();
        }
        Buffer packets = new ByteArrayBuffer(LENGTH_FIELD + 2 * HEADER + 512 + weight(unsent.element()), false);
        do {
            int id = unsent.remove();
            Request request = table.get(id);
            if (request != null) {
                awaited += request.await();
                int begin = packets.wpos();
                packets.putInt(0);
                packets.putByte((byte) request.type());
                packets.putInt(id);
                request.put(packets);
                int end = packets.wpos();
                packets.wpos(begin);
                packets.putInt(end - begin - LENGTH_FIELD);
                packets.wpos(end);
            }
        } while (!unsent.isEmpty() && mayAsk() && packets.available() + weight(unsent.element()) <= BATCH);
        return Optional.of(packets);
    }

    /** Whether the next request would not have too many bytes under way. */
    private boolean mayAsk() {
        Request next = table.get(unsent.element());
        ByteBuffer into = next == null ? null : next.destination();
        return awaited == 0 || into == null || awaited + into.remaining() <= MOST_AWAITED;
    }

    private int weight(int id) {
        Request request = table.get(id);
        return request == null ? 0 : request.weight();
    }

    private void watch(Duration pause) {
        try {
            Future<?> next = context.schedule(pause, this::look);
            synchronized (this) {
                alarm = next;
                if (failure != null) {
                    next.cancel(false);
                }
            }
        } catch (RejectedExecutionException e) {
            fail(new DiskException(NbdError.ESHUTDOWN, "the server stops", e));
        }
    }

    private void look() {
        Duration allowed = hurried ? Patience.LAST : patience;
        Duration left = allowed.minusNanos(System.nanoTime() - heard);
        synchronized (this) {
            if (table.isEmpty() || failure != null) {
                watched = false;
                return;
            }
        }
        if (left.isNegative() || left.isZero()) {
            fail(silent());
        } else {
            watch(left);
        }
    }

    /** Says that nobody waits for the answers any more, which are then awaited for a short while only. */
    void hurry() {
        hurried = true;
        synchronized (this) {
            if (table.isEmpty() || failure != null) {
                return;
            }
        }
        watch(Patience.LAST);
    }

    @Override
    public void received(byte[] bytes, int from, int length) {
        heard = System.nanoTime();
        ByteBuffer rest = ByteBuffer.wrap(bytes, from, length);
        List<Runnable> ends = new ArrayList<>();
        try {
            synchronized (this) {
                while (rest.hasRemaining() && failure == null) {
                    take(rest, ends);
                }
            }
        } catch (IOException e) {
            fail(e);
        }
        ends.forEach(Runnable::run);
    }

    /** Takes what belongs to the next part of a packet: its header, its body, or bytes of a file. */
    private void take(ByteBuffer from, List<Runnable> ends) throws IOException {
        if (header.hasRemaining()) {
            move(from, header, header.remaining());
            if (header.hasRemaining()) {
                return;
            }
            begin();
        } else if (destination != null) {
            missing -= move(from, destination, missing);
        } else if (body != null) {
            missing -= move(from, body, missing);
            if (type == DATA && missing == 0) {
                beginData();
                return;
            }
        }
        if (missing == 0) {
            end(ends);
        }
    }

    private static int move(ByteBuffer from, ByteBuffer to, int most) {
        int count = Math.min(most, Math.min(from.remaining(), to.remaining()));
        to.put(to.position(), from, from.position(), count);
        to.position(to.position() + count);
        from.position(from.position() + count);
        return count;
    }

    private void begin() throws IOException {
        missing = header.getInt(0) - (HEADER - LENGTH_FIELD);
        type = header.get(LENGTH_FIELD) & 0xff;
        int id = header.getInt(LENGTH_FIELD + 1);
        if (type == VERSION && id < SPOKEN) {
            throw new DiskException(
                    NbdError.EIO, where + " speaks version " + id + " of SFTP, and version " + SPOKEN + " is needed");
        }
        receiving = table.remove(type == VERSION ? SPOKEN : id);
        if (receiving == null || missing < (type == DATA ? LENGTH_FIELD : 0) || (type != DATA && missing > LONGEST)) {
            throw strange();
        }
        body = ByteBuffer.allocate(type == DATA ? LENGTH_FIELD : missing);
        if (type == DATA) {
            missingData = missing - LENGTH_FIELD;
            missing = LENGTH_FIELD;
        }
    }

    private void beginData() throws IOException {
        ByteBuffer to = receiving == null ? null : receiving.destination();
        int count = body == null ? -1 : body.getInt(0);
        if (to == null || count != missingData || count > to.remaining()) {
            throw new DiskException(
                    NbdError.EIO,
                    where + " sends " + missingData + " bytes where it was asked for "
                            + (to == null ? 0 : to.remaining()));
        }
        destination = to;
        missing = count;
        if (count == 0) {
            throw new DiskException(NbdError.EIO, where + " was asked for bytes, and gave none of them");
        }
    }

    private DiskException strange() {
        return new DiskException(
                NbdError.EIO,
                where + " sends something that is not SFTP. A shell that prints words before it starts the"
                        + " subsystem does that; let it print them only to a terminal");
    }

    private void end(List<Runnable> ends) {
        Request request = receiving;
        Answer answer = new Answer(
                type, type == DATA || body == null ? new ByteArrayBuffer(0) : new ByteArrayBuffer(body.array()));
        header.clear();
        body = null;
        destination = null;
        receiving = null;
        if (request != null) {
            awaited -= request.awaited();
            if (!unsent.isEmpty()) {
                ends.add(this::wake);
            }
            ends.add(() -> request.answered(answer));
        }
    }

    @Override
    public void refused() {
        fail(new DiskException(
                NbdError.EIO,
                where + " has no SFTP: its configuration must have a line 'Subsystem sftp ...', and a program for"
                        + " it must be installed"));
    }

    @Override
    public void ended() {
        fail(lost(Optional.empty()));
    }

    private DiskException lost(Optional<Throwable> cause) {
        DiskException lost = new DiskException(
                NbdError.EIO,
                "the connection to " + where + " was lost"
                        + cause.map(Throwable::getMessage)
                                .map(words -> ": " + words)
                                .orElse("")
                        + "; clients that connect again, as the filter retry does, get a new one");
        cause.ifPresent(lost::initCause);
        return lost;
    }

    /**
     * Ends the connection, and all requests. Never waits.
     *
     * @return the reason: the first one counts
     */
    IOException fail(IOException reason) {
        List<Request> all;
        synchronized (this) {
            if (failure != null) {
                return failure;
            }
            failure = reason;
            all = new ArrayList<>(table.values());
            if (receiving != null) {
                all.add(receiving);
            }
            table.clear();
            unsent.clear();
            if (alarm != null) {
                alarm.cancel(false);
            }
        }
        hangUp.run();
        all.forEach(request -> request.failed(reason));
        return reason;
    }
}

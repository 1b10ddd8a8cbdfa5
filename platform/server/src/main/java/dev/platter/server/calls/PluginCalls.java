// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.calls;

import dev.platter.host.RefusedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The lock under which a server is changed, and the calls of plugins and filters that changes make.
 *
 * <p>A plugin's constructor, its start or the hand-over of its clients may hang, and must not keep the server from being changed. So a
 * change gives the lock up while it waits for such a call, which runs on a thread of its own:
 *
 * <ol>
 *   <li>If the call lasts longer than the timeout, it is interrupted once and abandoned, and the change is refused. What the call
 *       returns at last, if it does, goes to the code that cleans up after it.
 *   <li>If another change was made meanwhile, the waiting one gets a {@link ChangedMeanwhileException} and begins again, unless it says
 *       that it stays right nevertheless.
 *   <li>{@link #hanging} tells which calls are under way.
 * </ol>
 *
 * <p>Without a timeout calls run on the thread that makes them, under the lock. Thread-safe.
 */
public final class PluginCalls {
    /** A shorter call is not worth being told of. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(1);

    private final ReentrantLock changing = new ReentrantLock(true);
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();
    private volatile Optional<Duration> timeout;

    /** Guarded by the lock, as is the next one. */
    private long version;

    private boolean ended;

    /** A call, which no other is equal to. A record would take milliseconds of each start, for the code of its methods. */
    private static final class UnderWay {
        private final String what;
        private final Instant since;

        UnderWay(String what, Instant since) {
            this.what = what;
            this.since = since;
        }

        Instant since() {
            return since;
        }

        @Override
        public String toString() {
            return what + ", since " + since.truncatedTo(ChronoUnit.SECONDS);
        }
    }

    /**
     * Creates an unlocked lock without calls.
     *
     * @param timeout how long a call may take; empty for any time
     */
    public PluginCalls(Optional<Duration> timeout) {
        this.timeout = timeout;
    }

    /**
     * Changes the timeout for later calls.
     *
     * @param next how long a call may take; empty for any time
     */
    public void limit(Optional<Duration> next) {
        timeout = next;
    }

    /** A call of a plugin or filter. */
    @FunctionalInterface
    public interface Call<T> {
        /** Makes the call. */
        T run() throws RefusedException, IOException;
    }

    // ---- The lock ----

    /** Waits until no other change is under way. */
    public void lock() {
        changing.lock();
    }

    /**
     * Waits for the lock.
     *
     * @param patience how long
     * @return whether it was got
     * @throws InterruptedException if the thread was interrupted
     */
    public boolean tryLock(Duration patience) throws InterruptedException {
        return changing.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Lets another change begin. */
    public void unlock() {
        changing.unlock();
    }

    /** Says that what is served has changed, so that changes which wait for a call begin again. Called under the lock. */
    public void changed() {
        version++;
    }

    /**
     * Refuses further calls under the lock; changes that wait for one begin again, and are refused then. What they would serve would never
     * be stopped. Called under the lock.
     */
    public void end() {
        ended = true;
        version++;
    }

    // ---- Calls ----

    /**
     * Makes a call. If the caller holds the lock, it is given up meanwhile.
     *
     * @param what names the bundle and the step, for people
     * @param call the call
     * @param late gets what the call returns after nobody waits for it any more, or nothing if it fails then; called on any
     *     thread
     * @return what the call returns
     * @throws RefusedException if the call throws it, or lasts too long
     * @throws IOException if the call throws it
     * @throws ChangedMeanwhileException if another change was made meanwhile; what the call has returned went to {@code late}
     */
    public <T> T call(String what, Call<T> call, Consumer<Optional<T>> late) throws RefusedException, IOException {
        long before = version;
        T returned = callAcrossChanges(what, call, late);
        if (changing.isHeldByCurrentThread() && version != before) {
            late.accept(Optional.ofNullable(returned));
            throw new ChangedMeanwhileException();
        }
        return returned;
    }

    /**
     * Makes a call as {@link #call} does, for a change that stays right whatever other changes are made meanwhile.
     *
     * @param what names the bundle and the step, for people
     * @param call the call
     * @param late gets what the call returns after nobody waits for it any more, or nothing if it fails then
     * @return what the call returns
     * @throws RefusedException if the call throws it, or lasts too long
     * @throws IOException if the call throws it
     */
    public <T> T callAcrossChanges(String what, Call<T> call, Consumer<Optional<T>> late)
            throws RefusedException, IOException {
        Optional<Duration> most = timeout;
        if (most.isEmpty()) {
            return call.run();
        }
        refuseAtTheEnd();
        Asked<T> asked = new Asked<>(call, late);
        begin(what, asked);
        int held = changing.getHoldCount();
        for (int i = 0; i < held; i++) {
            changing.unlock();
        }
        boolean returned;
        try {
            returned = asked.await(most.get());
        } finally {
            for (int i = 0; i < held; i++) {
                changing.lock();
            }
        }
        if (!returned) {
            throw new HangingCallException(
                    what + " has not returned within " + most.get().toMillis()
                            + " ms and is given up: find out what it waits for, or raise lifecycle-timeout");
        }
        return asked.result();
    }

    /**
     * The number of changes so far. Called under the lock.
     *
     * @return a number for {@link #requireUnchanged}
     */
    public long changes() {
        return version;
    }

    /**
     * Makes a change begin again if another one was made while it waited for {@link #callAcrossChanges}. Called under the lock.
     *
     * @param before what {@link #changes} was
     * @throws ChangedMeanwhileException if there was another change
     */
    public void requireUnchanged(long before) {
        if (version != before) {
            throw new ChangedMeanwhileException();
        }
    }

    private void refuseAtTheEnd() throws RefusedException {
        if (changing.isHeldByCurrentThread() && ended) {
            throw new RefusedException("the server is stopping; nothing has changed");
        }
    }

    private void begin(String what, Asked<?> asked) {
        UnderWay entry = new UnderWay(what, Instant.now());
        underWay.add(entry);
        try {
            asked.start(() -> underWay.remove(entry));
        } catch (OutOfMemoryError e) {
            underWay.remove(entry);
            throw e;
        }
    }

    /**
     * Makes a call on this thread, which is listed in {@link #hanging} while it lasts.
     *
     * @param what names the bundle and the step, for people
     * @param call the call
     */
    public void watched(String what, Runnable call) {
        UnderWay entry = new UnderWay(what, Instant.now());
        underWay.add(entry);
        try {
            call.run();
        } finally {
            underWay.remove(entry);
        }
    }

    /**
     * The calls that have lasted for a while, abandoned ones among them.
     *
     * @return a line for each, the oldest first: the bundle, the step, and since when
     */
    public List<String> hanging() {
        Instant before = Instant.now().minus(NOTICEABLE);
        return underWay.stream()
                .filter(call -> call.since().isBefore(before))
                .sorted(Comparator.comparing(UnderWay::since))
                .map(UnderWay::toString)
                .toList();
    }
}

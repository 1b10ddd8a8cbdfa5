// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The claims of one connection on the {@link MemoryBudget}, and the memory that it holds. It claims memory for one
 * request at a time. Used on the event loop.
 *
 * <p>Obtained memory is given back exactly once, by the owner of the request. The buffer for it is allocated within
 * {@link #make}, which gives the memory back if the allocation fails.
 */
final class MemoryClaims {
    /** Smaller changes in the replies that wait for a client are not reported to the budget. */
    private static final long UNIT = 64 * 1024;

    private final MemoryBudget budget;
    private final MemoryHolder holder;
    private final ByteBufAllocator allocator;
    private final boolean encrypted;
    private final Consumer<Runnable> onLoop;
    private final Runnable resume;
    private @Nullable MemoryClaim claim;
    private boolean granted;
    private long unsent;

    /**
     * Creates the claims of a connection; it claims nothing yet.
     *
     * @param holder the connection's share in the budget
     * @param allocator makes buffers
     * @param encrypted whether replies are encrypted
     * @param onLoop runs a task on the event loop; called by any thread
     * @param resume runs there when {@link #obtain} should be called again
     */
    MemoryClaims(
            MemoryBudget budget,
            MemoryHolder holder,
            ByteBufAllocator allocator,
            boolean encrypted,
            Consumer<Runnable> onLoop,
            Runnable resume) {
        this.budget = budget;
        this.holder = holder;
        this.allocator = allocator;
        this.encrypted = encrypted;
        this.onLoop = onLoop;
        this.resume = resume;
    }

    /** The largest amount that can be obtained for one request, in bytes. */
    long most() {
        return budget.most();
    }

    /**
     * The memory that a reply in a buffer of its own needs, in bytes. All of it is encrypted at once, into further buffers,
     * before the client takes any of it.
     */
    long forReply(long bytes) {
        return encrypted ? 2 * bytes : bytes;
    }

    /** Obtains memory for a request if there is some now; otherwise nothing waits for it. */
    boolean obtainNow(long bytes) {
        return budget.takeNow(holder, bytes);
    }

    /** Obtains memory for a request; if there is none now, call it again for the same request after {@code resume}. */
    boolean obtain(long bytes) {
        if (claim != null) {
            if (!granted) {
                return false;
            }
            claim = null;
            granted = false;
            return true;
        }
        if (budget.takeNow(holder, bytes)) {
            return true;
        }
        MemoryClaim wish = new MemoryClaim(holder, bytes, got -> onLoop.accept(() -> grant(got)));
        claim = wish;
        budget.await(wish);
        return false;
    }

    boolean isWaiting() {
        return claim != null && !granted;
    }

    /** Whether other connections wait for memory. */
    boolean othersWait() {
        return budget.waiting() > (isWaiting() ? 1 : 0);
    }

    /**
     * Whether another connection has waited for memory for long.
     *
     * @param nanos how long at least
     */
    boolean othersHaveWaited(long nanos) {
        return budget.hasWaited(nanos, claim);
    }

    private void grant(MemoryClaim got) {
        // A claim that was withdrawn a moment ago may still be reported here.
        if (claim == got) {
            granted = true;
            resume.run();
        }
    }

    /**
     * A buffer of exactly {@code bytes} bytes, whose memory was obtained.
     *
     * @param claimed the amount that was obtained for it
     * @throws DiskException if there is no memory; the obtained memory is given back
     */
    ByteBuf allocate(int bytes, long claimed) throws DiskException {
        return make(claimed, () -> allocator.directBuffer(bytes, bytes));
    }

    /**
     * Allocates an object whose memory was obtained.
     *
     * @param claimed the amount that was obtained for it
     * @throws DiskException if there is no memory; the obtained memory is given back
     */
    <T> T make(long claimed, Supplier<T> maker) throws DiskException {
        try {
            return maker.get();
        } catch (OutOfMemoryError e) {
            give(claimed);
            throw new DiskException(NbdError.ENOMEM, "the server is out of memory: " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            give(claimed);
            throw e;
        }
    }

    /** Gives obtained memory back. */
    void give(long bytes) {
        if (bytes > 0) {
            budget.give(holder, bytes);
        }
    }

    /**
     * Counts the replies that wait for the client without obtained memory: those that the event loop has produced at
     * once. They already exist, so they do not wait for memory, but other claims may have to wait because of them.
     */
    void unsent(long bytes) {
        long now = bytes - bytes % UNIT;
        long more = now - unsent;
        unsent = now;
        if (more > 0) {
            budget.hold(holder, more);
        } else if (more < 0) {
            budget.letGo(holder, -more);
        }
    }

    /** Whether replies wait for the client without obtained memory. */
    boolean hasUnsent() {
        return unsent > 0;
    }

    /** Withdraws the claim; memory that was granted and not taken is given back. */
    void withdraw() {
        if (claim != null) {
            if (!budget.withdraw(claim)) {
                give(claim.bytes());
            }
            claim = null;
            granted = false;
        }
    }

    /** Records that the connection is ended because it stalled. */
    void stalled() {
        holder.stalled();
    }

    /** Called when the connection holds no memory any more; it will claim none. */
    void close() {
        withdraw();
        unsent(0);
        holder.close();
    }
}

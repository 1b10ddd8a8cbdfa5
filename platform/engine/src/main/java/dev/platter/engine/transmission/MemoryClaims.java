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
 * What one connection wants of the {@link MemoryBudget}, and what it holds. It wants memory for one request at a time.
 * Belongs to the event loop.
 *
 * <p>What was obtained is given back exactly once, by the owner of the request. A buffer for it is made within {@link #make},
 * which gives the memory back if the buffer cannot be made.
 */
final class MemoryClaims {
    /** Smaller differences of what waits for a client are not worth telling the budget. */
    private static final long UNIT = 64 * 1024;

    private final MemoryBudget budget;
    private final MemoryBudget.Holder holder;
    private final ByteBufAllocator allocator;
    private final Consumer<Runnable> onLoop;
    private final Runnable resume;
    private MemoryBudget.@Nullable Claim claim;
    private boolean granted;
    private long unsent;

    /**
     * For a connection that wants nothing yet.
     *
     * @param holder the connection's part in the budget
     * @param allocator makes buffers
     * @param onLoop runs a task on the event loop; called by any thread
     * @param resume is run there when {@link #obtain} is to be called again
     */
    MemoryClaims(
            MemoryBudget budget,
            MemoryBudget.Holder holder,
            ByteBufAllocator allocator,
            Consumer<Runnable> onLoop,
            Runnable resume) {
        this.budget = budget;
        this.holder = holder;
        this.allocator = allocator;
        this.onLoop = onLoop;
        this.resume = resume;
    }

    /** The most that can be obtained for one request, in bytes. */
    long most() {
        return budget.most();
    }

    /** Gets memory for a request; if there is none now, the same request is to ask again. */
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
        MemoryBudget.Claim wish = new MemoryBudget.Claim(holder, bytes, got -> onLoop.accept(() -> grant(got)));
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

    private void grant(MemoryBudget.Claim got) {
        // One that was withdrawn a moment ago may still be told of.
        if (claim == got) {
            granted = true;
            resume.run();
        }
    }

    /**
     * A buffer of exactly that many bytes, whose memory was obtained.
     *
     * @param claimed how much was obtained for it
     * @throws DiskException if there is no memory; what was obtained is given back
     */
    ByteBuf allocate(int bytes, long claimed) throws DiskException {
        return make(claimed, () -> allocator.directBuffer(bytes, bytes));
    }

    /**
     * Makes something out of memory that was obtained.
     *
     * @param claimed how much was obtained for it
     * @throws DiskException if there is no memory; what was obtained is given back
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

    /** Gives back what was obtained. */
    void give(long bytes) {
        if (bytes > 0) {
            budget.give(holder, bytes);
        }
    }

    /**
     * Notes how much waits for the client of what was never obtained: replies that the event loop has put together at
     * once. They are there already, so they are not waited for, but others may have to.
     */
    void unsent(long bytes) {
        long now = bytes - bytes % UNIT;
        long more = now - unsent;
        unsent = now;
        if (more > 0) {
            budget.hold(holder, more);
        } else {
            give(-more);
        }
    }

    /** Whether something waits for the client that was never obtained. */
    boolean hasUnsent() {
        return unsent > 0;
    }

    /** Wants nothing now; what was granted and not taken is given back. */
    void withdraw() {
        if (claim != null) {
            if (!budget.withdraw(claim)) {
                give(claim.bytes());
            }
            claim = null;
            granted = false;
        }
    }

    /** Notes that the connection is ended because it stalled. */
    void stalled() {
        holder.stalled();
    }

    /** Nothing is held any more, and nothing will be wanted. */
    void close() {
        withdraw();
        unsent(0);
        holder.close();
    }
}

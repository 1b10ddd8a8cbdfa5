// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.engine.resources.MemoryShare;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The memory of one plugin or filter. It comes from the part that members may hold, and from the budget: where requests
 * hold all of it, a member waits in line with them. It does not wait for longer than a stalled client may hold memory,
 * since the requests before it may themselves wait for this member.
 */
final class MemberShare implements MemoryShare {
    private final MemoryBudget budget;
    private final MembersPart part;
    private final MemoryHolder holder;

    private MemberShare(MemoryBudget budget, MembersPart part, MemoryHolder holder) {
        this.budget = budget;
        this.part = part;
        this.holder = holder;
    }

    /**
     * Makes a share. Only this class knows what it implements, so a start without members that need memory does not
     * load it.
     */
    static MemoryShare of(MemoryBudget budget, MembersPart part, MemoryHolder holder) {
        return new MemberShare(budget, part, holder);
    }

    @Override
    public long most() {
        return part.most();
    }

    @Override
    public boolean takeNow(long bytes) {
        if (!part.takeNow(bytes)) {
            return false;
        }
        if (budget.takeNow(holder, bytes)) {
            return true;
        }
        part.give(bytes);
        return false;
    }

    @Override
    public boolean take(long bytes) throws InterruptedException {
        long deadline = System.nanoTime() + budget.patience().toNanos();
        if (!part.take(bytes, deadline)) {
            return false;
        }
        boolean taken = false;
        try {
            taken = budget.takeNow(holder, bytes) || await(bytes, deadline);
            return taken;
        } finally {
            if (!taken) {
                part.give(bytes);
            }
        }
    }

    private boolean await(long bytes, long deadline) throws InterruptedException {
        CountDownLatch granted = new CountDownLatch(1);
        MemoryClaim claim = new MemoryClaim(holder, bytes, _ -> granted.countDown());
        budget.await(claim);
        try {
            // A claim that cannot be withdrawn was granted a moment ago.
            return granted.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) || !budget.withdraw(claim);
        } catch (InterruptedException e) {
            if (!budget.withdraw(claim)) {
                budget.give(holder, bytes);
            }
            throw e;
        }
    }

    @Override
    public void give(long bytes) {
        budget.give(holder, bytes);
        part.give(bytes);
    }

    @Override
    public void close() {
        holder.close();
    }
}

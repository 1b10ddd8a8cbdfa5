// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.multiconn;

import dev.platter.api.Completion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The flushes that stand for one flush on all connections, one after the other:
 *
 * <ol>
 *   <li>of the other connections that have written, so that it is out of their caches;
 *   <li>of the connection itself, if it has read or written;
 *   <li>of the other connections that have read since, so that they forget what is stale now.
 * </ol>
 *
 * <p>If one fails, the connections that were not flushed are dirty again. For one thread at a time, which may change with each flush.
 */
final class Flushes implements Completion {
    private final List<Dirt> steps;
    private final List<Member> others;
    private final Completion completion;
    private boolean readersAreLeft;
    private int next;
    private boolean looping;
    private boolean ended;

    private Flushes(List<Dirt> steps, List<Member> others, boolean changed, Completion completion) {
        this.steps = steps;
        this.others = others;
        this.completion = completion;
        // What they have read is not stale before something is written.
        readersAreLeft = changed;
    }

    /**
     * Begins.
     *
     * @param me the connection that asks
     * @param group its group
     * @param all whether every connection is flushed, since nothing is known of any
     * @param completion is told when all flushes have succeeded, or one has failed
     */
    static void begin(Member me, Group group, boolean all, Completion completion) {
        List<Member> others = group.holdOthers(me);
        List<Dirt> steps = new ArrayList<>();
        for (Member other : others) {
            int written = other.takeDirt(Member.WRITTEN);
            if (all || written != 0) {
                steps.add(new Dirt(other, written | other.takeDirt(Member.READ)));
            }
        }
        int written = me.takeDirt(Member.WRITTEN);
        boolean changed = all || written != 0 || !steps.isEmpty();
        int mine = changed ? written | me.takeDirt(Member.READ) : 0;
        if (all || mine != 0) {
            steps.add(new Dirt(me, mine));
        }
        new Flushes(steps, others, changed, completion).run();
    }

    private boolean isAtItsEnd() {
        if (next == steps.size() && readersAreLeft) {
            readersAreLeft = false;
            for (Member other : others) {
                int read = other.takeDirt(Member.READ);
                if (read != 0) {
                    steps.add(new Dirt(other, read));
                }
            }
        }
        return next == steps.size();
    }

    /** A flush that completes before its call returns is followed by the next in the loop, not in a deeper call. */
    private void run() {
        while (true) {
            Dirt step;
            synchronized (this) {
                if (isAtItsEnd()) {
                    break;
                }
                step = steps.get(next);
                looping = true;
                ended = false;
            }
            step.member().disk().flush(this);
            synchronized (this) {
                looping = false;
                if (!ended) {
                    return;
                }
            }
        }
        others.forEach(Member::release);
        completion.succeeded();
    }

    @Override
    public void succeeded() {
        synchronized (this) {
            next++;
            ended = true;
            if (looping) {
                return;
            }
        }
        run();
    }

    @Override
    public void failed(IOException error) {
        List<Dirt> undone;
        synchronized (this) {
            undone = steps.subList(next, steps.size());
        }
        undone.forEach(Dirt::restore);
        others.forEach(Member::release);
        completion.failed(error);
    }
}

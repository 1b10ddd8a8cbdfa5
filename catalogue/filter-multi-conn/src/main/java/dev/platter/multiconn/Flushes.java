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
 *   <li>of the connection itself;
 *   <li>of the other connections that have read, so that they forget what is stale now.
 * </ol>
 *
 * <p>If one fails, the connections that were not flushed are dirty again. For one thread at a time, which may change with each flush.
 */
final class Flushes implements Completion {
    private final List<Dirt> steps;
    private final List<Member> held;
    private final Completion completion;
    private int next;
    private boolean looping;
    private boolean ended;

    private Flushes(List<Dirt> steps, List<Member> held, Completion completion) {
        this.steps = steps;
        this.held = held;
        this.completion = completion;
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
        int mine = me.takeDirt(Member.READ | Member.WRITTEN);
        boolean changed = all || (mine & Member.WRITTEN) != 0;
        for (Member other : others) {
            int written = other.takeDirt(Member.WRITTEN);
            if (all || written != 0) {
                steps.add(new Dirt(other, written));
                changed = true;
            }
        }
        if (changed || mine != 0) {
            steps.add(new Dirt(me, mine));
        }
        // What they have read is not stale before something is written.
        for (Member other : changed ? others : List.<Member>of()) {
            int read = other.takeDirt(Member.READ);
            if (all || read != 0) {
                steps.add(new Dirt(other, read));
            }
        }
        new Flushes(steps, others, completion).run();
    }

    /** A flush that completes before its call returns is followed by the next in the loop, not in a deeper call. */
    private void run() {
        while (true) {
            Dirt step;
            synchronized (this) {
                if (next == steps.size()) {
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
        held.forEach(Member::release);
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
        held.forEach(Member::release);
        completion.failed(error);
    }
}

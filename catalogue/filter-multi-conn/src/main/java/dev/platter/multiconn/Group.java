// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.multiconn;

import java.util.ArrayList;
import java.util.List;

/** The connections that see the same contents. Any thread may call it. */
final class Group {
    private final List<Member> members = new ArrayList<>();

    /** Something was written of which no member knows. */
    private volatile boolean dirty;

    /** @param dirty whether connections that have gone may have left writes behind that were never flushed */
    Group(boolean dirty) {
        this.dirty = dirty;
    }

    synchronized void join(Member member) {
        members.add(member);
    }

    synchronized void leave(Member member) {
        members.remove(member);
        if (member.takeDirt(Member.WRITTEN) != 0) {
            dirty = true;
        }
    }

    synchronized boolean isEmpty() {
        return members.isEmpty();
    }

    /** Whether a member has written something that was not flushed. */
    synchronized boolean hasWritten() {
        return members.stream().anyMatch(member -> member.isMarked(Member.WRITTEN));
    }

    boolean isDirty() {
        return dirty;
    }

    /** The other members, of which none is closed before it is {@linkplain Member#release released}. */
    synchronized List<Member> holdOthers(Member me) {
        List<Member> others = new ArrayList<>(members);
        others.remove(me);
        others.forEach(Member::hold);
        return others;
    }

    /** Cleans all connections: a flush on one of them is going to cover them all. */
    synchronized List<Dirt> takeDirtOfAll() {
        return members.stream()
                .map(member -> new Dirt(member, member.takeDirt(Member.READ | Member.WRITTEN)))
                .toList();
    }

    void markDirty() {
        if (!dirty) {
            dirty = true;
        }
    }

    /** Returns whether anything was written since the last time, and forgets it. */
    synchronized boolean takeDirt() {
        boolean was = dirty;
        dirty = false;
        return was;
    }
}

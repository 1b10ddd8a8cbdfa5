// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.multiconn;

/** What a connection was marked with before a flush began. */
record Dirt(Member member, int kinds) {
    /** The flush has failed. */
    void restore() {
        member.mark(kinds);
    }
}

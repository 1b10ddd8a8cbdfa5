// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;

/** Puts a check in front of the disk that a member has opened, which names the member when it breaks the contract. */
final class MemberDisk {
    private MemberDisk() {}

    /**
     * The disk with its check.
     *
     * @param member what the log calls the member
     */
    static Disk of(String member, Disk opened) {
        return opened instanceof AsyncDisk async ? new FilledAsyncDisk(member, async) : new FilledDisk(member, opened);
    }
}

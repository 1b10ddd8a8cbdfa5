// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control.line;

import java.util.Locale;

/** Why a request was refused, for programs; the sentence beside it is for people. */
public enum Reason {
    /** The request itself is wrong: it would fail again on every server. */
    REQUEST,
    /** The server cannot do it, or will not; nothing has changed. */
    REFUSED,
    /** The server is not ready yet. */
    STARTING,
    /** The server is about to end. */
    STOPPING,
    /** The server has failed; its log says where. */
    FAILED;

    /** The reason's name in an answer. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}

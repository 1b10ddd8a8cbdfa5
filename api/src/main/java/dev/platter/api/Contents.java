// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

/**
 * Where the bytes are that clients have written: what a new instance, with the same parameters, finds of them. A running server
 * must know this before it puts a newer version, or other parameters, in the place of an instance.
 *
 * <p>An instance whose contents are {@link #IN_INSTANCE}, or {@link #UNKNOWN}, and that is not {@link Stateful}, cannot be
 * replaced once a client could have written to it: the server refuses, and the instance goes on. The export can still be
 * removed, and added again, by somebody who gives its contents up.
 *
 * @since 0.1
 */
public enum Contents {
    /** The author has not said where they are. A server treats them like {@link #IN_INSTANCE}. */
    UNKNOWN,

    /**
     * Nowhere: what is read does not depend on what was written, as with a disk that is always zero, or a filter that keeps
     * nothing and passes every write on.
     */
    NONE,

    /** Outside of the process, or with the next member of a chain, where another instance finds them: a file, a server. */
    ELSEWHERE,

    /** In the memory of the instance, or in files that it removes when it stops. */
    IN_INSTANCE
}

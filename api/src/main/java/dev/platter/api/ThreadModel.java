// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

/**
 * How many calls at a time a plugin or filter can handle; the four models of nbdkit, from the strictest to the freest.
 *
 * <p>{@link NbdPlugin#threadModel()} and {@link NbdFilter#threadModel()} declare the freest model that the code can
 * handle. An instance may narrow it where it depends on parameters: {@link Plugin#threadModel()}. Requests of clients
 * come to all members of a chain under the strictest model of any of them; everything else comes to a member under its
 * own.
 *
 * <h2>Which calls count</h2>
 *
 * <ul>
 *   <li>Under {@link #SERIALIZE_CONNECTIONS} and {@link #SERIALIZE_ALL_REQUESTS}: {@code accept}, {@code exports},
 *       {@code defaultExport}, {@code open}, and every method of every disk, including what is asked once after
 *       {@code open}, and {@code close}.
 *   <li>Under {@link #SERIALIZE_REQUESTS}: every method of one disk. {@code accept}, {@code exports},
 *       {@code defaultExport} and {@code open} may come at the same time for several clients.
 *   <li>{@code prepare}, {@code start}, {@code threadModel} and {@code stop} never run beside another call, whatever the
 *       model.
 * </ul>
 *
 * <p>Calls of filters count as calls of the server do. A filter that calls the disk behind it on threads of its own, to
 * read ahead say, waits until that disk has returned from any other call. Pitfall: a serialized filter waits for ever
 * if, within a call, it waits for a thread of its own that calls the same filter.
 *
 * <p>A call of an {@link AsyncDisk} lasts until its {@link Completion} is told. A serialized asynchronous disk has
 * therefore one request under way; to have more, declare {@link #PARALLEL}.
 *
 * <p>The model does not determine which thread calls (two calls rarely come on the same one) nor whether a call may
 * wait ({@link Disk#blocking()} does). Serialized calls happen one before the next: a call sees what the calls before
 * it have written to memory.
 *
 * @since 0.1
 */
public enum ThreadModel {
    /** One connection at a time; a second client waits until the first has gone. Within it, one call at a time. */
    SERIALIZE_CONNECTIONS,

    /** Many connections, one call at a time over all of them. */
    SERIALIZE_ALL_REQUESTS,

    /** Many connections at a time, one call at a time on each disk. */
    SERIALIZE_REQUESTS,

    /** Any number of calls at a time, on one disk too. */
    PARALLEL;

    /**
     * The stricter of two models.
     *
     * @param other another model
     * @return whichever of the two allows less
     */
    public ThreadModel and(ThreadModel other) {
        return compareTo(other) <= 0 ? this : other;
    }
}

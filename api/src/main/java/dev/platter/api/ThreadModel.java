// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

/**
 * How many calls at a time a plugin or filter can bear; the four models of nbdkit, from the strictest to the freest.
 *
 * <p>{@link NbdPlugin#threadModel()} and {@link NbdFilter#threadModel()} say what the code can bear at most. An
 * instance may narrow that, where it depends on parameters: {@link Plugin#threadModel()}. Requests of clients come to
 * all members of a chain under the strictest model of any of them; everything else comes to a member under its own.
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
 * <p>It makes no difference who calls. A filter that calls the disk behind it on threads of its own, for reading ahead
 * say, waits until that disk has returned to whoever else has called it. Pitfall: a serialized filter that waits, within a
 * call, for a thread of its own which calls the same filter waits for ever.
 *
 * <p>A call of an {@link AsyncDisk} lasts until its {@link Completion} was told. A serialized asynchronous disk has
 * therefore one request under way; to have more, declare {@link #PARALLEL}.
 *
 * <p>The model says nothing about which thread calls, which is rarely the same one twice, nor whether a call may wait:
 * that is {@link Disk#blocking()}. One call happens before the next: what it has written to memory, the next one sees.
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
     * @return the one of the two that allows less
     */
    public ThreadModel and(ThreadModel other) {
        return compareTo(other) <= 0 ? this : other;
    }
}

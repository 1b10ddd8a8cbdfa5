// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Is told how an asynchronous call ended: exactly once, by any thread, perhaps before the call has returned. A filter
 * that wants to know how a call ended hands on one of its own.
 *
 * <h2>Whoever tells it</h2>
 *
 * <ul>
 *   <li>tells it once. The server uses its completions again: one that is told a second time may answer somebody
 *       else's request.
 *   <li>has finished with buffer and sinks. With the first word they are the server's again.
 *   <li>always tells it, after a timeout too. A call without an end keeps its client's disk open for ever.
 *   <li>holds no lock that a call of the disk takes. The server, or a filter, may call the disk again from within.
 * </ul>
 *
 * <h2>Whoever implements it</h2>
 *
 * <ul>
 *   <li>does not wait, and does not throw: it runs on the storage's thread, or on the event loop.
 *   <li>passes the end on, or begins another call, exactly once and on both ways out.
 *   <li>does not begin call after call from within, of which each may complete before it returns: the stack would
 *       grow with each. A loop that looks whether the last call is over does the same without.
 * </ul>
 *
 * @since 0.1
 */
@ConsumerType
public interface Completion {
    /** Says that the call has done its work; its buffer is the server's again. */
    void succeeded();

    /**
     * Says that the call has failed; its buffer is the server's again, and what its sinks were told is void.
     *
     * @param error what happened; see {@link DiskException} for what the client sees of it
     */
    void failed(IOException error);
}

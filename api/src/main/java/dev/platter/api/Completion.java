// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.io.IOException;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Learns how an asynchronous call ended: exactly once, on any thread, perhaps before the call returns. A filter that
 * wants to know how a call ended passes a completion of its own.
 *
 * <h2>Rules for a disk that completes a call</h2>
 *
 * <ul>
 *   <li>It completes the call once. The server reuses its completions: a second word may answer another client's
 *       request.
 *   <li>It has finished with the buffer and the sinks. With the first word they belong to the server again.
 *   <li>It always completes the call, after a timeout too. A call that never completes keeps its client's disk open for
 *       ever.
 *   <li>It holds no lock that a call of the disk takes. The server, or a filter, may call the disk again from within.
 * </ul>
 *
 * <h2>Rules for a class that implements this interface</h2>
 *
 * <ul>
 *   <li>It does not wait, and does not throw: it runs on the storage's thread, or on the event loop.
 *   <li>It passes the result on, or begins another call, exactly once, after success and after failure.
 *   <li>It does not begin call after call from within if each may complete before it returns: the stack would grow with
 *       each. A loop that checks whether the last call has completed does the same without; see {@link Pieces}.
 * </ul>
 *
 * @since 0.1
 */
@ConsumerType
public interface Completion {
    /** Reports that the call has done its work; its buffer belongs to the server again. */
    void succeeded();

    /**
     * Reports that the call has failed; its buffer belongs to the server again, and what its sinks were told is void.
     *
     * @param error what happened; {@link DiskException} explains what the client sees of it
     */
    void failed(IOException error);
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.api.UnixCredentials;
import dev.platter.engine.export.Presence;
import dev.platter.engine.traffic.Visit;
import dev.platter.engine.transmission.LoopMemory;
import dev.platter.engine.transmission.ReceiveBuffers;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import java.util.Optional;

/**
 * A client's connection, from the time it was accepted.
 *
 * @param visit the connection as people see it
 * @param channel its socket
 * @param presence ends when nobody waits for the client's requests any more
 * @param loop its event loop
 * @param credentials the process at the other end, if the system tells
 * @param memory the memory that connections of this event loop share
 * @param receive the buffers that the socket is read into
 * @param logger where to log
 * @param closed runs once everything that was opened for the client is closed
 */
public record ClientConnection(
        Visit visit,
        Channel channel,
        Presence presence,
        EventLoop loop,
        Optional<UnixCredentials> credentials,
        LoopMemory memory,
        ReceiveBuffers receive,
        System.Logger logger,
        Runnable closed) {
    /** Runs a task on the event loop: at once if this is the loop's thread. */
    void onLoop(Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
        } else {
            loop.execute(task);
        }
    }
}

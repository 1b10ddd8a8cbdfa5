// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.handshake;

import dev.platter.engine.export.Exports;
import dev.platter.engine.export.Presence;
import dev.platter.engine.policy.HandshakePolicy;
import dev.platter.engine.tls.Tls;
import dev.platter.engine.traffic.Visit;
import dev.platter.engine.transmission.LoopMemory;
import dev.platter.engine.transmission.MemoryBudget;
import dev.platter.engine.transmission.ReceiveBuffers;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/** A connection without a handshake, to test the parts of one. Tasks for other threads wait until the test runs them. */
final class BareConnection implements AutoCloseable {
    final EmbeddedChannel channel = new EmbeddedChannel();
    final RecordingLogger log = new RecordingLogger();
    final Queue<Runnable> openers = new ArrayDeque<>();
    final ClientConnection connection;
    final ListenerTerms terms;
    private final LoopMemory memory = new LoopMemory();

    BareConnection(Exports exports) {
        this(exports, () -> {});
    }

    /**
     * A connection that reports its end.
     *
     * @param closed runs when everything that was opened for the connection is closed
     */
    BareConnection(Exports exports, Runnable closed) {
        connection = new ClientConnection(
                new Visit(1, channel::close),
                channel,
                new Presence(),
                channel.eventLoop(),
                Optional.empty(),
                memory,
                new ReceiveBuffers(),
                log,
                closed);
        terms = new ListenerTerms(
                exports,
                HandshakePolicy.DEFAULT,
                new MemoryBudget(1 << 20, Duration.ofSeconds(5)),
                Tls.off(),
                openers::add);
    }

    /** Runs the tasks for other threads so far, and then the tasks that these gave to the event loop. */
    void run() {
        for (int i = openers.size(); i > 0; i--) {
            openers.remove().run();
        }
        channel.runPendingTasks();
    }

    @Override
    public void close() {
        channel.close();
        channel.releaseOutbound();
        memory.release();
    }
}

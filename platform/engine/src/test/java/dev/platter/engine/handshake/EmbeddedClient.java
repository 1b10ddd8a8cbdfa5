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
import dev.platter.nbd.HandshakeFlags;
import dev.platter.nbd.Magic;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * The client of a handshake in memory, without a socket. The server's tasks for other threads run at once, or when the test
 * says so.
 */
final class EmbeddedClient implements AutoCloseable {
    final RecordingLogger log = new RecordingLogger();
    final EmbeddedChannel channel;
    private final Queue<Runnable> held = new ArrayDeque<>();
    private final LoopMemory memory = new LoopMemory();
    private boolean holds;
    private int closed;

    /** A reply to an option. */
    record Reply(int option, int type, byte[] data) {
        String text() {
            return new String(data, StandardCharsets.UTF_8);
        }
    }

    EmbeddedClient(Exports exports) {
        this(exports, HandshakePolicy.DEFAULT);
    }

    EmbeddedClient(Exports exports, HandshakePolicy policy) {
        this(exports, policy, false);
    }

    /**
     * A client that connects.
     *
     * @param holds whether tasks for other threads wait for {@link #runHeld}
     */
    EmbeddedClient(Exports exports, HandshakePolicy policy, boolean holds) {
        this(exports, policy, Tls.off(), holds);
    }

    EmbeddedClient(Exports exports, HandshakePolicy policy, Tls tls, boolean holds) {
        this.holds = holds;
        Executor openers = task -> {
            if (this.holds) {
                held.add(task);
            } else {
                task.run();
            }
        };
        ListenerTerms terms =
                new ListenerTerms(exports, policy, new MemoryBudget(1 << 20, Duration.ofSeconds(5)), tls, openers);
        channel = new EmbeddedChannel(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel connected) {
                ReceiveBuffers receive = new ReceiveBuffers();
                connected
                        .pipeline()
                        .addLast(new Handshake(
                                new ClientConnection(
                                        new Visit(1, connected::close),
                                        connected,
                                        new Presence(),
                                        connected.eventLoop(),
                                        Optional.empty(),
                                        memory,
                                        receive,
                                        log,
                                        () -> closed++),
                                terms));
            }
        });
        channel.runPendingTasks();
    }

    /** Holds tasks for other threads from now on, until {@link #runHeld}. */
    EmbeddedClient hold() {
        holds = true;
        return this;
    }

    /** Runs the tasks held so far, and then the tasks that these gave to the event loop. */
    void runHeld() {
        for (int i = held.size(); i > 0; i--) {
            held.remove().run();
        }
        channel.runPendingTasks();
    }

    int held() {
        return held.size();
    }

    /** How often the connection has reported that everything is closed. */
    int closed() {
        return closed;
    }

    /** Reads the greeting and answers with the usual flags. */
    EmbeddedClient greet() {
        ByteBuf greeting = received();
        if (greeting.readLong() != Magic.NBDMAGIC || greeting.readLong() != Magic.IHAVEOPT) {
            throw new AssertionError("not the greeting of newstyle");
        }
        int flags = greeting.readUnsignedShort();
        greeting.release();
        return send(Unpooled.buffer().writeInt(flags & (HandshakeFlags.FIXED_NEWSTYLE | HandshakeFlags.NO_ZEROES)));
    }

    EmbeddedClient send(ByteBuf bytes) {
        channel.writeInbound(bytes);
        channel.runPendingTasks();
        return this;
    }

    static ByteBuf bytesOf(int option, byte... data) {
        return Unpooled.buffer()
                .writeLong(Magic.IHAVEOPT)
                .writeInt(option)
                .writeInt(data.length)
                .writeBytes(data);
    }

    EmbeddedClient option(int option, byte... data) {
        return send(bytesOf(option, data));
    }

    /** The data of an option that names an export: of INFO and GO, or of contexts, with what follows the name. */
    static byte[] named(String name, byte... rest) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + text.length + rest.length)
                .putInt(text.length)
                .put(text)
                .put(rest)
                .array();
    }

    /** The data of INFO or GO without any request for information. */
    static byte[] info(String name, int... wanted) {
        ByteBuffer rest = ByteBuffer.allocate(Short.BYTES * (1 + wanted.length)).putShort((short) wanted.length);
        for (int type : wanted) {
            rest.putShort((short) type);
        }
        return named(name, rest.array());
    }

    /** The data of an option about metadata contexts. */
    static byte[] contexts(String name, String... queries) {
        ByteBuf rest = Unpooled.buffer().writeInt(queries.length);
        for (String query : queries) {
            rest.writeInt(query.length()).writeCharSequence(query, StandardCharsets.UTF_8);
        }
        byte[] bytes = new byte[rest.readableBytes()];
        rest.readBytes(bytes).release();
        return named(name, bytes);
    }

    /** All bytes that were received and not read yet. */
    ByteBuf received() {
        ByteBuf all = Unpooled.buffer();
        for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
            all.writeBytes(part);
            part.release();
        }
        return all;
    }

    /** All replies that were received and not read yet. */
    List<Reply> replies() {
        ByteBuf in = received();
        List<Reply> replies = new ArrayList<>();
        while (in.isReadable()) {
            if (in.readLong() != Magic.OPTION_REPLY) {
                throw new AssertionError("not a reply to an option");
            }
            int option = in.readInt();
            int type = in.readInt();
            byte[] data = new byte[in.readInt()];
            in.readBytes(data);
            replies.add(new Reply(option, type, data));
        }
        in.release();
        return replies;
    }

    /** The types of all replies that were received and not read yet. */
    List<Integer> types() {
        return replies().stream().map(Reply::type).toList();
    }

    /** The only reply that was received and not read yet. */
    Reply reply() {
        List<Reply> replies = replies();
        if (replies.size() != 1) {
            throw new AssertionError(replies.size() + " replies in place of one");
        }
        return replies.getFirst();
    }

    boolean isOpen() {
        channel.runPendingTasks();
        return channel.isOpen();
    }

    /** Disconnects. */
    @Override
    public void close() {
        holds = false;
        channel.close();
        while (!held.isEmpty()) {
            runHeld();
        }
        channel.runPendingTasks();
        channel.releaseOutbound();
        memory.release();
    }
}

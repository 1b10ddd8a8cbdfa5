// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.client;

import dev.platter.nbd.Magic;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A server that follows a script, which may violate the protocol. The script runs in a thread of its own; when it ends, the
 * connection is closed. {@link #close()} throws what the script has thrown.
 */
final class FakeServer implements AutoCloseable {
    private final Wire client;
    private final Wire server;
    private final CompletableFuture<Void> script;

    interface Script {
        void play(FakeServer server) throws IOException;
    }

    private FakeServer(Wire client, Wire server, Script script) {
        this.client = client;
        this.server = server;
        this.script = CompletableFuture.runAsync(
                () -> {
                    try (server) {
                        script.play(this);
                    } catch (IOException e) {
                        throw new CompletionException(e);
                    }
                },
                Thread::startVirtualThread);
    }

    static FakeServer playing(Script script) throws IOException {
        Pipe there = Pipe.open();
        Pipe back = Pipe.open();
        Wire client = new Wire(new PipeTransport(back.source(), there.sink()));
        Wire server = new Wire(new PipeTransport(there.source(), back.sink()));
        return new FakeServer(client, server, script);
    }

    /** The client, after a handshake that chose an export of 1 MiB with two metadata contexts, 3 and 4. */
    Transmission transmission(ReplyStyle style) {
        ExportInfo export = new ExportInfo(
                "",
                Optional.empty(),
                Optional.empty(),
                1 << 20,
                1,
                Optional.empty(),
                List.of(new MetaContext(3, "base:allocation"), new MetaContext(4, "x-test:four")));
        return new Transmission(client, export, style);
    }

    /** The client's end of the connection. */
    Wire wire() {
        return client;
    }

    FakeServer say(Bytes message) throws IOException {
        server.send(message.array());
        return this;
    }

    ByteBuffer hear(int length) throws IOException {
        return server.take(length, "what the script waits for");
    }

    /** Receives a request's header, and returns its cookie. */
    long hearRequest(ReplyStyle style) throws IOException {
        return hear(style == ReplyStyle.EXTENDED ? 32 : 28).getLong(8);
    }

    /** Waits until the client has closed its end. */
    void hearEnd() throws IOException {
        if (!server.atEnd()) {
            throw new IOException("the client said more than the script expects");
        }
    }

    /** Sends the greeting, and receives the client's flags. */
    int greet(int flags) throws IOException {
        say(new Bytes().u64(Magic.NBDMAGIC).u64(Magic.IHAVEOPT).u16(flags));
        return hear(4).getInt();
    }

    /** Receives an option's data. */
    byte[] hearOption(int option) throws IOException {
        ByteBuffer header = hear(16);
        if (header.getLong() != Magic.IHAVEOPT || header.getInt() != option) {
            throw new IOException("the client sent another option than " + option);
        }
        byte[] data = new byte[header.getInt()];
        hear(data.length).get(data);
        return data;
    }

    FakeServer reply(int option, int type, Bytes data) throws IOException {
        byte[] octets = data.array();
        return say(new Bytes()
                .u64(Magic.OPTION_REPLY)
                .u32(option)
                .u32(type)
                .u32(octets.length)
                .raw(octets));
    }

    @Override
    public void close() throws IOException {
        client.close();
        script.join();
    }

    static Bytes simpleReply(int error, long cookie) {
        return new Bytes().u32(Magic.SIMPLE_REPLY).u32(error).u64(cookie);
    }

    static Bytes chunk(int flags, int type, long cookie, Bytes payload) {
        byte[] octets = payload.array();
        return new Bytes()
                .u32(Magic.STRUCTURED_REPLY)
                .u16(flags)
                .u16(type)
                .u64(cookie)
                .u32(octets.length)
                .raw(octets);
    }

    static Bytes extendedChunk(int flags, int type, long cookie, long offset, Bytes payload) {
        byte[] octets = payload.array();
        return new Bytes()
                .u32(Magic.EXTENDED_REPLY)
                .u16(flags)
                .u16(type)
                .u64(cookie)
                .u64(offset)
                .u64(octets.length)
                .raw(octets);
    }
}

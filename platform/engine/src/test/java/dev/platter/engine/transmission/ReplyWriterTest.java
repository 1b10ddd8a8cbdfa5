// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import static dev.platter.engine.transmission.EmbeddedConnection.request;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.AsyncDisk;
import dev.platter.api.DiskException;
import dev.platter.engine.policy.ReplyStyle;
import dev.platter.nbd.Commands;
import dev.platter.nbd.NbdError;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The outcome of a request is turned into a reply. */
class ReplyWriterTest {
    private final NotedDisk disk = new NotedDisk();
    private EmbeddedConnection connection;

    @BeforeEach
    void connect() throws IOException {
        connection = new EmbeddedConnection(disk, ReplyStyle.STRUCTURED);
    }

    @AfterEach
    void disconnect() throws IOException {
        connection.close();
    }

    private static RequestHeader header(int command) {
        RequestHeader header = new RequestHeader(ReplyStyle.STRUCTURED);
        header.read(request(0, command, 3, 512, 8), 0);
        return header;
    }

    private ByteBuf answer(int command) {
        Request request = new Request().take(header(command), connection.negotiated.contexts());
        request.carryOut(AsyncDisk.of(disk));
        connection.replies.answer(request);
        return connection.sent();
    }

    @Test
    void successIsAnswered() {
        assertEquals(20, answer(Commands.TRIM).readableBytes());
        assertEquals(List.of(), connection.log.lines);
    }

    @Test
    void eachContextGetsAChunkAndTheLastOneEndsTheReply() {
        ByteBuf reply = answer(Commands.BLOCK_STATUS);
        assertEquals(2 * (20 + 4 + 8), reply.readableBytes());
        assertEquals(0, reply.getShort(4));
        assertEquals(1, reply.getInt(20));
        assertEquals(1, reply.getShort(32 + 4));
        assertEquals(2, reply.getInt(32 + 20));
    }

    @Test
    void aFailureIsReportedToTheClientAndTheLog() {
        disk.failure = Optional.of(new IOException("lost"));
        ByteBuf reply = answer(Commands.TRIM);
        assertEquals(NbdError.EIO.code(), reply.getInt(20));
        assertEquals(List.of("ERROR NBD_CMD_TRIM of 8 bytes at 512: lost"), connection.log.lines);
    }

    @Test
    void aRefusalIsReportedToTheClient() {
        connection.replies.refuse(header(Commands.TRIM), new DiskException(NbdError.EINVAL, "no"));
        assertEquals(NbdError.EINVAL.code(), connection.sent().getInt(20));
        assertEquals(List.of("DEBUG invalid request: NBD_CMD_TRIM of 8 bytes at 512: no"), connection.log.lines);
    }

    @Test
    void aShortageIsAnErrorInTheLog() {
        connection.replies.fail(header(Commands.TRIM), new DiskException(NbdError.ENOMEM, "no"));
        assertEquals(NbdError.ENOMEM.code(), connection.sent().getInt(20));
        assertEquals(List.of("ERROR NBD_CMD_TRIM of 8 bytes at 512: no"), connection.log.lines);
    }
}

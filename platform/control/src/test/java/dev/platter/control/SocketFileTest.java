// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.testkit.server.FakeServer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is there already when a server makes its socket, and what is left of it. */
class SocketFileTest {
    private static final String STATUS = "{\"id\":1,\"command\":\"status\"}";

    @TempDir
    private Path folder;

    private Path socket;

    @BeforeEach
    void name() {
        socket = folder.resolve("control.sock");
    }

    private String refusal() {
        return assertThrows(
                        IOException.class,
                        () -> ControlServer.start(socket, FakeServer.busy(), System.getLogger("control-test")))
                .getMessage();
    }

    private String taken() {
        return "another server has the control socket " + socket
                + ": stop that server, or set another path as 'control' in [server]";
    }

    @Test
    void socketOfADeadServerIsReplaced() throws Exception {
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket))
                .close();
        assertTrue(Files.exists(socket));
        try (var controlled = new Controlled(folder)) {
            assertTrue(controlled.client().ask(STATUS).get("ok").getAsBoolean());
        }
    }

    @Test
    void socketOfARunningServerIsNotReplaced() throws Exception {
        try (var controlled = new Controlled(folder)) {
            assertEquals(taken(), refusal());
            assertTrue(controlled.client().ask(STATUS).get("ok").getAsBoolean());
        }
    }

    @Test
    void socketOfAProgramWithoutALockIsNotReplaced() throws Exception {
        try (var other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(socket));
            assertEquals(taken(), refusal());
            assertTrue(Files.exists(socket));
        }
    }

    @Test
    void ordinaryFileIsNotReplaced() throws Exception {
        Files.writeString(socket, "precious");
        assertEquals(
                "the control socket cannot be made: " + socket
                        + " exists and is not a socket; remove it, or set another path as 'control' in [server]",
                refusal());
        assertEquals("precious", Files.readString(socket));
    }

    @Test
    void aRefusalLeavesNoLockBehind() throws Exception {
        Files.writeString(socket, "precious");
        refusal();
        Files.delete(socket);
        new Controlled(folder).close();
    }

    @Test
    void tooLongPathIsRefused() {
        socket = folder.resolve("x".repeat(120));
        String refusal = refusal();
        assertTrue(refusal.startsWith("the control socket " + socket + " cannot be made: "), refusal);
        assertTrue(Files.notExists(socket));
    }

    @Test
    void missingFolderIsCreated() throws Exception {
        try (var controlled = new Controlled(folder.resolve("a").resolve("b"))) {
            assertTrue(controlled.client().ask(STATUS).get("ok").getAsBoolean());
        }
    }

    @Test
    void closingRemovesTheSocketForAnotherServer() throws Exception {
        new Controlled(folder).close();
        assertFalse(Files.exists(socket));
        try (var controlled = new Controlled(folder)) {
            assertTrue(controlled.client().ask(STATUS).get("ok").getAsBoolean());
        }
    }

    @Test
    void fileInPlaceOfTheSocketIsKept() throws Exception {
        var controlled = new Controlled(folder);
        Files.delete(socket);
        Files.writeString(socket, "precious");
        controlled.close();
        assertEquals("precious", Files.readString(socket));
    }
}

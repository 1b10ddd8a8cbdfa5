// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only the server's own user and root may steer it. */
class PermissionTest {
    @TempDir
    private Path folder;

    private static UserPrincipal user(int id) throws Exception {
        return FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(Integer.toString(id));
    }

    @Test
    void socketIsForItsOwnerOnly() throws Exception {
        try (var controlled = new Controlled(folder)) {
            for (Path file : List.of(controlled.socket, folder.resolve("control.sock.lock"))) {
                assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
    }

    @Test
    void temporaryFolderOfTheSocketIsRemoved() throws Exception {
        try (var controlled = new Controlled(folder);
                Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of(controlled.socket, folder.resolve("control.sock.lock")),
                    files.sorted().toList());
        }
    }

    @Test
    void ownUserAndRootAreAdmitted() throws Exception {
        var rule = new PeerRule(user(65533));
        assertEquals(Optional.empty(), rule.objection(user(65533)));
        assertEquals(Optional.empty(), rule.objection(user(0)));
    }

    @Test
    void otherUserIsRefusedWithASentence() throws Exception {
        String objection = new PeerRule(user(65533)).objection(user(65532)).orElseThrow();
        assertEquals("the user 65532 may not steer this server: only its own user 65533 and root may", objection);
    }

    @Test
    void userOfThePeerIsKnown() throws Exception {
        try (var controlled = new Controlled(folder)) {
            Controlled.Client client = controlled.client();
            // Seen from here the server is the peer, which is this process too.
            Optional<String> objection = new PeerRule(user(65533)).objection(client.channel);
            boolean root = Files.getOwner(controlled.socket).equals(user(0));
            assertTrue(root ? objection.isEmpty() : objection.orElseThrow().contains("may not steer"));
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Side by side with nbdinfo, on the same servers: the output is the same to the byte, and so is the status. */
@Tag("same-in-both-modes")
@Needs({"nbdinfo", "nbdkit"})
class InfoCommandIT {
    private static final List<String> FEATURES = List.of(
            "connect",
            "read",
            "write",
            "tls",
            "structured-reply",
            "extended-headers",
            "read-only",
            "rotational",
            "block-status-payload",
            "cache",
            "df",
            "fast-zero",
            "flush",
            "fua",
            "multi-conn",
            "trim",
            "zero");

    @TempDir
    Path folder;

    private static Outcome platterInfo(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new InfoCommand()
                .run(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        args);
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private void same(String... args) {
        Outcome theirs = Peer.require("nbdinfo").run(args);
        Outcome ours = platterInfo(args);
        String which = String.join(" ", args) + "\n" + ours.err() + theirs.err();

        assertEquals(theirs.out(), ours.out(), which);
        assertEquals(theirs.status(), ours.status(), which);
    }

    private void sameInAllForms(String uri) {
        same("--no-content", uri);
        same("--no-content", "--json", uri);
        same("--list", uri);
        same("--list", "--json", uri);
        same("--size", uri);
        same("--size", "--json", uri);
        same("--uri", uri);
        same("--uri", "--json", uri);
        same("--map", uri);
        same("--map", "--json", uri);
        same("--map", "--totals", uri);
        same("--map", "--totals", "--json", uri);
    }

    @Test
    void nbdkitsMemoryIsReportedAlike() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("memory", "10M")) {
            sameInAllForms(server.uri(""));
            sameInAllForms(server.uri("any%20name/%25"));
            for (String feature : FEATURES) {
                same("--can", feature, server.uri(""));
            }
            same("--isnt", "read-only", server.uri(""));
            same("--hasnt", "fua", server.uri(""));
        }
    }

    @Test
    void aMapWithDataAndHolesIsReportedAlike() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("data", "@0x100000 1 @0x200000 2", "size=3M")) {
            sameInAllForms(server.uri(""));
        }
    }

    @Test
    void aMapBeyond32BitsIsReportedAlike() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("null", "20G")) {
            sameInAllForms(server.uri(""));
        }
    }

    @Test
    void exportsWithAwkwardNamesAreReportedAlike() throws Exception {
        for (String name : List.of("a", "b \"q\" \\x", "ä%")) {
            Files.write(folder.resolve(name), new byte[1000]);
        }
        try (PeerServer server = PeerServer.nbdkit("file", "dir=" + folder)) {
            same("--list", server.uri(""));
            same("--list", "--json", server.uri(""));
            same("--no-content", server.uri("a"));
            same("--can", "structured-reply", server.uri("not-there"));
            assertEquals(1, platterInfo("--size", server.uri("not-there")).status());
        }
    }

    @Test
    void blockSizesAndDescriptionsAreReportedAlike() throws Exception {
        try (PeerServer server = PeerServer.nbdkit(
                "--filter=blocksize-policy",
                "--filter=exportname",
                "-r",
                "null",
                "10M",
                "blocksize-minimum=512",
                "blocksize-preferred=64K",
                "blocksize-maximum=1M",
                "exportdesc=fixed:with \"quotes\" \\ and ä\ttab")) {
            sameInAllForms(server.uri(""));
        }
    }

    @Test
    void simpleRepliesAreReportedAlike() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("--no-sr", "memory", "1000")) {
            sameInAllForms(server.uri(""));
        }
    }

    @Test
    void aServerWithoutOptionsIsReportedAlike() throws Exception {
        try (PeerServer server = PeerServer.nbdkit("--mask-handshake=0", "null", "1M")) {
            same("--no-content", server.uri(""));
            same("--no-content", "--json", server.uri(""));
            same("--can", "connect", server.uri(""));
            assertEquals("1048576\n", platterInfo("--size", server.uri("")).success());
            assertTrue(platterInfo("--list", server.uri(""))
                    .err()
                    .startsWith("platter-info: the server cannot list its exports"));
        }
    }

    @Needs({"qemu-img", "qemu-io", "qemu-nbd"})
    @Test
    void bitmapsOfQemuAreReportedAlike() throws Exception {
        String image = folder.resolve("image.qcow2").toString();
        Peer.require("qemu-img").run("create", "-f", "qcow2", image, "16M").success();
        Peer.require("qemu-img").run("bitmap", "--add", "--enable", image, "b0").success();
        Peer.require("qemu-io").run("-f", "qcow2", "-c", "write 4M 64k", image).success();
        try (PeerServer server =
                PeerServer.qemuNbd("-r", "-f", "qcow2", "-A", "-B", "b0", "-x", "disk", "-D", "A description", image)) {
            sameInAllForms(server.uri("disk"));
            for (String context : List.of("qemu:dirty-bitmap:b0", "qemu:allocation-depth")) {
                same("--map=" + context, server.uri("disk"));
                same("--map=" + context, "--totals", server.uri("disk"));
            }
            for (String feature : FEATURES) {
                same("--has", feature, server.uri("disk"));
            }
            same("--map=no:such", server.uri("disk"));
            same("--size", server.uri("other"));
            same("--can", "connect", server.uri("other"));
            same("--can", "trim", server.uri("other"));
            same("--can", "trim", "--is", "read-only", server.uri("disk"));
            Outcome unknown = platterInfo(server.uri("other"));
            assertEquals(
                    "platter-info: the server refused NBD_OPT_INFO with NBD_REP_ERR_UNKNOWN:"
                            + " export 'other' not present; --list shows the exports that it has\n",
                    unknown.err());
        }
    }

    @Test
    void missingServerIsReportedAlike() {
        String uri = "nbd+unix:///?socket=" + folder.resolve("nobody");
        for (String[] args : new String[][] {{uri}, {"--list", uri}, {"--can", "connect", uri}, {"--uri", uri}}) {
            same(args);
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plugin data makes the same disks of the same words as nbdkit's, the examples of its manual page among them. */
@Tag("same-in-both-modes")
@Needs({"nbdinfo", "nbdkit", "nbdsh"})
class DataIT {
    private static final String DIGEST = """
        import hashlib
        digest = hashlib.sha256()
        for at in range(0, h.get_size(), 1 << 20):
            digest.update(h.pread(min(1 << 20, h.get_size() - at), at))
        print(h.get_size(), digest.hexdigest())
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 1 2 3 @0x1fe 0x55 0xaa",
                "0 1 2 3 @^0x200 @-2 le16:0xaa55",
                "( 0x55 0xAA )*2048",
                "( \"Hello\" )*2000|size=8192",
                "@0x1be 0 0 2 0 0x83 0x20 0x20 0 le32:1 le32:0x7ff @0x1fe 0x55 0xaa|size=1M",
                "base64=MTIz|size=1M",
                "raw=Hello, world!",
                "<( i=0; while :; do printf \"%04d\" $i; i=$((i+1)); done )[:32768]",
                "( 0x55 0xAA ) -> \\boot-signature ( @0x1fe \\boot-signature ) -> \\sector \\sector \\sector",
                "$pattern*16|pattern=0x55 0xAA",
                "1 # comment\n 2|size=1",
                "raw=abc|allocator=malloc",
                "data=1*100000|allocator=zstd",
            })
    void diskIsTheSameAsNbdkits(String words) throws IOException {
        assertSame(words.split("\\|"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "0|size=1M",
                "0 0 0|size=32k",
                "data=|size=1M",
                "0*1000000 1",
                "@32768 1 @65536 0 @131072 1 @262144 0 @294912 1|size=1M",
                "@32768 1 @65536 1 @131072 0 @163840 0|size=1000001",
                "( 0x55 0xAA )*2048 @100000 ( \"Hello\" )*2000",
            })
    void extentsAreNbdkits(String words) throws IOException {
        List<String> line = new ArrayList<>(List.of("data"));
        line.addAll(List.of(words.split("\\|")));
        String[] command = line.toArray(String[]::new);
        try (PeerServer nbdkit = PeerServer.nbdkit(command)) {
            assertEquals(map(nbdkit.uri("")), map(platter.serve(command).uri()));
        }
    }

    private static String map(String uri) {
        return Peer.require("nbdinfo").run("--map", uri).success();
    }

    private void assertSame(String... words) throws IOException {
        List<String> line = new ArrayList<>(List.of("data"));
        line.addAll(List.of(words));
        String[] command = line.toArray(String[]::new);

        String ours = digest(platter.serve(command).uri());
        try (PeerServer nbdkit = PeerServer.nbdkit(command)) {
            assertEquals(digest(nbdkit.uri("")), ours);
        }
    }

    private static String digest(String uri) {
        return Peer.require("nbdsh").run("-u", uri, "-c", DIGEST).success();
    }

    @Test
    void filesBeginAtSectors() throws IOException {
        for (int i = 1; i <= 3; i++) {
            Files.writeString(platter.folder().resolve("file" + i), "contents of a file ".repeat(i * 40));
        }
        assertSame("<%1$s/file1 @^512 <%1$s/file2 @^512 <%1$s/file3 @^512".formatted(platter.folder()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "256",
                "banana",
                "(1 2",
                "$nosuchvar",
                "</nosuch",
                "\\b",
                "(1 2 3)[5:]",
                "raw=abc|base64=aGVsbG8=",
                "size=3",
                "raw=abc|foo=1",
                "raw=abc|allocator=no",
                "base64=a*b",
            })
    void theSameWordsAreRefused(String words) {
        String line = "data|" + words;
        PeerServer.assertNbdkitRefuses(line.split("\\|"));
        assertEquals(1, platter.run((line + "|--run|true").split("\\|")).status());
    }
}

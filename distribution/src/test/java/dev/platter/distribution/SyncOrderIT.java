// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static dev.platter.distribution.SystemCalls.Event.REPLY;
import static dev.platter.distribution.SystemCalls.Event.SYNC;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.nbd.CommandFlags;
import dev.platter.peers.Needs;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No reply to a flush or to a request with FUA leaves the server before the sync of the file has returned. */
@Tag("same-in-both-modes")
@Needs("strace")
@Timeout(60)
class SyncOrderIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    /** Each line is another way from a request to the file. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "-t 1 file IMAGE",
                "-t 16 file IMAGE",
                "file IMAGE cache=none",
                "--filter=offset file IMAGE offset=4k",
            })
    void noReplyOvertakesItsSync(String words) throws Exception {
        Path image = Files.write(platter.folder().resolve("disk.img"), new byte[1 << 20]);
        Served served = platter.serve(words.replace("IMAGE", image.toString()).split(" "));
        try (NbdClient client = NbdClient.connect(NbdUri.parse(served.uri()));
                SystemCalls calls = SystemCalls.of(served.process(), platter.folder())) {
            ByteBuffer data = ByteBuffer.allocateDirect(8192);
            client.write(0, data.clear(), 0);
            client.flush();
            client.write(4096, data.clear(), CommandFlags.FUA);
            client.write(100_000, data.clear(), 0);
            client.writeZeroes(8192, 8192, CommandFlags.FUA);
            client.trim(65536, 65536, CommandFlags.FUA);
            client.flush();

            assertEquals(
                    List.of(REPLY, SYNC, REPLY, SYNC, REPLY, REPLY, SYNC, REPLY, SYNC, REPLY, SYNC, REPLY),
                    calls.end());
        }
    }
}

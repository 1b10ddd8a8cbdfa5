// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Needs;
import dev.platter.peers.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Delayed requests wait without occupying threads. */
@Needs("nbdsh")
@Isolated("measures how long requests take")
class DelayIT {
    private static final int MANY = 1000;

    /** Fewer than this many threads may be added for other reasons, or to call a disk that blocks. */
    private static final int FEW = 100;

    /** Sends many reads and prints "sent"; after the last reply prints how many seconds all of that took. */
    private static final String CROWD = """
        import time
        begin = time.monotonic()
        reads = [h.aio_pread(nbd.Buffer(512), 512 * i) for i in range(%d)]
        while h.aio_in_flight() == len(reads) and h.aio_get_direction() & nbd.AIO_DIRECTION_WRITE:
            h.poll(-1)
        print('sent', flush=True)
        for read in reads:
            while not h.aio_command_completed(read):
                h.poll(-1)
        print(time.monotonic() - begin)
        """.formatted(MANY);

    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @ValueSource(strings = {"memory 1M", "file"})
    @EnabledOnOs(OS.LINUX)
    void thousandReadsAreDelayedAtOnce(String plugin) throws IOException, InterruptedException {
        String line = plugin.equals("file") ? "file " + image() : plugin;
        Served served = platter.serve(("--filter=delay " + line + " delay-read=2").split(" "));
        long before = threads(served);
        Process client = Peer.require("nbdsh").start("-u", served.uri(), "-c", CROWD);
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("sent", said.readLine());
            long meanwhile = threads(served);
            assertTrue(meanwhile - before < FEW, meanwhile + " threads where there were " + before);
            double seconds = Double.parseDouble(said.readLine());
            assertTrue(seconds >= 2, "the first read was back after " + seconds + " s");
            // If sixteen threads waited for the delays, it would take more than two minutes.
            assertTrue(seconds < 60, "the last read was back after " + seconds + " s");
            long after = threads(served);
            assertTrue(after - before < FEW, after + " threads where there were " + before);
            assertEquals(0, client.waitFor());
        } finally {
            client.destroyForcibly();
        }
    }

    @Test
    void serverEndsWithoutWaitingForDelayedRequests() throws IOException {
        Served served = platter.serve("--filter=delay", "memory", "1M", "delay-read=1h", "delay-close=1h");
        Peer.require("nbdsh")
                .run("-u", served.uri(), "-c", "h.aio_pread(nbd.Buffer(512), 0)")
                .success();
        served.end();
    }

    private Path image() throws IOException {
        Path image = platter.folder().resolve("image");
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(Image.MIB);
        }
        return image;
    }

    private static long threads(Served served) throws IOException {
        return Files.readAllLines(
                        Path.of("/proc", Long.toString(served.process().pid()), "status"))
                .stream()
                .filter(line -> line.startsWith("Threads:"))
                .mapToLong(line -> Long.parseLong(line.substring(8).strip()))
                .findFirst()
                .orElseThrow();
    }
}

package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.StandardWatchEventKinds;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The unpacked distribution, served to the clients that people use. */
class RealClientsIT {
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    private Path folder;

    private Tarball tarball;
    private Process server;

    @BeforeEach
    void unpack() throws IOException, InterruptedException {
        tarball = Tarball.unpack(Files.createDirectory(folder.resolve("unpacked")));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.destroy();
            assertTrue(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the server did not end on SIGTERM");
            assertTrue(Files.notExists(folder.resolve("socket")), "the socket is still there");
        }
    }

    @Test
    void aSparseImageIsCopiedInAndOut() throws IOException, InterruptedException {
        Path image = sparseImage();
        String uri = serve("memory", "64M");
        Peer.require("nbdcopy").run(image.toString(), uri).success();
        assertEquals("Images are identical.", compare(image, uri));
        Path copy = folder.resolve("copy");
        Peer.require("nbdcopy").run(uri, copy.toString()).success();
        assertEquals(-1, Files.mismatch(image, copy));
        String map = Peer.require("nbdinfo").run("--map", "--totals", uri).success();
        assertTrue(map.contains("hole,zero"), map);
    }

    @Test
    void theOffsetFilterShowsAPart() throws IOException, InterruptedException {
        Path image = sparseImage();
        String uri = serve("--filter=offset", "memory", "70M", "offset=1M", "range=64M");
        Peer.require("qemu-img")
                .run("convert", "-n", "-f", "raw", "-O", "raw", image.toString(), uri)
                .success();
        assertEquals("Images are identical.", compare(image, uri));
    }

    @Test
    void aFileIsServedAndChanged() throws IOException, InterruptedException {
        Path image = sparseImage();
        String uri = serve("file", image.toString());
        assertEquals("Images are identical.", compare(image, uri));
        Outcome io = Peer.require("qemu-io")
                .run("-f", "raw", "-c", "write -P 7 2M 64k", "-c", "flush", "-c", "write -z 2M 4k", uri);
        assertEquals(0, io.status(), io.err());
        try (FileChannel file = FileChannel.open(image, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(8192);
            file.read(bytes, 2 << 20);
            assertEquals(0, bytes.get(0));
            assertEquals(7, bytes.get(4096));
        }
    }

    @Test
    void requestsThatMakeNoSenseAreRefusedAndTheConnectionGoesOn() throws IOException, InterruptedException {
        String uri = serve("memory", "1M");
        String script = """
            import nbd
            h.set_strict_mode(0)
            def refused(errno, call):
                try:
                    call()
                except nbd.Error as error:
                    assert error.errnum == errno, (errno, error.errnum, error.string)
                    return
                assert False, 'not refused'
            import errno
            refused(errno.EINVAL, lambda: h.pread(512, 1048576))
            refused(errno.ENOSPC, lambda: h.pwrite(bytes(512), 1048576))
            refused(errno.EINVAL, lambda: h.trim(512, 1048320))
            refused(errno.ENOSPC, lambda: h.zero(512, 1048320))
            h.pwrite(b'platter!', 1000)
            assert h.pread(8, 1000) == b'platter!'
            """;
        Peer.require("nbdsh").run("-u", uri, "-c", script).success();
    }

    @Test
    void captiveModeEndsWithItsCommand() throws IOException, InterruptedException {
        Process captive = new ProcessBuilder(
                        tarball.command("platter"), "-U", "-", "null", "1G", "--run", "echo \"$uri\"; exit 3")
                .redirectErrorStream(true)
                .start();
        String printed = new String(captive.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(3, captive.waitFor(), printed);
        assertTrue(printed.startsWith("nbd+unix://?socket="), printed);
    }

    private static String compare(Path image, String uri) {
        return Peer.require("qemu-img")
                .run("compare", "-f", "raw", "-F", "raw", image.toString(), uri)
                .success()
                .strip();
    }

    /** 64 MiB with some data at its beginning, its end, and in between. */
    private Path sparseImage() throws IOException {
        Path image = folder.resolve("image");
        byte[] data = new byte[300_000];
        new Random(1).nextBytes(data);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(64 << 20);
            for (int at : new int[] {0, 5_000_001, (64 << 20) - data.length}) {
                file.seek(at);
                file.write(data);
            }
        }
        return image;
    }

    /** Starts the server and waits until it listens, which it does before anybody can see its socket. */
    private String serve(String... words) throws IOException, InterruptedException {
        Path socket = folder.resolve("socket");
        String[] command = new String[words.length + 4];
        command[0] = tarball.command("platter");
        command[1] = "-f";
        command[2] = "-U";
        command[3] = socket.toString();
        System.arraycopy(words, 0, command, 4, words.length);
        try (var watcher = folder.getFileSystem().newWatchService()) {
            folder.register(watcher, StandardWatchEventKinds.ENTRY_CREATE);
            server = new ProcessBuilder(command).inheritIO().start();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
            while (Files.notExists(socket) && server.isAlive() && System.nanoTime() < end) {
                var key = watcher.poll(1, TimeUnit.SECONDS);
                if (key != null) {
                    key.pollEvents();
                    key.reset();
                }
            }
        }
        assertTrue(server.isAlive() && Files.exists(socket), "the server does not listen on " + socket);
        return "nbd+unix://?socket=" + socket;
    }
}

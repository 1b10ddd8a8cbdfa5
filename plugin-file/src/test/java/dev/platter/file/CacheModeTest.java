package dev.platter.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class CacheModeTest {
    private final WatchedFile file = new WatchedFile();

    @Test
    void noneDropsWhatWasReadWrittenAndFlushed() throws IOException {
        FileDisk disk = new FileDisk(Path.of("disk.img"), file, CacheMode.NONE);

        disk.read(ByteBuffer.allocate(3), 20, HoleSink.NONE);
        disk.write(ByteBuffer.allocate(3), 30, RequestFlags.NONE);
        disk.flush();

        assertEquals(
                List.of("read 20", "DONT_NEED 20+3", "write 30", "DONT_NEED 30+3", "sync", "DONT_NEED 0+0"),
                file.calls);
    }

    @Test
    void theDefaultLeavesItToTheSystem() throws IOException {
        FileDisk disk = new FileDisk(Path.of("disk.img"), file, CacheMode.DEFAULT);

        disk.read(ByteBuffer.allocate(3), 20, HoleSink.NONE);
        disk.write(ByteBuffer.allocate(3), 30, RequestFlags.NONE);
        disk.flush();

        assertEquals(List.of("read 20", "write 30", "sync"), file.calls);
    }

    @Test
    void readingAheadIsPassedOn() throws IOException {
        new FileDisk(Path.of("disk.img"), file, CacheMode.DEFAULT).cache(5, 50);

        assertEquals(List.of("WILL_NEED 5+50"), file.calls);
    }
}

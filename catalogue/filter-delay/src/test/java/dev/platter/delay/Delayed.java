// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.delay;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestCompletion;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A disk as the filter shows it, in a server whose clock the test moves. */
final class Delayed {
    final TestContext context = new TestContext();
    private final Disk behind;
    private final Map<String, String> given = new HashMap<>();

    private Delayed(Disk behind) {
        this.behind = behind;
    }

    /** Takes {@code key=value key=value}; durations are in milliseconds. */
    static Delayed disk(Disk behind, String parameters) {
        Delayed delayed = new Delayed(behind);
        for (String word : parameters.split(" ")) {
            String[] parts = word.split("=", 2);
            delayed.given.put(parts[0], parts[1]);
        }
        return delayed;
    }

    Disk open() throws IOException {
        DelayFilter filter = new DelayFilter(config(), context::nanoTime);
        TestOpener opener = new TestOpener(behind);
        filter.start(opener, context);
        return filter.open(opener, TestClient.anybody());
    }

    AsyncDisk opened() throws IOException {
        return (AsyncDisk) open();
    }

    /** Sends a request. */
    static TestCompletion send(AsyncDisk disk, String command) {
        return send(disk, command, RequestFlags.NONE);
    }

    static TestCompletion send(AsyncDisk disk, String command, RequestFlags flags) {
        TestCompletion end = new TestCompletion();
        ExtentSink nowhere = (offset, length, status) -> true;
        switch (command) {
            case "read" -> disk.read(ByteBuffer.allocate(4), 0, HoleSink.NONE, end);
            case "write" -> disk.write(ByteBuffer.allocate(4), 0, flags, end);
            case "flush" -> disk.flush(end);
            case "trim" -> disk.trim(0, 4, flags, end);
            case "zero" -> disk.zero(0, 4, flags, end);
            case "cache" -> disk.cache(0, 4, end);
            case "extents" -> disk.extents(0, 4, nowhere, end);
            default -> disk.blockStatus(command, 0, 4, nowhere, end);
        }
        return end;
    }

    static Duration millis(long milliseconds) {
        return Duration.ofMillis(milliseconds);
    }

    private DelayFilter.Config config() {
        return new DelayFilter.Config(
                duration("delay-read").orElse(Duration.ZERO),
                duration("delay-write"),
                duration("delay-zero"),
                duration("delay-trim"),
                duration("wdelay"),
                duration("delay-extents").orElse(Duration.ZERO),
                duration("delay-cache").orElse(Duration.ZERO),
                Boolean.parseBoolean(given.getOrDefault("delay-fast-zero", "true")),
                duration("delay-open").orElse(Duration.ZERO),
                duration("delay-close").orElse(Duration.ZERO),
                Optional.ofNullable(given.get("delay-file")).map(Path::of));
    }

    private Optional<Duration> duration(String key) {
        return Optional.ofNullable(given.get(key)).map(Long::parseLong).map(Delayed::millis);
    }
}

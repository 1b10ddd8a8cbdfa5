// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.evil;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.parameters.Probability;
import dev.platter.api.parameters.Region;
import dev.platter.evilbits.Seed;
import dev.platter.testkit.TestClient;
import dev.platter.testkit.TestContext;
import dev.platter.testkit.TestOpener;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Makes a filter from a user's parameters, and reads through it. */
final class Given {
    private Given() {}

    /** Reads {@code key=value key=value}. */
    static EvilFilter.Config parameters(String line) {
        EvilMode mode = EvilMode.STUCK_BITS;
        Optional<Probability> probability = Optional.empty();
        Probability stuck = Probability.parse("1");
        Optional<Seed> seed = Optional.empty();
        int burst = 1;
        List<Region> ranges = new ArrayList<>();
        Optional<Long> count = Optional.empty();
        Optional<Path> trigger = Optional.empty();
        Optional<Path> log = Optional.empty();
        for (String word : line.split(" ")) {
            String[] parts = word.split("=", 2);
            switch (parts[0]) {
                case "evil" ->
                    mode = EvilMode.valueOf(parts[1].replace('-', '_').toUpperCase(Locale.ROOT));
                case "evil-probability" -> probability = Optional.of(Probability.parse(parts[1]));
                case "evil-stuck-probability" -> stuck = Probability.parse(parts[1]);
                case "evil-seed" -> seed = Optional.of(Seed.parse(parts[1]));
                case "evil-burst" -> burst = Integer.parseInt(parts[1]);
                case "evil-range" -> ranges.add(Region.parse(parts[1]));
                case "evil-count" -> count = Optional.of(Long.parseLong(parts[1]));
                case "evil-trigger" -> trigger = Optional.of(Path.of(parts[1]));
                case "evil-log" -> log = Optional.of(Path.of(parts[1]));
                default -> throw new AssertionError(word);
            }
        }
        return new EvilFilter.Config(mode, probability, stuck, seed, burst, ranges, count, trigger, log);
    }

    static EvilFilter filter(String line) throws IOException {
        EvilFilter filter = new EvilFilter(parameters(line));
        filter.prepare();
        return filter;
    }

    static Disk disk(Disk behind, String line) throws IOException {
        return disk(behind, filter(line), 1);
    }

    static Disk disk(Disk behind, EvilFilter filter, long connection) throws IOException {
        filter.start(new TestOpener(behind), new TestContext());
        return filter.open(new TestOpener(behind), new TestClient(connection, "", false));
    }

    /** Reads into a buffer that has other bytes before its position. */
    static byte[] read(Disk disk, long offset, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(length + 3).position(3);
        disk.read(into, offset, HoleSink.NONE);
        byte[] bytes = new byte[length];
        into.get(3, bytes);
        return bytes;
    }

    /** How many bits differ. */
    static long difference(byte[] one, byte[] other) {
        long bits = 0;
        for (int i = 0; i < one.length; i++) {
            bits += Integer.bitCount((one[i] ^ other[i]) & 0xff);
        }
        return bits;
    }

    static byte[] filled(int value, int length) {
        byte[] bytes = new byte[length];
        java.util.Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Derives keys by Argon2i and Argon2id, version 1.3, as RFC 9106 describes them; the names of variables that are one letter there
 * are given in comments. The memory, often a gibibyte, is outside of Java's heap, which need not be so large. Lanes are filled by
 * several threads, which wait for each other four times in each pass.
 */
final class Argon2 {
    private static final int VERSION = 0x13;
    private static final int BLOCK = 1024;
    private static final int LONGS = BLOCK / Long.BYTES;
    private static final int SLICES = 4;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final boolean hybrid;
    private final int passes;
    private final int lanes;
    private final int kibibytes;
    private final int columns;
    private final int segment;

    /**
     * Chooses the costs.
     *
     * @param hybrid whether it is Argon2id, and not Argon2i
     * @param passes how often memory is filled (t), at least 1
     * @param kibibytes how much memory (m), at least 8 for each lane
     * @param lanes how many threads could work at a time (p), at least 1
     */
    Argon2(boolean hybrid, int passes, int kibibytes, int lanes) {
        this.hybrid = hybrid;
        this.passes = passes;
        this.kibibytes = kibibytes;
        this.lanes = lanes;
        segment = kibibytes / (SLICES * lanes);
        columns = segment * SLICES;
    }

    /**
     * Derives a key.
     *
     * @param password in bytes (P)
     * @param salt in bytes (S)
     * @param length of the key, in bytes (T)
     * @throws IOException if the thread is interrupted
     * @throws OutOfMemoryError if the system has no more memory
     */
    byte[] derive(byte[] password, byte[] salt, int length) throws IOException {
        byte[] none = new byte[0];
        return derive(password, salt, none, none, length);
    }

    /** The same with a secret value (K) and associated data (X), which LUKS does not have, and test vectors do. */
    byte[] derive(byte[] password, byte[] salt, byte[] secret, byte[] associated, int length) throws IOException {
        byte[] seed = Blake2b.hash(
                Blake2b.LONGEST,
                ints(lanes, length, kibibytes, passes, VERSION, hybrid ? 2 : 1),
                ints(password.length),
                password,
                ints(salt.length),
                salt,
                ints(secret.length),
                secret,
                ints(associated.length),
                associated);
        try (Arena arena = Arena.ofShared()) {
            MemorySegment memory = arena.allocate((long) lanes * columns * BLOCK, Long.BYTES);
            for (int lane = 0; lane < lanes; lane++) {
                for (int column = 0; column < 2; column++) {
                    byte[] first = stretched(BLOCK, seed, ints(column, lane));
                    MemorySegment.copy(MemorySegment.ofArray(first), 0, memory, at(lane, column), BLOCK);
                }
            }
            fill(memory);
            long[] last = new long[LONGS];
            for (int lane = 0; lane < lanes; lane++) {
                for (int i = 0; i < LONGS; i++) {
                    last[i] ^= memory.get(LONG, at(lane, columns - 1) + (long) i * Long.BYTES);
                }
            }
            ByteBuffer bytes = ByteBuffer.allocate(BLOCK).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asLongBuffer().put(last);
            return stretched(length, bytes.array());
        }
    }

    private long at(int lane, int column) {
        return ((long) lane * columns + column) * BLOCK;
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    /** A hash of any length (H'). */
    private static byte[] stretched(int length, byte[]... inputs) {
        byte[][] all = new byte[inputs.length + 1][];
        all[0] = ints(length);
        System.arraycopy(inputs, 0, all, 1, inputs.length);
        if (length <= Blake2b.LONGEST) {
            return Blake2b.hash(length, all);
        }
        int half = Blake2b.LONGEST / 2;
        ByteBuffer out = ByteBuffer.allocate(length);
        byte[] hash = Blake2b.hash(Blake2b.LONGEST, all);
        out.put(hash, 0, half);
        while (out.remaining() > Blake2b.LONGEST) {
            hash = Blake2b.hash(Blake2b.LONGEST, hash);
            out.put(hash, 0, half);
        }
        return out.put(Blake2b.hash(out.remaining(), hash)).array();
    }

    private void fill(MemorySegment memory) throws IOException {
        int threads = Math.min(lanes, Runtime.getRuntime().availableProcessors());
        try (ExecutorService workers = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("platter-luks-", 1).factory())) {
            for (int pass = 0; pass < passes; pass++) {
                for (int slice = 0; slice < SLICES; slice++) {
                    fillSlice(workers, memory, pass, slice);
                }
            }
        }
    }

    private void fillSlice(ExecutorService workers, MemorySegment memory, int pass, int slice) throws IOException {
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            Segment filled = new Segment(memory, pass, slice, lane);
            tasks.add(() -> {
                filled.fill();
                return true;
            });
        }
        try {
            for (Future<Boolean> task : workers.invokeAll(tasks)) {
                task.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a key was derived from the passphrase", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** A quarter of a lane, which one thread fills. */
    private final class Segment {
        private final MemorySegment memory;
        private final int pass;
        private final int slice;
        private final int lane;
        private final boolean independent;
        private final long[] mixed = new long[LONGS];
        private final long[] addresses = new long[LONGS];
        private final long[] input = new long[LONGS];

        Segment(MemorySegment memory, int pass, int slice, int lane) {
            this.memory = memory;
            this.pass = pass;
            this.slice = slice;
            this.lane = lane;
            independent = !hybrid || (pass == 0 && slice < SLICES / 2);
        }

        void fill() {
            long[] previous = new long[LONGS];
            long[] other = new long[LONGS];
            long[] result = new long[LONGS];
            int first = pass == 0 && slice == 0 ? 2 : 0;
            int column = slice * segment + first;
            read(at(lane, column == 0 ? columns - 1 : column - 1), previous);
            if (independent) {
                nextAddresses();
            }
            for (int i = first; i < segment; i++, column++) {
                if (independent && i % LONGS == 0 && i > 0) {
                    nextAddresses();
                }
                long random = independent ? addresses[i % LONGS] : previous[0];
                read(reference(i, random), other);
                for (int j = 0; j < LONGS; j++) {
                    other[j] ^= previous[j];
                }
                mix(other, result);
                long position = at(lane, column);
                if (pass > 0) {
                    for (int j = 0; j < LONGS; j++) {
                        result[j] ^= memory.get(LONG, position + (long) j * Long.BYTES);
                    }
                }
                MemorySegment.copy(result, 0, memory, LONG, position, LONGS);
                long[] swapped = previous;
                previous = result;
                result = swapped;
            }
        }

        private void read(long position, long[] into) {
            MemorySegment.copy(memory, LONG, position, into, 0, LONGS);
        }

        /** 128 numbers that do not depend on the password. */
        private void nextAddresses() {
            input[0] = pass;
            input[1] = lane;
            input[2] = slice;
            input[3] = (long) lanes * columns;
            input[4] = passes;
            input[5] = hybrid ? 2 : 1;
            input[6]++;
            mix(input, addresses);
            mix(addresses.clone(), addresses);
        }

        /** Where the block is that is mixed with the one before (section 3.4). */
        private long reference(int index, long random) {
            int from = pass == 0 && slice == 0 ? lane : (int) Long.remainderUnsigned(random >>> Integer.SIZE, lanes);
            int finished = pass == 0 ? slice * segment : columns - segment;
            int size = from == lane ? finished + index - 1 : finished - (index == 0 ? 1 : 0);
            long low = random & 0xffff_ffffL;
            long squared = (low * low) >>> Integer.SIZE;
            long place = size - 1 - ((size * squared) >>> Integer.SIZE);
            int start = pass == 0 || slice == SLICES - 1 ? 0 : (slice + 1) * segment;
            return at(from, (int) ((start + place) % columns));
        }

        /** The compression function of a block that is the sum of two (G); {@code out} may not be {@code in}. */
        private void mix(long[] in, long[] out) {
            System.arraycopy(in, 0, mixed, 0, LONGS);
            for (int row = 0; row < LONGS; row += 16) {
                permute(row, row + 2, row + 4, row + 6, row + 8, row + 10, row + 12, row + 14);
            }
            for (int pair = 0; pair < 16; pair += 2) {
                permute(pair, pair + 16, pair + 32, pair + 48, pair + 64, pair + 80, pair + 96, pair + 112);
            }
            for (int i = 0; i < LONGS; i++) {
                out[i] = in[i] ^ mixed[i];
            }
        }

        /** The round function of BLAKE2b with multiplications, on sixteen numbers that stand in pairs (P). */
        private void permute(int a, int b, int c, int d, int e, int f, int g, int h) {
            quarter(a, c, e, g);
            quarter(a + 1, c + 1, e + 1, g + 1);
            quarter(b, d, f, h);
            quarter(b + 1, d + 1, f + 1, h + 1);
            quarter(a, c + 1, f, h + 1);
            quarter(a + 1, d, f + 1, g);
            quarter(b, d + 1, e, g + 1);
            quarter(b + 1, c, e + 1, h);
        }

        private void quarter(int a, int b, int c, int d) {
            long va = mixed[a];
            long vb = mixed[b];
            long vc = mixed[c];
            long vd = mixed[d];
            va = sum(va, vb);
            vd = Long.rotateRight(vd ^ va, 32);
            vc = sum(vc, vd);
            vb = Long.rotateRight(vb ^ vc, 24);
            va = sum(va, vb);
            vd = Long.rotateRight(vd ^ va, 16);
            vc = sum(vc, vd);
            vb = Long.rotateRight(vb ^ vc, 63);
            mixed[a] = va;
            mixed[b] = vb;
            mixed[c] = vc;
            mixed[d] = vd;
        }

        private static long sum(long x, long y) {
            return x + y + 2 * (x & 0xffff_ffffL) * (y & 0xffff_ffffL);
        }
    }
}

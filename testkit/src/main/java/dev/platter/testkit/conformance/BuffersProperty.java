// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A read fills its buffer and no byte outside its range, a write does not change its buffer, and neither keeps it. */
final class BuffersProperty implements Property {
    private static final int GUARD = 64;
    private static final byte POISON = (byte) 0xe5;

    @Override
    public String name() {
        return "reads fill their buffers, writes do not change them, and no call keeps them";
    }

    @Override
    public void check(Trial trial) throws IOException {
        if (trial.subject().has(Trait.FAILS_ON_PURPOSE)) {
            return;
        }
        Served served = trial.serve();
        Disk disk = trial.open(served);
        int block = disk.features().blockSizes().minimum();
        int length = (int) Math.min(disk.size(), Math.max(block, 5000 / block * block));
        if (length == 0) {
            return;
        }
        boolean writes = disk.features().write() && !trial.subject().has(Trait.FIXED_CONTENT);
        for (long at : new long[] {0, (disk.size() - length) / 2 / block * block, disk.size() - length}) {
            keepsNoReadBuffer(disk, at, length);
            fills(disk, at, length);
            if (writes) {
                keepsNoWrittenBuffer(trial, disk, at, length);
            }
        }
    }

    private static ByteBuffer within(byte filler, int length) {
        ByteBuffer all = ByteBuffer.allocateDirect(length + 2 * GUARD);
        for (int i = 0; i < all.capacity(); i++) {
            all.put(i, filler);
        }
        return all.position(GUARD).limit(GUARD + length);
    }

    private static byte[] bytes(ByteBuffer buffer, int from, int length) {
        byte[] bytes = new byte[length];
        buffer.get(from, bytes);
        return bytes;
    }

    private static void fills(Disk disk, long at, int length) throws IOException {
        ByteBuffer one = within(POISON, length);
        ByteBuffer other = within((byte) ~POISON, length);
        disk.read(one.duplicate(), at, HoleSink.NONE);
        disk.read(other.duplicate(), at, HoleSink.NONE);
        Bytes.same(
                bytes(one, GUARD, length),
                bytes(other, GUARD, length),
                at,
                "the same range was read into two buffers, and one of them was not filled");
        one.clear();
        for (int i = 0; i < GUARD; i++) {
            int before = i;
            Broken.unless(
                    one.get(before) == POISON && one.get(GUARD + length + before) == POISON,
                    () -> "a read of " + length + " bytes at " + at + " has written outside its range of the buffer");
        }
    }

    private static void keepsNoReadBuffer(Disk disk, long at, int length) throws IOException {
        ByteBuffer returned = within(POISON, length);
        disk.read(returned.duplicate(), at, HoleSink.NONE);
        byte[] poison = new byte[length];
        Arrays.fill(poison, POISON);
        returned.put(GUARD, poison);
        ByteBuffer other = within(POISON, length);
        for (int i = 0; i < 3; i++) {
            disk.read(other.duplicate(), at, HoleSink.NONE);
        }
        Bytes.same(poison, bytes(returned, GUARD, length), at, "the buffer of a read that has returned was written to");
    }

    private static void keepsNoWrittenBuffer(Trial trial, Disk disk, long at, int length) throws IOException {
        byte[] data = Bytes.data(trial.seed() + at, length);
        ByteBuffer from = within(POISON, length);
        from.put(GUARD, data);
        disk.write(from.duplicate(), at, RequestFlags.NONE);
        from.clear();
        Bytes.same(data, bytes(from, GUARD, length), at, "a write has changed its buffer");
        byte[] garbage = new byte[length];
        Arrays.fill(garbage, POISON);
        from.put(GUARD, garbage);
        if (disk.features().flush()) {
            disk.flush();
        }
        ByteBuffer into = within((byte) 0, length);
        disk.read(into.duplicate(), at, HoleSink.NONE);
        Bytes.same(
                data,
                bytes(into, GUARD, length),
                at,
                "a read returns what was put into a write's buffer after the write had returned");
    }
}

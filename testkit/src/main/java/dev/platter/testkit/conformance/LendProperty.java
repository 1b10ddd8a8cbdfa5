// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Disk;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.engine.export.OpenDisk;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.HeldLoan;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * What a disk lends is what it reads as. While it is lent, each byte is one that the disk has there at some moment, even
 * if the range is written, zeroed and trimmed, and other ranges are written for which the disk needs memory.
 */
final class LendProperty implements Property {
    /** The range has three parts of at most this many bytes. */
    private static final int PART = 100_000;

    @Override
    public String name() {
        return "what is lent belongs to its range until it is returned";
    }

    @Override
    public void check(Trial trial) throws IOException {
        if (!trial.subject().has(Trait.FAILS_ON_PURPOSE)) {
            check(trial, false);
            trial.close(); // a device may take one instance at a time
            if (System.getProperty("os.name").equals("Linux")) {
                check(trial, true);
            }
        }
    }

    private static void check(Trial trial, boolean files) throws IOException {
        Subject subject = trial.subject();
        OpenDisk open = trial.openDefault(
                trial.serve(subject, FakeDisk.of(subject.behind()).lending()));
        Features features = open.features();
        int block = features.blockSizes().minimum();
        long most = Math.min(PART, features.blockSizes().maximumData() / 3);
        int part = (int) (Math.min(open.size() / 3, most) / block * block);
        if (part == 0) {
            return;
        }
        Disk disk = open.disk();
        boolean changes = features.write() && !subject.has(Trait.FIXED_CONTENT);
        if (changes) {
            write(disk, 0, Bytes.data(trial.seed(), 3 * part));
        }
        byte[] before = read(disk, 3 * part);
        byte[] after;
        try (HeldLoan loan = new HeldLoan(files)) {
            if (!disk.lend(0, 3 * part, loan)) {
                Broken.unless(loan.bytes().length == 0, () -> "a disk declined to lend, and had lent pieces before");
                return;
            }
            Bytes.same(before, loan.bytes(), 0, "what is lent, compared with what is read");
            after = changes ? changed(trial, open, part, before, loan) : before;
        }
        Bytes.same(after, read(disk, 3 * part), 0, "read after a loan was returned");
    }

    /** Changes the range and others while it is lent, and returns what it then reads as. */
    private static byte[] changed(Trial trial, OpenDisk open, int part, byte[] before, HeldLoan loan)
            throws IOException {
        Disk disk = open.disk();
        Features features = open.features();
        byte[] middle = Bytes.data(trial.seed() + 1, part);
        write(disk, part, middle);
        if (features.zero() != Support.NONE) {
            disk.zero(2L * part, part, RequestFlags.NONE);
        }
        belongs(loan.bytes(), part, before, middle, read(disk, 3 * part), "was written and zeroed");
        if (features.trim()) {
            disk.trim(0, open.size() / part * part, RequestFlags.NONE);
        }
        for (long at = 3L * part; at <= Math.min(open.size(), 30L * part) - part; at += part) {
            write(disk, at, Bytes.data(trial.seed() + at, part));
        }
        byte[] after = read(disk, 3 * part);
        belongs(loan.bytes(), part, before, middle, after, "was trimmed, and other ranges were written");
        return after;
    }

    private static void belongs(byte[] lent, int part, byte[] before, byte[] middle, byte[] now, String what) {
        for (int i = 0; i < lent.length; i++) {
            byte each = lent[i];
            boolean written = i >= part && i < 2 * part && each == middle[i - part];
            if (each != before[i] && each != now[i] && each != 0 && !written) {
                throw new Broken("a range was lent, and meanwhile " + what + ": the byte lent at " + i + " is now "
                        + (each & 0xff) + ", which the disk never had there");
            }
        }
    }

    private static byte[] read(Disk disk, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(length);
        disk.read(into, 0, HoleSink.NONE);
        byte[] bytes = new byte[length];
        into.get(0, bytes);
        return bytes;
    }

    private static void write(Disk disk, long offset, byte... bytes) throws IOException {
        disk.write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), offset, RequestFlags.NONE);
    }
}

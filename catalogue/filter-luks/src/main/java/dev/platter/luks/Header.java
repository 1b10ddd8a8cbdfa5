// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.luks;

import dev.platter.blocks.DiskBytes;
import java.io.IOException;
import java.util.List;
import java.util.StringJoiner;

/**
 * What the beginning of an encrypted disk says.
 *
 * @param identity bytes of the header that differ from those of any other disk
 * @param slots in the order in which they are tried
 * @param digest of the key of the payload
 * @param payload what the key is for
 */
record Header(byte[] identity, List<KeySlot> slots, KeyDigest digest, Payload payload) {
    /** An encrypted disk begins so. */
    private static final byte[] MAGIC = {'L', 'U', 'K', 'S', (byte) 0xba, (byte) 0xbe};

    private static final int LENGTH = 4096;

    /**
     * Reads a header of either version.
     *
     * @throws LuksException if it is damaged, or asks for what is not supported
     */
    static Header read(DiskBytes disk) throws IOException {
        byte[] start = identity(disk);
        if (java.util.Arrays.mismatch(start, 0, Math.min(start.length, MAGIC.length), MAGIC, 0, MAGIC.length) >= 0) {
            // The first copy of a header of version 2 may be lost.
            return Luks2.find(disk, start)
                    .orElseThrow(() -> new LuksException("the disk behind is not encrypted with LUKS: its first bytes"
                            + " are others; leave out the filter, or serve another disk"));
        }
        int version = start.length < 8 ? 0 : start[6] << Byte.SIZE | start[7];
        return switch (version) {
            case 1 -> Luks1.parse(start);
            case 2 ->
                Luks2.find(disk, start)
                        .orElseThrow(() -> new LuksException(
                                "both copies of the LUKS2 header are damaged: their checksums are wrong"));
            default ->
                throw new LuksException(
                        "the disk behind has version " + version + " of LUKS, and only 1 and 2 are understood");
        };
    }

    /** The bytes at the beginning, by which a header is known again. */
    static byte[] identity(DiskBytes disk) throws IOException {
        return disk.read(0, (int) Math.min(LENGTH, disk.size()));
    }

    /** What a passphrase has opened. */
    record Opened(String slot, byte[] key) {}

    /**
     * Tries all slots.
     *
     * @throws LuksException if none fits; the message says why slots could not be tried, and never has a passphrase
     */
    Opened unlock(byte[] passphrase, DiskBytes disk) throws IOException {
        StringJoiner untried = new StringJoiner("; ");
        int tried = 0;
        for (KeySlot slot : slots) {
            if (!digest.slots().contains(slot.name())) {
                continue;
            }
            try {
                byte[] key = slot.open(passphrase, disk);
                if (digest.fits(key)) {
                    return new Opened(slot.name(), key);
                }
                tried++;
            } catch (LuksException e) {
                untried.add("slot " + slot.name() + " cannot be tried: " + e.getMessage());
            }
        }
        String reasons = untried.length() == 0 ? "" : "; " + untried;
        if (tried == 0) {
            throw new LuksException("the LUKS header has no key slot that can be tried" + reasons);
        }
        throw new LuksException("the passphrase is wrong: it fits none of " + tried + " key slots" + reasons);
    }
}

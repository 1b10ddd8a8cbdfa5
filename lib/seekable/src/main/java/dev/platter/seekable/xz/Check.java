// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.LinearCrc;
import dev.platter.seekable.blocks.BlockCheck;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;

/** The check behind each block, which one stream has only of one kind. */
public enum Check implements BlockCheck {
    /** CRC-32: the only one that XZ Embedded has always, and so the Linux kernel. */
    CRC32(1, 4),
    /** CRC-64: what the command xz uses unless it is told otherwise. */
    CRC64(4, 8),
    /** SHA-256, of which a change recomputes a block, instead of being added to the check. */
    SHA256(10, 32);

    private static final int[] LENGTHS = {0, 4, 4, 4, 8, 8, 8, 16, 16, 16, 32, 32, 32, 64, 64, 64};

    private final int id;
    private final int length;

    Check(int id, int length) {
        this.id = id;
        this.length = length;
    }

    /** {@return its name in lower case, as the command xz takes it} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one with a number in the flags of a stream. */
    static Optional<Check> of(int id) {
        return Arrays.stream(values()).filter(check -> check.id == id).findFirst();
    }

    /** The length of any check, known here or not, in bytes. */
    static int lengthOf(int id) {
        return LENGTHS[id];
    }

    int id() {
        return id;
    }

    /** {@inheritDoc} */
    @Override
    public int length() {
        return length;
    }

    private Optional<LinearCrc> linear() {
        return switch (this) {
            case CRC32 -> Optional.of(LinearCrc.CRC_32);
            case CRC64 -> Optional.of(LinearCrc.CRC_64);
            case SHA256 -> Optional.empty();
        };
    }

    /** {@return whether it is a CRC} */
    @Override
    public boolean isLinear() {
        return linear().isPresent();
    }

    /** {@inheritDoc} The CRC of the change is added, as if the bytes that follow were zeroes. */
    @Override
    public ByteBuffer changed(ByteBuffer check, ByteBuffer old, ByteBuffer bytes, long following) {
        LinearCrc linear = linear().orElseThrow(() -> new IllegalStateException(this + " is not linear"));
        return encode(decode(check) ^ linear.shift(crc(old) ^ crc(bytes), following));
    }

    private long crc(ByteBuffer bytes) {
        if (this == CRC64) {
            return Crc64.of(bytes);
        }
        CRC32 crc = new CRC32();
        crc.update(bytes.duplicate());
        return crc.getValue();
    }

    private ByteBuffer encode(long crc) {
        ByteBuffer stored = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        return (length == Long.BYTES ? stored.putLong(crc) : stored.putInt((int) crc)).flip();
    }

    private long decode(ByteBuffer stored) {
        ByteBuffer bytes = stored.duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return length == Long.BYTES ? bytes.getLong() : Integer.toUnsignedLong(bytes.getInt());
    }

    /** {@inheritDoc} */
    @Override
    public ByteBuffer of(ByteBuffer bytes) {
        if (this != SHA256) {
            return encode(crc(bytes));
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes.duplicate());
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.blocks;

import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Unpacks blocks of any length only to look at them. */
public final class PackedCheck {
    private PackedCheck() {}

    /**
     * What is wrong with a block.
     *
     * @param reader unpacks it
     * @param block of the file
     * @throws IOException if the file cannot be read
     */
    public static Optional<Damage> of(BlockReader reader, Block block) throws IOException {
        try {
            reader.unpack(block, _ -> {});
            return Optional.empty();
        } catch (DamagedImageException e) {
            return Optional.of(new Damage(e.position(), block.fileLength(), e.getMessage()));
        }
    }

    /**
     * Whether a block has nothing but zeroes.
     *
     * @param reader unpacks it
     * @param block which is not damaged
     * @throws IOException if it cannot be read
     */
    public static boolean isZeroes(BlockReader reader, Block block) throws IOException {
        AtomicBoolean zeroes = new AtomicBoolean(true);
        reader.unpack(block, bytes -> {
            if (ByteBuffer.allocate(bytes.remaining()).mismatch(bytes) >= 0) {
                zeroes.set(false);
            }
        });
        return zeroes.get();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Unpacks blocks of any length only to look at them. */
final class PackedCheck {
    private PackedCheck() {}

    /** What is wrong with a block. */
    static Optional<Damage> of(Storage file, Blocks.Block block) throws IOException {
        try {
            BlockReader.unpack(file, block, _ -> {});
            return Optional.empty();
        } catch (DamagedImageException e) {
            return Optional.of(new Damage(e.position(), block.fileLength(), e.getMessage()));
        }
    }

    static boolean isZeroes(Storage file, Blocks.Block block) throws IOException {
        AtomicBoolean zeroes = new AtomicBoolean(true);
        BlockReader.unpack(file, block, bytes -> {
            if (ByteBuffer.allocate(bytes.remaining()).mismatch(bytes) >= 0) {
                zeroes.set(false);
            }
        });
        return zeroes.get();
    }
}

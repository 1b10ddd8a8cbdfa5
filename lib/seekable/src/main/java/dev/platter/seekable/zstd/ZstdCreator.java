// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import dev.platter.seekable.ImageInput;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Recipe;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.BlockCreator;
import dev.platter.seekable.blocks.Description;
import dev.platter.seekable.blocks.NewBlock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;

/** Compresses one image: label, frames, table. */
final class ZstdCreator implements BlockCreator.Packer {
    private final Recipe recipe;
    private final Storage out;
    private final Progress progress;
    private final PackedFrames frames;
    private final ZeroFrames zeroes = new ZeroFrames();
    private final SeekTable.Writer table = new SeekTable.Writer();
    private long position;
    private long size;

    /** @param frames made for the recipe's level */
    ZstdCreator(Recipe recipe, PackedFrames frames, Storage out, Progress progress) {
        this.recipe = recipe;
        this.frames = frames;
        this.out = out;
        this.progress = progress;
    }

    void run(ImageInput in) throws IOException {
        ByteBuffer label = Label.encode(new Description(recipe.level(), recipe.kept()));
        int labelLength = label.remaining();
        table.add(labelLength, 0);
        append(label);
        new BlockCreator(in, recipe, this, PackedFrames.LONGEST, ZeroFrames.LONGEST).run(this::write);
        ByteBuffer end = table.finish();
        CRC32 crc = new CRC32();
        crc.update(end.duplicate());
        append(end);
        ByteBuffer checksum = ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(0, (int) crc.getValue());
        out.write(checksum, Label.tableCrcAt(labelLength));
    }

    @Override
    public NewBlock kept(ByteBuffer bytes) {
        return new NewBlock(RawFrame.kept(bytes), bytes.remaining(), (byte) 0);
    }

    @Override
    public NewBlock packed(ByteBuffer bytes) throws IOException {
        return frames.compress(bytes);
    }

    @Override
    public NewBlock zeroes(int length) {
        return new NewBlock(zeroes.of(length), length, (byte) 0);
    }

    private void write(NewBlock block) throws IOException {
        table.add(block.bytes().remaining(), block.length());
        append(block.bytes().duplicate());
        size += block.length();
        progress.reached(size);
    }

    private void append(ByteBuffer bytes) throws IOException {
        long length = bytes.remaining();
        out.write(bytes, position);
        position += length;
    }
}

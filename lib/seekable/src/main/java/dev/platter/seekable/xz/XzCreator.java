// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.ImageInput;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Recipe;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.BlockCreator;
import dev.platter.seekable.blocks.Description;
import dev.platter.seekable.blocks.NewBlock;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Compresses one image: header, label, blocks, index. */
final class XzCreator implements BlockCreator.Packer {
    private final ImageInput in;
    private final Recipe recipe;
    private final Check check;
    private final Storage out;
    private final Progress progress;
    private final IndexWriter index;
    private final NewBlock hole;
    private long position;
    private long size;

    XzCreator(ImageInput in, Recipe recipe, Check check, Storage out, Progress progress) throws IOException {
        PackedBlock.requireLevel(recipe.level());
        this.in = in;
        this.recipe = recipe;
        this.check = check;
        this.out = out;
        this.progress = progress;
        index = new IndexWriter(check.id());
        hole = PackedBlock.hole(recipe.level(), check);
    }

    void run() throws IOException {
        append(Index.header(check.id()));
        label(new Description(recipe.level(), recipe.kept()).encode(Made.LETTERS));
        new BlockCreator(in, recipe, this, PackedBlock.LONGEST, PackedBlock.LONGEST).run(this::write);
        append(index.finish());
    }

    private void label(ByteBuffer bytes) throws IOException {
        for (int i = Label.blocks(bytes.remaining()); i > 0; i--) {
            index.add(Label.unpaddedLength(check), 0);
        }
        append(Label.encode(bytes, check));
    }

    @Override
    public NewBlock kept(ByteBuffer bytes) {
        KeptBlock block = new KeptBlock(bytes.remaining(), check);
        return new NewBlock(block.encode(bytes), bytes.remaining(), Note.of(check.id(), block.unpaddedLength()));
    }

    @Override
    public NewBlock packed(ByteBuffer bytes) throws IOException {
        return PackedBlock.compress(bytes, recipe.level(), check, false);
    }

    @Override
    public NewBlock zeroes(int length) throws IOException {
        return length == hole.length()
                ? hole
                : PackedBlock.compress(ByteBuffer.allocate(length), recipe.level(), check, true);
    }

    private void write(NewBlock block) throws IOException {
        index.add(Note.unpadded(block.bytes().remaining(), block.note()), block.length());
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

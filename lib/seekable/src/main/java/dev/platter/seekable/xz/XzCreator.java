// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.ImageInput;
import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.OrderedWork;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Recipe;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Compresses one image. The calling thread reads and writes, the workers compress blocks in between. Kept regions take the
 * same way, so that everything is in its order.
 */
final class XzCreator {
    private static final ByteBuffer NOTHING_BUT_ZEROES =
            ByteBuffer.allocate(PackedBlock.LONGEST).asReadOnlyBuffer();

    private final ImageInput in;
    private final Recipe recipe;
    private final Check check;
    private final Storage out;
    private final Progress progress;
    private final IndexWriter index;
    private final PackedBlock hole;
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
        label(new Description(recipe.level(), recipe.kept()).encode());
        try (OrderedWork<PackedBlock> work = new OrderedWork<>(recipe.threads(), this::write)) {
            long offset = 0;
            while (true) {
                Optional<KeptRegion> region = recipe.kept().after(offset);
                boolean kept = region.isPresent() && region.get().start() <= offset;
                int wanted = kept ? keptLength(region.get(), offset) : packedLength(region, offset);
                if (!kept && wanted == PackedBlock.LONGEST && in.hole() >= wanted) {
                    in.skip(wanted);
                    work.add(() -> hole);
                    offset += wanted;
                    continue;
                }
                ByteBuffer bytes = ByteBuffer.allocate(wanted);
                in.read(bytes);
                bytes.flip();
                if (bytes.hasRemaining()) {
                    work.add(kept ? () -> kept(bytes) : () -> packed(bytes));
                }
                offset += bytes.remaining();
                if (bytes.remaining() < wanted) {
                    break;
                }
            }
            work.finish();
        }
        requireRegions();
        append(index.finish());
    }

    private void label(ByteBuffer bytes) throws IOException {
        for (int i = Label.blocks(bytes.remaining()); i > 0; i--) {
            index.add(Label.unpaddedLength(check), 0);
        }
        append(Label.encode(bytes, check));
    }

    private static int keptLength(KeptRegion region, long offset) {
        return (int) Math.min(KeptBlock.LONGEST, region.end() - offset);
    }

    private static int packedLength(Optional<KeptRegion> next, long offset) {
        long end = next.map(KeptRegion::start).orElse(Long.MAX_VALUE);
        return (int) Math.min(PackedBlock.LONGEST - offset % PackedBlock.LONGEST, end - offset);
    }

    private PackedBlock kept(ByteBuffer bytes) {
        KeptBlock block = new KeptBlock(bytes.remaining(), check);
        return new PackedBlock(block.encode(bytes), block.unpaddedLength(), bytes.remaining());
    }

    private PackedBlock packed(ByteBuffer bytes) throws IOException {
        boolean zeroes = NOTHING_BUT_ZEROES.slice(0, bytes.remaining()).mismatch(bytes) < 0;
        if (zeroes && bytes.remaining() == hole.length()) {
            return hole;
        }
        return PackedBlock.compress(bytes, recipe.level(), check, zeroes);
    }

    private void write(PackedBlock block) throws IOException {
        append(block.bytes().duplicate());
        index.add(block.unpadded(), block.length());
        size += block.length();
        progress.reached(size);
    }

    private void append(ByteBuffer bytes) throws IOException {
        long length = bytes.remaining();
        out.write(bytes, position);
        position += length;
    }

    private void requireRegions() {
        for (KeptRegion region : recipe.kept().list()) {
            if (region.end() > size) {
                throw new IllegalArgumentException("the kept region " + region + " ends beyond the image, which has "
                        + size + " bytes: its last byte can be " + (size - 1));
            }
        }
    }
}

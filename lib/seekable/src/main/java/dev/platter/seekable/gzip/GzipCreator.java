// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.seekable.ImageInput;
import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.LinearCrc;
import dev.platter.seekable.OrderedWork;
import dev.platter.seekable.Progress;
import dev.platter.seekable.Recipe;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Compresses one image. The calling thread reads and writes; the workers compress batches in between. A kept region takes
 * the same way, so that everything is in its order. The header is written last, when the size and the places are known.
 */
final class GzipCreator {
    private final ImageInput in;
    private final Recipe recipe;
    private final Storage out;
    private final Progress progress;
    private final HoleTemplate zeroes = new HoleTemplate();
    private final Deque<Batch> free = new ArrayDeque<>();
    private final List<Long> positions = new ArrayList<>();
    private long position;
    private long size;
    private long crc;
    private long base;
    private boolean skipped;

    GzipCreator(ImageInput in, Recipe recipe, Storage out, Progress progress) {
        this.in = in;
        this.recipe = recipe;
        this.out = out;
        this.progress = progress;
    }

    void run() throws IOException {
        position = Description.length(recipe.kept());
        try (OrderedWork<Batch> work = new OrderedWork<>(recipe.threads(), this::write)) {
            long offset = 0;
            boolean more = true;
            while (more) {
                Batch batch = free.isEmpty() ? new Batch() : free.removeFirst();
                int wanted = read(batch, offset);
                more = batch.length() == wanted;
                offset += batch.length();
                if (batch.length() > 0) {
                    work.add(task(batch));
                }
            }
            work.finish();
        }
        requireRegions();
        finish();
    }

    /** Fills a batch, with bytes of one kept region or of none. Returns how many were wanted: fewer come at the end of the image. */
    private int read(Batch batch, long offset) throws IOException {
        Optional<KeptRegion> region = recipe.kept().after(offset);
        skipped = false;
        if (region.isPresent() && region.get().start() <= offset) {
            int wanted = (int)
                    Math.min((long) Batch.BLOCKS * Layout.BLOCK, region.get().end() - offset);
            in.read(batch.begin(offset, wanted, true));
            batch.filled();
            return wanted;
        }
        long gapEnd = region.map(KeptRegion::start).orElse(Long.MAX_VALUE);
        int wanted = (int) Math.min(Batch.LENGTH - offset % Batch.LENGTH, gapEnd - offset);
        if (wanted == Layout.ZEROES && in.hole() >= wanted) {
            in.skip(wanted);
            batch.skipped(offset);
            skipped = true;
            return wanted;
        }
        in.read(batch.begin(offset, wanted, false));
        batch.filled();
        return wanted;
    }

    private OrderedWork.Task<Batch> task(Batch batch) {
        if (batch.isKept()) {
            return batch::store;
        }
        return skipped ? () -> batch.hole(zeroes) : () -> batch.deflate(recipe.level(), zeroes);
    }

    private void write(Batch batch) throws IOException {
        List<KeptRegion> regions = recipe.kept().list();
        int next = positions.size();
        if (next < regions.size() && regions.get(next).start() == batch.start()) {
            positions.add(position);
        }
        long length = batch.out().remaining();
        out.write(batch.out(), position);
        position += length;
        long ofKept = batch.isKept() ? LinearCrc.CRC_32.ofZeroes(batch.length()) : batch.crc();
        crc = LinearCrc.CRC_32.combine(crc, batch.crc(), batch.length());
        base = LinearCrc.CRC_32.combine(base, ofKept, batch.length());
        size += batch.length();
        free.addLast(batch);
        progress.reached(size);
    }

    private void requireRegions() {
        for (KeptRegion region : recipe.kept().list()) {
            if (region.end() > size) {
                throw new IllegalArgumentException("the kept region " + region
                        + " ends beyond the image, which has " + size + " bytes: its last byte can be "
                        + (size - 1));
            }
        }
    }

    private void finish() throws IOException {
        ByteBuffer end =
                ByteBuffer.allocate(Layout.BLOCK_HEADER + Layout.TRAILER).order(ByteOrder.LITTLE_ENDIAN);
        end.put((byte) 1)
                .putShort((short) 0)
                .putShort((short) -1)
                .putInt((int) crc)
                .putInt((int) size);
        out.write(end.flip(), position);
        out.write(new Description(size, recipe.level(), base, recipe.kept(), List.copyOf(positions)).encode(), 0);
    }
}

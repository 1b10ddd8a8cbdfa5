// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.cli.options.OptionException;
import dev.platter.seekable.ImageFile;
import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.OrderedWork;
import dev.platter.seekable.OutputFile;
import dev.platter.seekable.Part;
import dev.platter.seekable.SeekableImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/** {@code platter-gzip extract}. */
record ExtractCommand(Words words, PrintStream out, PrintStream err, boolean progress) {
    private static final int STEP = 1 << 20;

    boolean run() throws IOException, OptionException {
        if (!words.isStandard(2)) {
            Targets.check(words.path(2), words);
        }
        try (ImageFile file = ImageFile.open(words.path(0), Formats.all(), OpenMode.READ)) {
            SeekableImage image = file.image();
            KeptRegion region = region(image);
            if (words.isStandard(2)) {
                run(
                        image,
                        region,
                        piece -> out.write(
                                piece.bytes().array(), 0, piece.bytes().limit()));
            } else {
                try (OutputFile target = new OutputFile(words.path(2))) {
                    run(image, region, piece -> target.storage().write(piece.bytes(), piece.offset() - region.start()));
                    target.commit();
                }
            }
        }
        return true;
    }

    private KeptRegion region(SeekableImage image) throws IOException {
        String text = words.word(1);
        for (KeptRegion kept : image.kept().list()) {
            if (!kept.name().isEmpty() && kept.name().equals(text)) {
                return kept;
            }
        }
        return new Regions((into, offset) -> read(image, into, offset), OptionalLong.of(image.size())).read(text);
    }

    private record Piece(long offset, ByteBuffer bytes) {}

    private void run(SeekableImage image, KeptRegion region, OrderedWork.Taker<Piece> taker)
            throws IOException, OptionException {
        try (WorkProgress shown = new WorkProgress("extract", OptionalLong.of(region.length()), progress, err);
                OrderedWork<Piece> work = new OrderedWork<>(words.threads(), piece -> {
                    taker.take(piece);
                    shown.reached(piece.offset() - region.start());
                })) {
            long at = region.start();
            while (at < region.end()) {
                Part part = image.partAt(at);
                int most = part.kind() == Part.Kind.KEPT ? STEP : Integer.MAX_VALUE;
                long offset = at;
                int length = (int) Math.min(most, Math.min(part.end(), region.end()) - at);
                work.add(() -> unpack(image, part, offset, length));
                at += length;
            }
            work.finish();
        }
    }

    private static Piece unpack(SeekableImage image, Part part, long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(part.kind() == Part.Kind.PACKED ? part.length() : length);
        switch (part.kind()) {
            case KEPT -> image.readKept(bytes, offset);
            case PACKED -> image.unpack(part, bytes);
            case ZEROES -> bytes.position(length);
        }
        bytes.flip();
        if (part.kind() == Part.Kind.PACKED && length < part.length()) {
            ByteBuffer some = ByteBuffer.allocate(length).put(bytes.slice((int) (offset - part.start()), length));
            return new Piece(offset, some.flip());
        }
        return new Piece(offset, bytes);
    }

    private static void read(SeekableImage image, ByteBuffer into, long offset) throws IOException {
        long at = offset;
        while (into.hasRemaining()) {
            Part part = image.partAt(at);
            int length = (int) Math.min(into.remaining(), part.end() - at);
            into.put(unpack(image, part, at, length).bytes());
            at += length;
        }
    }
}

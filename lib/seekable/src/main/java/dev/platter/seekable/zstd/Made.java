// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.zstd;

import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.OwnerMark;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import dev.platter.seekable.blocks.BlockReader;
import dev.platter.seekable.blocks.Blocks;
import dev.platter.seekable.blocks.Description;
import dev.platter.seekable.blocks.KeptLayout;
import dev.platter.seekable.blocks.MadeFile;
import dev.platter.seekable.blocks.PackedCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** A file that was made here: a label, frames, and the table of them. */
final class Made implements MadeFile {
    private static final ContentCheck CHECK = new ContentCheck();

    private final Storage file;
    private final Label label;
    private final Description description;
    private final SeekTable table;
    private final ZstdReader reader;
    private final ZeroFrames zeroes = new ZeroFrames();

    private Made(Storage file, Label label, Description description, SeekTable table) {
        this.file = file;
        this.label = label;
        this.description = description;
        this.table = table;
        reader = new ZstdReader(file);
    }

    /**
     * Looks whether a file has a label.
     *
     * @return empty if it is the file of another program, or the label is damaged
     * @throws DamagedImageException if the table of frames is not the one that the label was written for
     */
    static Optional<Made> of(Storage file) throws IOException {
        Label label = Label.of(file);
        if (label.size() < Description.HEAD) {
            return Optional.empty();
        }
        Optional<Description> description = Description.read(label, Label.LETTERS)
                .filter(found -> PackedFrames.isLevel(found.level()) && label.isWhole(found));
        if (description.isEmpty()) {
            return Optional.empty();
        }
        Made made = new Made(file, label, description.get(), table(file, label));
        // We make no longer frames, so somebody has made a label for the image of another program.
        return made.blocks().longest() > KeptLayout.LONGEST ? Optional.empty() : Optional.of(made);
    }

    private static SeekTable table(Storage file, Label label) throws IOException {
        Optional<SeekTable> table = SeekTable.read(file);
        if (table.isEmpty()) {
            throw new DamagedImageException(
                    label.fileLength(),
                    "behind this place, the table of frames at the end of the file is damaged, or absent because the"
                            + " file was cut or has something behind it");
        }
        if (table.get().crc() != label.tableCrc()) {
            throw new DamagedImageException(
                    Label.tableCrcAt(label.fileLength()),
                    "the checksum of the table of frames, which is at byte "
                            + table.get().position() + ", does not fit it: one of the two is damaged, or something"
                            + " was put in front of the image");
        }
        return table.get();
    }

    @Override
    public Storage file() {
        return file;
    }

    @Override
    public Description description() {
        return description;
    }

    @Override
    public Blocks blocks() {
        return table.blocks();
    }

    @Override
    public BlockReader reader() {
        return reader;
    }

    @Override
    public ContentCheck check() {
        return CHECK;
    }

    @Override
    public OwnerMark mark() {
        return new OwnerMark(label, Description.MARK);
    }

    @Override
    public Damage markPlace() {
        return new Damage(Label.CONTENT + (long) Description.MARK, OwnerMark.LENGTH, "");
    }

    @Override
    public int labelBlocks() {
        return 1;
    }

    @Override
    public KeptLayout layout(int length) {
        return RawFrame.layout(length);
    }

    @Override
    public ByteBuffer encodeKept(ByteBuffer bytes) {
        return RawFrame.kept(bytes);
    }

    @Override
    public boolean isKept(Block block) {
        return block.fileLength() == layout((int) block.length()).fileLength();
    }

    private static boolean isAsLongAsZeroes(Block block) {
        return block.length() > 0
                && block.length() <= ZeroFrames.LONGEST
                && block.fileLength() == RawFrame.zeroesLength((int) block.length());
    }

    /** A damaged frame is not the one that zeroes have, and unpacking it will say so. */
    @Override
    public boolean isZeroes(Block block) throws IOException {
        if (!isAsLongAsZeroes(block)) {
            return false;
        }
        ByteBuffer found = ByteBuffer.allocate((int) block.fileLength());
        file.read(found, block.position());
        return found.flip().equals(zeroes.of((int) block.length()));
    }

    @Override
    public Optional<Damage> checkPacked(Block block) throws IOException {
        if (isZeroes(block)) {
            return Optional.empty();
        }
        Optional<Damage> damage = PackedCheck.of(reader, block);
        if (damage.isPresent() || block.length() == 0) {
            return damage;
        }
        boolean unlike = FrameHeader.hasUnusedBit(file, block.position())
                || (isAsLongAsZeroes(block) && PackedCheck.isZeroes(reader, block));
        return unlike
                ? Optional.of(new Damage(
                        block.position(),
                        block.fileLength(),
                        "the bytes around the content of a frame are not as they were made"))
                : Optional.empty();
    }

    @Override
    public List<Damage> checkRest() throws IOException {
        Label now = Label.of(file);
        try {
            boolean whole = now.size() == label.size()
                    && Description.read(now, Label.LETTERS)
                            .map(Label::encode)
                            .equals(Optional.of(Label.encode(description)));
            if (!whole) {
                return List.of(damagedLabel(label.fileLength()));
            }
            table(file, now);
            return List.of();
        } catch (DamagedImageException e) {
            return List.of(new Damage(e.position(), file.size() - e.position(), e.getMessage()));
        }
    }

    /** That of a file whose label is not one any more. */
    static Damage damagedLabel(long length) {
        return new Damage(0, length, "the frame that describes the image is damaged, so it can only be read");
    }
}

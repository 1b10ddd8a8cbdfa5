// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.OwnerMark;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import dev.platter.seekable.blocks.Blocks;
import dev.platter.seekable.blocks.Description;
import dev.platter.seekable.blocks.KeptLayout;
import dev.platter.seekable.blocks.MadeFile;
import dev.platter.seekable.blocks.NewBlock;
import dev.platter.seekable.blocks.PackedCheck;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A file that was made here: one stream, which begins with the blocks of a label. */
final class Made implements MadeFile {
    /** "PLXZ" */
    static final int LETTERS = 0x5a584c50;

    private final Storage file;
    private final Blocks blocks;
    private final Check check;
    private final Label label;
    private final Description description;
    private final XzReader reader;
    private final Zeroes zeroes;
    private final Optional<NewBlock> hole;

    private Made(Storage file, Blocks blocks, Check check, Label label, Description description) throws IOException {
        this.file = file;
        this.blocks = blocks;
        this.check = check;
        this.label = label;
        this.description = description;
        reader = new XzReader(file);
        zeroes = new Zeroes(file, check);
        hole = blocks.longest() < PackedBlock.LONGEST
                ? Optional.empty()
                : Optional.of(PackedBlock.hole(description.level(), check));
    }

    /**
     * Looks whether a file has a label.
     *
     * @return empty if it is the file of another program, or the label is damaged
     */
    static Optional<Made> of(Storage file, Blocks blocks) throws IOException {
        Optional<Check> check = blocks.count() == 0 ? Optional.empty() : Check.of(Note.check(blocks.get(0)));
        if (check.isEmpty()) {
            return Optional.empty();
        }
        int empty = 0;
        while (empty < blocks.count() && isOfALabel(blocks.get(empty), check.get())) {
            empty++;
        }
        Label label = new Label(file, check.get(), empty);
        if (label.size() < Description.HEAD) {
            return Optional.empty();
        }
        Optional<Description> description =
                Description.read(label, LETTERS).filter(found -> PackedBlock.isLevel(found.level()));
        // We make no longer ones, so somebody has put the label of one image in front of another.
        if (description.isEmpty() || blocks.longest() > PackedBlock.LONGEST) {
            return Optional.empty();
        }
        return Optional.of(new Made(file, blocks, check.get(), label, description.get()));
    }

    private static boolean isOfALabel(Block block, Check check) {
        return block.length() == 0
                && Note.unpadded(block) == Label.unpaddedLength(check)
                && Note.check(block) == check.id();
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
        return blocks;
    }

    @Override
    public XzReader reader() {
        return reader;
    }

    @Override
    public Check check() {
        return check;
    }

    @Override
    public OwnerMark mark() {
        return new OwnerMark(label, Description.MARK);
    }

    @Override
    public Damage markPlace() {
        int length = Label.blocks(1) * Label.blockLength(check);
        return new Damage(Index.HEADER + (long) Description.MARK * length, (long) OwnerMark.LENGTH * length, "");
    }

    @Override
    public void mendMark() throws IOException {
        label.mend();
    }

    @Override
    public int labelBlocks() {
        return Label.blocks((int) label.size());
    }

    @Override
    public KeptLayout layout(int length) {
        return new KeptBlock(length, check).layout();
    }

    @Override
    public ByteBuffer encodeKept(ByteBuffer bytes) {
        return new KeptBlock(bytes.remaining(), check).encode(bytes);
    }

    @Override
    public boolean isKept(Block block) {
        return Note.check(block) == check.id()
                && Note.unpadded(block) == new KeptBlock((int) block.length(), check).unpaddedLength();
    }

    @Override
    public boolean isZeroes(Block block) throws IOException {
        return zeroes.has(block);
    }

    @Override
    public List<Damage> checkRest() throws IOException {
        List<Damage> damages = new ArrayList<>();
        try {
            Index.read(file);
        } catch (DamagedImageException e) {
            damages.add(new Damage(e.position(), file.size() - e.position(), e.getMessage()));
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) label.size());
        label.read(bytes, 0);
        ByteBuffer right = Label.encode(bytes.flip(), check);
        ByteBuffer found = label.blocksOf(0, bytes.limit());
        int length = Label.blockLength(check);
        for (int at = 0; at < right.limit(); at += length) {
            if (!right.slice(at, length).equals(found.slice(at, length))) {
                damages.add(new Damage(
                        Index.HEADER + (long) at, length, "an empty block of the description of the image is damaged"));
            }
        }
        return damages;
    }

    @Override
    public Optional<Damage> checkPacked(Block block) throws IOException {
        if (hole.isPresent() && isThat(hole.get(), block)) {
            return Optional.empty();
        }
        Optional<Damage> damage = PackedCheck.of(reader, block);
        if (damage.isEmpty() && block.length() > 0 && zeroes.has(block) && !PackedCheck.isZeroes(reader, block)) {
            return Optional.of(new Damage(
                    block.position(), block.fileLength(), "a block says that it has only zeroes, and has others"));
        }
        return damage;
    }

    /** Long holes are the same block again and again, so it need not be unpacked each time. */
    private boolean isThat(NewBlock known, Block block) throws IOException {
        if (block.fileLength() != known.bytes().remaining() || block.length() != known.length()) {
            return false;
        }
        ByteBuffer found = ByteBuffer.allocate(known.bytes().remaining());
        file.read(found, block.position());
        return found.flip().equals(known.bytes());
    }
}

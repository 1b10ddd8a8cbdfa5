// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.xz;

import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Block;
import dev.platter.seekable.blocks.StorageStream;
import dev.platter.seekable.lzma.LzmaReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import org.tukaani.xz.ArrayCache;
import org.tukaani.xz.BasicArrayCache;
import org.tukaani.xz.SingleXZInputStream;

/**
 * Unpacks one block from its beginning. XZ for Java unpacks only streams, so the block is given to it as a stream of its
 * own, with a header, an index and a footer that fit. So it is XZ for Java that knows all filters, and that finds each wrong
 * byte: of the header, of the padding, of the check, and of what the index says about the block.
 */
final class XzReader extends LzmaReader {
    /** A block of {@code xz -9} needs 65 MiB. */
    private static final int MOST_KIBIBYTES = 1 << 20;

    private static final ArrayCache ARRAYS = BasicArrayCache.getInstance();

    private final Storage file;

    XzReader(Storage file) {
        super("the index");
        this.file = file;
    }

    @Override
    protected InputStream stream(Block block) throws IOException {
        IndexWriter index = new IndexWriter(Note.check(block));
        index.add(Note.unpadded(block), block.length());
        List<InputStream> parts = List.of(
                new ByteArrayInputStream(Index.header(Note.check(block)).array()),
                new StorageStream(file, block.position(), block.fileLength()),
                new ByteArrayInputStream(index.finish().array()));
        return new SingleXZInputStream(
                new SequenceInputStream(Collections.enumeration(parts)), MOST_KIBIBYTES, true, ARRAYS);
    }
}

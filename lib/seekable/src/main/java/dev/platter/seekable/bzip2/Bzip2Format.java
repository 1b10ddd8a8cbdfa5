// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.bzip2;

import dev.platter.seekable.IndexCache;
import dev.platter.seekable.OpenMode;
import dev.platter.seekable.ReadableFormat;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import dev.platter.seekable.blocks.Blocks;
import dev.platter.seekable.blocks.BlocksCodec;
import dev.platter.seekable.blocks.ForeignBlockImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** The format bzip2, which is only read. */
public final class Bzip2Format implements ReadableFormat {
    private static final long INDEX = 0x504c4154425a3231L; // "PLATBZ21"

    /** The format. */
    public Bzip2Format() {}

    @Override
    public String name() {
        return "bzip2";
    }

    @Override
    public boolean recognises(ByteBuffer head) {
        return Magic.begins(head);
    }

    @Override
    public SeekableImage open(Storage file, OpenMode mode) throws IOException {
        return open(file, mode, IndexCache.none());
    }

    @Override
    public SeekableImage open(Storage file, OpenMode mode, IndexCache index) throws IOException {
        Decoders decoders = new Decoders();
        return new ForeignBlockImage(blocks(file, index, decoders), new Bzip2Reader(file, decoders), List.of());
    }

    private static Blocks blocks(Storage file, IndexCache index, Decoders decoders) throws IOException {
        BlocksCodec codec = BlocksCodec.of(file, INDEX);
        Optional<Blocks> known = index.read().flatMap(codec::decode);
        if (known.isPresent()) {
            return known.get();
        }
        Blocks blocks = new BlockSearch(file, decoders).run(Runtime.getRuntime().availableProcessors());
        codec.encode(blocks).ifPresent(index::write);
        return blocks;
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.seekable.gzip;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import dev.platter.seekable.Change;
import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.KeptRegions;
import dev.platter.seekable.Part;
import dev.platter.seekable.Progress;
import dev.platter.seekable.SeekableImage;
import dev.platter.seekable.Storage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** A gzip file of any program, with any number of members. It can only be read. */
final class ForeignImage implements SeekableImage {
    private static final int BUFFER = 64 << 10;

    private final Storage file;
    private final ForeignIndex index;
    private final boolean fresh;
    private final boolean ours;
    private final KeptRegions none = KeptRegions.of(List.of());

    /**
     * @param fresh whether the file was read and checked just now, to make the index
     * @param ours whether it looks as if it was one of ours before its header was damaged
     */
    ForeignImage(Storage file, ForeignIndex index, boolean fresh, boolean ours) {
        this.file = file;
        this.index = index;
        this.fresh = fresh;
        this.ours = ours;
    }

    @Override
    public long size() {
        return index.size();
    }

    @Override
    public KeptRegions kept() {
        return none;
    }

    @Override
    public Part partAt(long offset) throws IOException {
        if (offset < 0 || offset >= size()) {
            throw new DiskException(NbdError.EINVAL, offset + " is beyond the image, which has " + size() + " bytes");
        }
        int number = index.before(offset);
        long start = index.point(number).offset();
        return new Part(start, (int) (index.endOf(number) - start), Part.Kind.PACKED);
    }

    @Override
    public void unpack(Part part, ByteBuffer into) throws IOException {
        ForeignIndex.Point point = index.point(index.before(part.start()));
        byte[] out = new byte[BlockInflater.WINDOW + part.length() + BlockInflater.OVERSHOOT];
        MemberReader reader = new MemberReader(file, false, BUFFER);
        if (point.offset() == 0) {
            reader.begin();
        } else {
            unpackWindow(point, out);
            reader.resume(point);
        }
        int end = BlockInflater.WINDOW + part.length();
        if (reader.read(out, BlockInflater.WINDOW, end) < end) {
            throw new DamagedImageException(
                    point.position() >>> 3, "the file has changed since it was indexed: bytes are missing");
        }
        into.put(out, BlockInflater.WINDOW, part.length());
    }

    private static void unpackWindow(ForeignIndex.Point point, byte[] out) throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(point.window());
            int at = 0;
            while (at < BlockInflater.WINDOW && !inflater.finished()) {
                at += inflater.inflate(out, at, BlockInflater.WINDOW - at);
            }
        } catch (DataFormatException e) {
            throw new IOException("the index is damaged", e);
        } finally {
            inflater.end();
        }
    }

    @Override
    public void readKept(ByteBuffer into, long offset) throws IOException {
        none.require(offset, into.remaining());
    }

    @Override
    public void write(ByteBuffer from, long offset) throws IOException {
        none.require(offset, from.remaining());
    }

    @Override
    public void flush() {}

    @Override
    public List<Damage> verify(int threads, Progress progress) throws IOException {
        List<Damage> damages = new ArrayList<>();
        if (ours) {
            damages.add(
                    new Damage(0, Layout.CHUNK, "the description of the image in the header of the file is damaged"));
        }
        try {
            // An index that was kept says nothing about the file of today.
            ForeignIndex now = fresh ? index : ForeignIndex.build(file, progress);
            if (file.size() > now.end()) {
                damages.add(
                        new Damage(now.end(), file.size() - now.end(), "there are bytes behind the last gzip member"));
            }
        } catch (DamagedImageException e) {
            damages.add(new Damage(e.position(), 1, e.getMessage()));
        }
        return damages;
    }

    @Override
    public List<String> repair() throws IOException {
        throw new IOException(
                "only an image that was made by 'platter-gzip create' can be repaired, and this one was made"
                        + " by another program, or its header is damaged");
    }

    @Override
    public List<Change> plan(ByteBuffer from, long offset) throws IOException {
        none.require(offset, from.remaining());
        return List.of();
    }

    @Override
    public Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("made-by", "another program");
        facts.put("members", index.members());
        facts.put("restart-points", index.count());
        facts.put("index-bytes", index.bytes());
        return facts;
    }

    @Override
    public void release() {}
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.Filter;
import dev.platter.api.ForwardingDisk;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.RequestFlags;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Keeps writes in a temporary file, and never changes the disk behind: a filter with contents of its own. They go with the instance, and the
 * annotation says so: a running server does not replace an instance that clients may have written to. An instance is one export, so its
 * clients share what was written; a plugin that has other disks under other names would need a file for each.
 */
@NbdFilter(name = "cow", summary = "keeps writes in a temporary file", contents = Contents.IN_INSTANCE)
public final class CowFilter implements Filter {
    /** A byte has the same place in the file as on the disk. */
    private final NavigableMap<Long, Long> written = new TreeMap<>(); // Where ranges begin and end.

    private FileChannel file;

    @Override
    public void start(Opener next, Context context) throws IOException {
        file = FileChannel.open(Files.createTempFile(context.temporaryFolder(), "", ""), READ, WRITE);
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        return new CowDisk(next.open(client.asReadOnly()));
    }

    @Override
    public void stop() throws IOException {
        if (file != null) {
            file.close();
        }
    }

    private synchronized void add(long start, long end) {
        Map.Entry<Long, Long> before = written.floorEntry(start);
        Map.Entry<Long, Long> last = written.floorEntry(end);
        long from = before != null && before.getValue() >= start ? before.getKey() : start;
        long to = last != null && last.getValue() > end ? last.getValue() : end;
        written.subMap(from, true, end, true).clear();
        written.put(from, to);
    }

    private synchronized Run run(long start, long limit) {
        Map.Entry<Long, Long> range = written.floorEntry(start);
        boolean inFile = range != null && range.getValue() > start;
        Long border = inFile ? range.getValue() : written.higherKey(start);
        return new Run(inFile, border == null ? limit : Math.min(border, limit));
    }

    private record Run(boolean inFile, long end) {}

    private final class CowDisk extends ForwardingDisk {
        CowDisk(Disk behind) {
            super(behind);
        }

        /** What the file can do, whatever the disk behind can; the server writes zeroes, and flushes for FUA. */
        @Override
        public Features features() throws IOException {
            return next().features().withoutWrite().withWrite().withFlush().withMultiConn(true);
        }

        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            int start = into.position();
            int limit = into.limit();
            while (into.position() < limit) {
                long at = offset + into.position() - start;
                Run run = run(at, offset + limit - start);
                into.limit(start + (int) (run.end() - offset));
                if (!run.inFile()) {
                    next().read(into, at, holes.shifted(into.position() - start));
                } else if (file.read(into, at) < 0) {
                    throw new EOFException("the file of the filter cow ends at " + at);
                }
                into.limit(limit);
            }
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
            long at = offset;
            while (from.hasRemaining()) {
                at += file.write(from, at);
            }
            add(offset, at);
        }

        /** Nothing has to be made durable: all goes when the server ends. */
        @Override
        public void flush() {}

        /** An answer may be shorter than the question, so one run is enough. */
        @Override
        public void extents(long offset, long length, ExtentSink sink) throws IOException {
            Run run = run(offset, offset + length);
            if (run.inFile()) {
                sink.add(offset, run.end() - offset, 0);
            } else {
                next().extents(offset, run.end() - offset, sink.clipped(offset, run.end() - offset));
            }
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.api.Completion;
import dev.platter.api.HoleSink;
import dev.platter.api.Pieces;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.client.NbdDisk;
import dev.platter.client.NbdUri;
import dev.platter.nbd.CommandFlags;
import dev.platter.nbd.TransmissionFlags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** An export of an NBD server. Requests take turns on its connections. */
final class NbdPlace implements Place {
    private static final int BLANK = 256 << 10;

    /** The longest request that every server takes which names no limit. */
    private static final int MOST = 32 << 20;

    private final NbdUri uri;
    private final List<NbdConnection> connections = new ArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final NbdDisk first;
    private final ByteBuffer blank = ByteBuffer.allocateDirect(BLANK);

    /** Connects once. */
    NbdPlace(NbdUri uri, Duration patience, Consumer<String> notes) throws IOException {
        this.uri = uri;
        connections.add(NbdConnection.open(uri, patience, notes));
        first = connections.getFirst().disk();
    }

    @Override
    public String name() {
        return uri.toString();
    }

    @Override
    public long size() {
        return first.size();
    }

    @Override
    public int alignment() {
        return first.features().blockSizes().minimum();
    }

    @Override
    public int preferred() {
        return first.features().blockSizes().preferred();
    }

    @Override
    public long room() {
        return size();
    }

    @Override
    public int longest() {
        return Math.clamp(first.features().blockSizes().maximumData(), 1, MOST);
    }

    @Override
    public int mostConnections() {
        return first.export().has(TransmissionFlags.CAN_MULTI_CONN) ? Integer.MAX_VALUE : 1;
    }

    @Override
    public void connect(int count) throws IOException {
        while (connections.size() < count) {
            connections.add(connections.getFirst().another());
        }
    }

    /** Whether it can be written to. */
    boolean isWritable() {
        return first.features().write();
    }

    @Override
    public Layout layout() {
        return first.features().extents() == Support.NATIVE
                ? new NbdLayout(connections.getFirst(), name(), first.size())
                : Layout.unknown();
    }

    private NbdConnection next() {
        return connections.get(Math.floorMod(turn.getAndIncrement(), connections.size()));
    }

    @Override
    public void read(long offset, ByteBuffer into, Completion done) {
        next().send((disk, end) -> disk.read(into.duplicate(), offset, HoleSink.NONE, end), failing("read", done));
    }

    @Override
    public void write(long offset, ByteBuffer from, Completion done) {
        next().send(
                        (disk, end) -> disk.write(from.duplicate(), offset, RequestFlags.NONE, end),
                        failing("write to", done));
    }

    @Override
    public void zero(long offset, long length, boolean allocated, Completion done) {
        Completion explained = failing("write to", done);
        if (first.features().zero() == Support.NATIVE) {
            RequestFlags flags = RequestFlags.of(allocated ? CommandFlags.NO_HOLE : 0);
            next().send((disk, end) -> disk.zero(offset, length, flags, end), explained);
        } else {
            Pieces.of(
                    offset,
                    length,
                    Math.min(BLANK, longest()),
                    explained,
                    (at, piece, end) -> next().send(
                                    (disk, answered) ->
                                            disk.write(blank.slice(0, piece), at, RequestFlags.NONE, answered),
                                    end));
        }
    }

    private Completion failing(String verb, Completion done) {
        return new Callback(
                done::succeeded,
                e -> done.failed(new IOException("cannot " + verb + " " + uri + ": " + CopyCommand.sentence(e), e)));
    }

    @Override
    public boolean startsAsZeroes() {
        return false;
    }

    /** One connection's flush is for all of them: more than one is used only where the server promises that. */
    @Override
    public void flush() throws IOException {
        if (first.features().flush()) {
            Waiting answer = new Waiting();
            connections.getFirst().send(NbdDisk::flush, failing("flush", answer));
            answer.await();
        }
    }

    @Override
    public void close() throws IOException {
        for (NbdConnection connection : connections) {
            connection.close();
        }
    }
}

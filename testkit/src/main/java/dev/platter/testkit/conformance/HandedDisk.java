// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.OpenDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Lock;

/** A client's disk, which stays in use while the disk behind it is closed and opened again by another instance. */
final class HandedDisk implements Disk {
    private final Succession succession;
    private final Lock turn;
    private final Client client;
    private final OpenDisk negotiated;

    /** Written by the thread that holds the gate for writing. */
    private OpenDisk open;

    HandedDisk(Succession succession, Lock turn, Client client, OpenDisk open) {
        this.succession = succession;
        this.turn = turn;
        this.client = client;
        this.open = open;
        negotiated = open;
    }

    /** A call of the disk. */
    @FunctionalInterface
    private interface Request {
        void of(Disk disk) throws IOException;
    }

    private void ask(Request request) throws IOException {
        turn.lock();
        try {
            request.of(open.disk());
        } finally {
            turn.unlock();
        }
    }

    void closeOld() throws IOException {
        open.close();
    }

    void reopen(Chain chain) throws IOException {
        open = chain.open(client);
        Broken.unless(
                open.size() == negotiated.size() && open.features().equals(negotiated.features()),
                () -> "a client was promised " + negotiated.size() + " bytes and " + negotiated.features()
                        + "; after a hand-over, with the same parameters, it gets " + open.size() + " and "
                        + open.features());
    }

    @Override
    public long size() {
        return negotiated.size();
    }

    @Override
    public Features features() {
        return negotiated.features();
    }

    @Override
    public Optional<String> description() {
        return negotiated.description();
    }

    @Override
    public List<String> metaContexts() {
        return negotiated.metaContexts();
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        ask(disk -> disk.read(into, offset, holes));
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        ask(disk -> disk.write(from, offset, flags));
    }

    @Override
    public void flush() throws IOException {
        ask(Disk::flush);
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        ask(disk -> disk.trim(offset, length, flags));
    }

    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        ask(disk -> disk.zero(offset, length, flags));
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        ask(disk -> disk.cache(offset, length));
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) throws IOException {
        ask(disk -> disk.extents(offset, length, sink));
    }

    @Override
    public void blockStatus(String context, long offset, long length, ExtentSink sink) throws IOException {
        ask(disk -> disk.blockStatus(context, offset, length, sink));
    }

    @Override
    public void close() throws IOException {
        turn.lock();
        try {
            succession.closed(this);
            open.close();
        } finally {
            turn.unlock();
        }
    }
}

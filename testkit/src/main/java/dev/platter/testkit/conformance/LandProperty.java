// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.HoleSink;
import dev.platter.api.Landing;
import dev.platter.api.RequestFlags;
import dev.platter.engine.export.OpenDisk;
import dev.platter.testkit.FakeDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A payload that lands becomes the contents of its range with the commit, and not before; one that is abandoned, half
 * filled, changes nothing.
 */
final class LandProperty implements Property {
    /** Long enough for disks that offer memory only for large pieces of themselves. */
    private static final int LENGTH = 600_000;

    @Override
    public String name() {
        return "a payload that lands changes nothing before it is committed";
    }

    @Override
    public void check(Trial trial) throws IOException {
        Subject subject = trial.subject();
        if (subject.has(Trait.FAILS_ON_PURPOSE) || subject.has(Trait.FIXED_CONTENT)) {
            return;
        }
        OpenDisk open = trial.openDefault(
                trial.serve(subject, FakeDisk.of(subject.behind()).landing()));
        int block = open.features().blockSizes().minimum();
        long most = Math.min(LENGTH, open.features().blockSizes().maximumData());
        int length = (int) (Math.min(open.size(), most) / block * block);
        if (!open.features().write() || length == 0) {
            return;
        }
        Disk disk = open.disk();
        byte[] before = Bytes.data(trial.seed(), length);
        disk.write(ByteBuffer.allocateDirect(length).put(before).flip(), 0, RequestFlags.NONE);

        Optional<Landing> brokenOff = disk.land(0, length, RequestFlags.NONE);
        if (brokenOff.isEmpty()) {
            return;
        }
        abandoned(disk, before, brokenOff.get(), Bytes.data(trial.seed() + 1, length / 2));
        Bytes.same(before, read(disk, length), 0, "read after a landing was abandoned");

        byte[] after = Bytes.data(trial.seed() + 2, length);
        commit(disk, after);
        Bytes.same(after, read(disk, length), 0, "read after a landing was committed");

        Optional<Landing> next = disk.land(0, length, RequestFlags.NONE);
        if (next.isPresent()) {
            abandoned(disk, after, next.get(), before);
        }
    }

    private static void abandoned(Disk disk, byte[] contents, Landing landing, byte... payload) throws IOException {
        try {
            fill(landing, payload);
            Bytes.same(contents, read(disk, contents.length), 0, "read while a payload lands that is not committed");
        } finally {
            landing.abandon();
        }
    }

    private static void commit(Disk disk, byte... payload) throws IOException {
        Optional<Landing> landing = disk.land(0, payload.length, RequestFlags.NONE);
        if (landing.isEmpty()) {
            throw new Broken("a disk that has offered memory for a write declines to for the next one");
        }
        fill(landing.get(), payload);
        CompletableFuture<Boolean> end = new CompletableFuture<>();
        landing.get().commit(new Completion() {
            @Override
            public void succeeded() {
                end.complete(true);
            }

            @Override
            public void failed(IOException error) {
                end.completeExceptionally(error);
            }
        });
        try {
            end.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException("a commit failed: " + e.getCause().getMessage(), e);
        } catch (TimeoutException e) {
            throw new Broken("a commit was not completed within 10 seconds");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static void fill(Landing landing, byte... payload) {
        int done = 0;
        for (ByteBuffer buffer : landing.buffers()) {
            int part = Math.min(buffer.remaining(), payload.length - done);
            buffer.put(payload, done, part);
            done += part;
        }
    }

    private static byte[] read(Disk disk, int length) throws IOException {
        ByteBuffer into = ByteBuffer.allocateDirect(length);
        disk.read(into, 0, HoleSink.NONE);
        byte[] bytes = new byte[length];
        into.get(0, bytes);
        return bytes;
    }
}

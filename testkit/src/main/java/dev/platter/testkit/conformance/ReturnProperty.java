// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.api.AsyncDisk;
import dev.platter.api.Completion;
import dev.platter.api.Disk;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A filter in front of a disk that completes every call before it returns says whether it does so too
 * ({@link AsyncDisk#completesOnReturn}). One that forgets costs the server book-keeping for each request; one that
 * claims it and completes later is not waited for.
 */
final class ReturnProperty implements Property {
    private static final int ROUNDS = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final ExtentSink NOWHERE = (_, _, _) -> true;

    @Override
    public String name() {
        return "a filter says truly whether its calls complete before they return";
    }

    @Override
    public void check(Trial trial) throws Exception {
        Disk opened = trial.open(trial.serve());
        if (!(opened instanceof AsyncDisk disk) || disk.size() == 0) {
            return;
        }
        boolean claimed = disk.completesOnReturn();
        boolean always = true;
        for (int i = 0; i < ROUNDS; i++) {
            for (Call call : calls(disk)) {
                boolean completed = completesOnReturn(call);
                Broken.unless(
                        completed || !claimed,
                        () -> "completesOnReturn() is true, but a call of " + call.name()
                                + " returned before it had completed");
                always &= completed;
            }
        }
        Broken.unless(
                claimed || !always || trial.subject().has(Trait.COMPLETES_LATER),
                () -> "every call had completed when it returned, as those of the disk behind do, but"
                        + " completesOnReturn() is false, so the server keeps books for nothing: override it with"
                        + " next().completesOnReturn(); or, if calls may complete later on other occasions,"
                        + " declare the trait COMPLETES_LATER");
    }

    private interface Beginning {
        void begin(Completion end);
    }

    /** A call of one method. */
    private record Call(String name, Beginning beginning) {}

    private static List<Call> calls(AsyncDisk disk) throws IOException {
        Features features = disk.features();
        int length = (int) Math.min(disk.size(), Math.max(features.blockSizes().minimum(), 512));
        List<Call> calls = new ArrayList<>();
        calls.add(new Call("read", end -> disk.read(ByteBuffer.allocateDirect(length), 0, HoleSink.NONE, end)));
        if (features.write()) {
            calls.add(
                    new Call("write", end -> disk.write(ByteBuffer.allocateDirect(length), 0, RequestFlags.NONE, end)));
        }
        if (features.flush()) {
            calls.add(new Call("flush", disk::flush));
        }
        if (features.trim()) {
            calls.add(new Call("trim", end -> disk.trim(0, length, RequestFlags.NONE, end)));
        }
        if (features.zero() != Support.NONE) {
            calls.add(new Call("zero", end -> disk.zero(0, length, RequestFlags.NONE, end)));
        }
        if (features.cache() != Support.NONE) {
            calls.add(new Call("cache", end -> disk.cache(0, length, end)));
        }
        if (features.extents() != Support.NONE) {
            calls.add(new Call("extents", end -> disk.extents(0, length, NOWHERE, end)));
        }
        return calls;
    }

    /**
     * Whether a call has completed when it returns. Waits until it completes in any case, since its buffer belongs to
     * the disk until then.
     */
    private static boolean completesOnReturn(Call call) throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        call.beginning().begin(new Completion() {
            @Override
            public void succeeded() {
                ended.countDown();
            }

            @Override
            public void failed(IOException error) {
                ended.countDown();
            }
        });
        boolean completed = ended.getCount() == 0;
        Broken.unless(
                ended.await(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                () -> "a call of " + call.name() + " has not completed within " + PATIENCE.toSeconds() + " seconds");
        return completed;
    }
}

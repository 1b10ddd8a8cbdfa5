// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.interpreters;

import dev.platter.api.AsyncDisk;
import dev.platter.api.BlockSizes;
import dev.platter.api.Completion;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.Registration;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.nbd.NbdError;
import dev.platter.scripts.lines.BlockSizeLine;
import dev.platter.scripts.lines.Extents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One client's view of a script. Requests are sent as they come, and completed by the thread that reads the answers. */
final class InterpretedDisk implements AsyncDisk {
    private static final byte[] NOTHING = {};

    /** nbdkit's flags of requests. */
    private static final int MAY_TRIM = 1;

    private static final int FUA = 2;
    private static final int FAST_ZERO = 8;

    /** What scripts may give for FUA and for caching, in nbdkit's order. */
    private static final Support[] LEVELS = {Support.NONE, Support.EMULATED, Support.NATIVE};

    private final LoadedScript script;
    private final ConnectedClient client;
    private final long handle;
    private final Registration gone;

    /** Whether the script says that it can make zeroes. */
    private volatile boolean zeroes;

    InterpretedDisk(LoadedScript script, ConnectedClient client, long handle, Registration gone) {
        this.script = script;
        this.client = client;
        this.handle = handle;
        this.gone = gone;
    }

    private Optional<String> ask(String method) throws IOException {
        if (!script.defines(method)) {
            return Optional.empty();
        }
        byte[] answer = script.interpreter().call(method, Optional.of(client), handle, NOTHING);
        return Optional.of(new String(answer, StandardCharsets.UTF_8));
    }

    private DiskException wrong(String method, String answer, String instead) {
        return new DiskException(
                NbdError.EIO, script.name() + ": " + method + " gave '" + answer + "'; return " + instead);
    }

    @Override
    public long size() throws IOException {
        String answer = ask("get_size").orElse("");
        try {
            long size = Long.parseLong(answer);
            if (size >= 0) {
                return size;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a negative one.
        }
        throw wrong("get_size", answer, "a number of bytes from 0 to 2^63-1");
    }

    @Override
    public Features features() throws IOException {
        boolean flushes = can("can_flush", "flush");
        zeroes = can("can_zero", "zero");
        Features features = Features.writable()
                .withFlush(flushes)
                .withFua(fua(flushes))
                .withTrim(can("can_trim", "trim"))
                .withZero(Support.NATIVE)
                .withFastZero(answered("can_fast_zero", !zeroes))
                .withExtents(can("can_extents", "extents") ? Support.NATIVE : Support.EMULATED)
                .withCache(level("can_cache", script.defines("cache") ? Support.NATIVE : Support.NONE))
                .withMultiConn(answered("can_multi_conn", false))
                .withRotational(answered("is_rotational", false))
                .withBlockSizes(blockSizes())
                .withStrictBlockSizes(false);
        return can("can_write", "pwrite") ? features : features.withoutWrite();
    }

    /** To emulate it without a flush, as nbdkit does, would be to promise what nobody keeps. */
    private Support fua(boolean flushes) throws IOException {
        Support fua = level("can_fua", flushes ? Support.EMULATED : Support.NONE);
        return fua == Support.EMULATED && !flushes ? Support.NONE : fua;
    }

    private boolean can(String question, String method) throws IOException {
        return answered(question, script.defines(method));
    }

    private boolean answered(String question, boolean otherwise) throws IOException {
        return ask(question).map("1"::equals).orElse(otherwise);
    }

    private Support level(String question, Support otherwise) throws IOException {
        Optional<String> answer = ask(question);
        if (answer.isEmpty()) {
            return otherwise;
        }
        for (int i = 0; i < LEVELS.length; i++) {
            if (answer.get().equals(Integer.toString(i))) {
                return LEVELS[i];
            }
        }
        throw wrong(question, answer.get(), "0 for none, 1 for emulated or 2 for native");
    }

    private BlockSizes blockSizes() throws IOException {
        Optional<String> answer = ask("block_size");
        return answer.isPresent() ? BlockSizeLine.parse(script.name(), answer.get()) : BlockSizes.ANY;
    }

    /** A disk without a description is a disk all the same; the script's failure is in the log. */
    @Override
    public Optional<String> description() throws IOException {
        try {
            return ask("export_description").filter(text -> !text.isEmpty());
        } catch (DiskException e) {
            script.log().log(System.Logger.Level.WARNING, e.getMessage());
            return Optional.empty();
        }
    }

    private void begin(
            String method,
            long count,
            long offset,
            int flags,
            byte[] payload,
            @Nullable ByteBuffer into,
            Call.Outcome outcome) {
        if (client.isLetGo()) {
            outcome.failed(
                    new DiskException(NbdError.ESHUTDOWN, script.name() + " takes no more requests of this client"));
        } else {
            script.interpreter()
                    .begin(new Call(method, Optional.of(client), handle, count, offset, flags, payload, into, outcome));
        }
    }

    private static Call.Outcome to(Completion completion) {
        return new Call.Outcome() {
            @Override
            public void answered(byte[] answer) {
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                completion.failed(error);
            }
        };
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes, Completion completion) {
        begin("pread", into.remaining(), offset, 0, NOTHING, into, to(completion));
    }

    /** The bytes are copied, so that a client that has gone need not wait for a script that does not read them. */
    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags, Completion completion) {
        byte[] payload = new byte[from.remaining()];
        from.get(from.position(), payload);
        write(payload, offset, flags, to(completion));
    }

    void write(byte[] payload, long offset, RequestFlags flags, Call.Outcome outcome) {
        begin("pwrite", payload.length, offset, flags.fua() ? FUA : 0, payload, null, outcome);
    }

    @Override
    public void flush(Completion completion) {
        begin("flush", 0, 0, 0, NOTHING, null, to(completion));
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags, Completion completion) {
        begin("trim", length, offset, flags.fua() ? FUA : 0, NOTHING, null, to(completion));
    }

    @Override
    public void cache(long offset, long length, Completion completion) {
        begin("cache", length, offset, 0, NOTHING, null, to(completion));
    }

    /** Where the script has no way, zeroes are written. */
    @Override
    public void zero(long offset, long length, RequestFlags flags, Completion completion) {
        if (!zeroes || !script.defines("zero")) {
            writeZeroes(offset, length, flags, completion);
            return;
        }
        int all = (flags.fua() ? FUA : 0) | (flags.noHole() ? 0 : MAY_TRIM) | (flags.fastZero() ? FAST_ZERO : 0);
        begin("zero", length, offset, all, NOTHING, null, new Call.Outcome() {
            @Override
            public void answered(byte[] answer) {
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                if (error instanceof DiskException disk && disk.error() == NbdError.ENOTSUP && !flags.fastZero()) {
                    writeZeroes(offset, length, flags, completion);
                } else {
                    completion.failed(error);
                }
            }
        });
    }

    private void writeZeroes(long offset, long length, RequestFlags flags, Completion completion) {
        if (flags.fastZero()) {
            completion.failed(
                    new DiskException(NbdError.ENOTSUP, script.name() + " makes zeroes no faster than it writes them"));
        } else {
            new WrittenZeroes(this, offset, offset + length, flags, completion).next();
        }
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink, Completion completion) {
        if (!script.defines("extents")) {
            completion.failed(new DiskException(
                    NbdError.EIO, script.name() + ": can_extents returned true, but extents is not defined"));
            return;
        }
        begin("extents", length, offset, 0, NOTHING, null, new Call.Outcome() {
            @Override
            public void answered(byte[] answer) {
                try {
                    Extents.parse(script.name(), new String(answer, StandardCharsets.UTF_8), sink);
                } catch (IOException e) {
                    completion.failed(e);
                    return;
                } catch (RuntimeException e) {
                    completion.failed(
                            new DiskException(NbdError.EIO, script.name() + ": extents: " + e.getMessage(), e));
                    return;
                }
                completion.succeeded();
            }

            @Override
            public void failed(IOException error) {
                completion.failed(error);
            }
        });
    }

    /** The client may have gone, and the script has to clean up all the same. Nobody waits for that. */
    @Override
    public void close() {
        gone.close();
        script.closed(client, handle);
    }
}

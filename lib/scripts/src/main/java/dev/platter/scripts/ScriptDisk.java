// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import dev.platter.api.BlockSizes;
import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.ExtentSink;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.RequestFlags;
import dev.platter.api.Support;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.NbdError;
import dev.platter.scripts.lines.BlockSizeLine;
import dev.platter.scripts.lines.Extents;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One client's view of a script: each request runs a program. */
final class ScriptDisk implements Disk {
    /** Zeroes that the script cannot make are written so many bytes at a time. */
    private static final int PIECE = 1 << 20;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final Calls calls;
    private final Client client;
    private final String handle;
    private final System.Logger log = System.getLogger(ScriptDisk.class.getName());

    /** Whether the script says that it can make zeroes. */
    private volatile boolean zeroes;

    /** @param handle what {@code open} has printed */
    ScriptDisk(Calls calls, Client client, String handle) {
        this.calls = calls;
        this.client = client;
        this.handle = handle;
    }

    private Optional<Answer> call(String method) throws IOException {
        return calls.call(client, method, handle);
    }

    private Optional<Answer> request(String method, String... arguments) throws IOException {
        return request(NOTHING, method, arguments);
    }

    private Optional<Answer> request(ByteBuffer input, String method, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(handle));
        all.addAll(List.of(arguments));
        return calls.request(client, input, method, all.toArray(String[]::new));
    }

    private DiskException missing(String method) {
        return new DiskException(NbdError.EIO, calls.script() + ": the " + method + " method is required");
    }

    @Override
    public long size() throws IOException {
        String printed = call("get_size").orElseThrow(() -> missing("get_size")).text();
        try {
            return Size.parse(printed).bytes();
        } catch (IllegalArgumentException e) {
            throw new DiskException(
                    NbdError.EIO,
                    calls.script() + ": could not parse output from get_size method: " + e.getMessage(),
                    e);
        }
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
                .withCache(support("can_cache", defined("cache") ? Support.NATIVE : Support.NONE))
                .withMultiConn(answered("can_multi_conn", false))
                .withRotational(answered("is_rotational", false))
                .withBlockSizes(blockSizes())
                .withStrictBlockSizes(false);
        return can("can_write", "pwrite") ? features : features.withoutWrite();
    }

    /** To emulate it without a flush, as nbdkit does, would be to promise what nobody keeps. */
    private Support fua(boolean flushes) throws IOException {
        Support fua = support("can_fua", flushes ? Support.EMULATED : Support.NONE);
        return fua == Support.EMULATED && !flushes ? Support.NONE : fua;
    }

    /** Whether the script does something: it says so itself, or is known to have the method for it. */
    private boolean can(String question, String method) throws IOException {
        return answered(question, defined(method));
    }

    private boolean defined(String method) {
        return calls.script().defines(method).orElse(false);
    }

    private boolean answered(String question, boolean otherwise) throws IOException {
        return calls.ask(client, question, handle).orElse(otherwise);
    }

    private Support support(String question, Support otherwise) throws IOException {
        Optional<Answer> answer = call(question);
        if (answer.isEmpty()) {
            return otherwise;
        }
        String word = answer.get().text();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "none" -> Support.NONE;
            case "emulate" -> Support.EMULATED;
            case "native" -> Support.NATIVE;
            default ->
                throw new DiskException(
                        NbdError.EIO,
                        calls.script() + ": could not parse output from " + question + " method: " + word
                                + "; print none, emulate or native");
        };
    }

    private BlockSizes blockSizes() throws IOException {
        Optional<Answer> answer = call("block_size");
        return answer.isPresent()
                ? BlockSizeLine.parse(calls.script().toString(), answer.get().text())
                : BlockSizes.ANY;
    }

    /** A disk without a description is a disk all the same. */
    @Override
    public Optional<String> description() throws IOException {
        try {
            return call("export_description").map(Answer::text).filter(text -> !text.isEmpty());
        } catch (DiskException e) {
            log.log(System.Logger.Level.WARNING, e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        int length = into.remaining();
        Answer answer = request("pread", Integer.toString(length), Long.toString(offset))
                .orElseThrow(() -> missing("pread"));
        if (answer.printed().length != length) {
            throw new DiskException(
                    NbdError.EIO,
                    calls.script() + ": incorrect amount of data read: expecting " + length + " bytes but received "
                            + answer.printed().length + " bytes from the script");
        }
        into.put(answer.printed());
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        write(from, offset, flags.fua() ? "fua" : "");
    }

    private void write(ByteBuffer from, long offset, String flags) throws IOException {
        int length = from.remaining();
        if (request(from, "pwrite", Integer.toString(length), Long.toString(offset), flags)
                .isEmpty()) {
            throw missing("pwrite");
        }
    }

    /** Does nothing without the method, as do trim and cache. */
    @Override
    public void flush() throws IOException {
        request("flush");
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        request("trim", Long.toString(length), Long.toString(offset), flags.fua() ? "fua" : "");
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        request("cache", Long.toString(length), Long.toString(offset));
    }

    /** Where the script has no way, zeroes are written. */
    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        try {
            if (zeroes
                    && request("zero", Long.toString(length), Long.toString(offset), zeroFlags(flags))
                            .isPresent()) {
                return;
            }
        } catch (DiskException e) {
            if (e.error() != NbdError.ENOTSUP || flags.fastZero()) {
                throw e;
            }
        }
        if (flags.fastZero()) {
            throw new DiskException(NbdError.ENOTSUP, calls.script() + " makes zeroes no faster than it writes them");
        }
        ByteBuffer empty = ByteBuffer.allocate((int) Math.min(PIECE, length));
        for (long done = 0; done < length; done += empty.capacity()) {
            int some = (int) Math.min(empty.capacity(), length - done);
            write(empty.duplicate().limit(some), offset + done, flags.fua() ? "fua" : "");
        }
    }

    private static String zeroFlags(RequestFlags flags) {
        List<String> words = new ArrayList<>();
        if (flags.fua()) {
            words.add("fua");
        }
        if (!flags.noHole()) {
            words.add("may_trim");
        }
        if (flags.fastZero()) {
            words.add("fast");
        }
        return String.join(",", words);
    }

    @Override
    public void extents(long offset, long length, ExtentSink sink) throws IOException {
        String printed = request("extents", Long.toString(length), Long.toString(offset), "")
                .orElseThrow(() -> new DiskException(
                        NbdError.EIO,
                        calls.script() + ": can_extents returned true, but extents method is not defined"))
                .text();
        Extents.parse(calls.script().toString(), printed, sink);
    }

    /** The client may have gone, and the script has to clean up all the same. Nobody is left to be told of an error. */
    @Override
    public void close() throws IOException {
        calls.forget(client);
        calls.call("close", handle);
    }
}

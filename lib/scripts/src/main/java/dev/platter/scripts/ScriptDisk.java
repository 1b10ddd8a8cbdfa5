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

    private final Calls calls;
    private final Client client;
    private final String handle;

    /** @param handle what {@code open} has printed */
    ScriptDisk(Calls calls, Client client, String handle) {
        this.calls = calls;
        this.client = client;
        this.handle = handle;
    }

    private Optional<Answer> ask(String method, String... arguments) throws IOException {
        List<String> all = new ArrayList<>(List.of(handle));
        all.addAll(List.of(arguments));
        return calls.call(client, method, all.toArray(String[]::new));
    }

    private Answer require(String method, String... arguments) throws IOException {
        return calls.affirmative(method, ask(method, arguments).orElseThrow(() -> missing(method)));
    }

    private DiskException missing(String method) {
        return new DiskException(NbdError.EIO, calls.script() + ": the script does not have the method " + method);
    }

    @Override
    public long size() throws IOException {
        String printed = require("get_size").text();
        return size("get_size", printed.strip());
    }

    private long size(String method, String word) throws DiskException {
        try {
            return Size.parse(word).bytes();
        } catch (IllegalArgumentException e) {
            throw new DiskException(NbdError.EIO, calls.script() + ": " + method + ": " + e.getMessage(), e);
        }
    }

    @Override
    public Features features() throws IOException {
        boolean flushes = can("can_flush", "flush");
        boolean zeroes = can("can_zero", "zero");
        Features features = Features.writable()
                .withFlush(flushes)
                .withFua(support("can_fua", flushes ? Support.EMULATED : Support.NONE))
                .withTrim(can("can_trim", "trim"))
                .withZero(zeroes ? Support.NATIVE : Support.EMULATED)
                .withFastZero(answered("can_fast_zero", !zeroes))
                .withExtents(can("can_extents", "extents") ? Support.NATIVE : Support.EMULATED)
                .withCache(support("can_cache", defined("cache") ? Support.NATIVE : Support.NONE))
                .withMultiConn(answered("can_multi_conn", false))
                .withRotational(answered("is_rotational", false))
                .withBlockSizes(blockSizes());
        return can("can_write", "pwrite") ? features : features.withoutWrite();
    }

    /** Whether the script does something: it says so itself, or is known to have the method for it. */
    private boolean can(String question, String method) throws IOException {
        return answered(question, defined(method));
    }

    private boolean defined(String method) {
        return calls.script().defines(method).orElse(false);
    }

    private boolean answered(String question, boolean otherwise) throws IOException {
        Optional<Answer> answer = ask(question);
        return answer.isPresent() ? answer.get().status() != Answer.FALSE : otherwise;
    }

    private Support support(String question, Support otherwise) throws IOException {
        Optional<Answer> answer = ask(question);
        if (answer.isEmpty()) {
            return otherwise;
        }
        String word = calls.affirmative(question, answer.get()).text();
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
        Optional<Answer> answer = ask("block_size");
        if (answer.isEmpty()) {
            return BlockSizes.ANY;
        }
        String printed = calls.affirmative("block_size", answer.get()).text();
        String[] words = printed.strip().split("\\s+");
        if (words.length != 3) {
            throw new DiskException(
                    NbdError.EIO,
                    calls.script() + ": block_size: could not parse '" + printed
                            + "'; print the minimum, the preferred and the maximum size");
        }
        long maximum = size("block_size", words[2]);
        try {
            return new BlockSizes(
                    (int) size("block_size", words[0]), (int) size("block_size", words[1]), maximum, Long.MAX_VALUE);
        } catch (IllegalArgumentException e) {
            throw new DiskException(NbdError.EIO, calls.script() + ": block_size: " + e.getMessage(), e);
        }
    }

    @Override
    public Optional<String> description() throws IOException {
        return ask("export_description").map(Answer::text).filter(text -> !text.isEmpty());
    }

    @Override
    public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
        int length = into.remaining();
        Answer answer = calls.affirmative(
                "pread",
                calls.call(client, "pread", handle, Integer.toString(length), Long.toString(offset))
                        .orElseThrow(() -> missing("pread")));
        if (answer.printed().length != length) {
            throw new DiskException(
                    NbdError.EIO,
                    calls.script() + ": pread: incorrect amount of data read: expecting " + length + " bytes but "
                            + answer.printed().length + " were printed");
        }
        into.put(answer.printed());
    }

    @Override
    public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
        write(from, offset, flags.fua() ? "fua" : "");
    }

    private void write(ByteBuffer from, long offset, String flags) throws IOException {
        int length = from.remaining();
        Answer answer = calls.call(
                        client, from, "pwrite", handle, Integer.toString(length), Long.toString(offset), flags)
                .orElseThrow(() -> missing("pwrite"));
        calls.affirmative("pwrite", answer);
    }

    @Override
    public void flush() throws IOException {
        command("flush");
    }

    @Override
    public void trim(long offset, long length, RequestFlags flags) throws IOException {
        command("trim", Long.toString(length), Long.toString(offset), flags.fua() ? "fua" : "");
    }

    @Override
    public void cache(long offset, long length) throws IOException {
        command("cache", Long.toString(length), Long.toString(offset));
    }

    /** Does nothing without the method. */
    private void command(String method, String... arguments) throws IOException {
        Optional<Answer> answer = ask(method, arguments);
        if (answer.isPresent()) {
            calls.affirmative(method, answer.get());
        }
    }

    /** Where the script has no way, zeroes are written. */
    @Override
    public void zero(long offset, long length, RequestFlags flags) throws IOException {
        try {
            Optional<Answer> answer = ask("zero", Long.toString(length), Long.toString(offset), zeroFlags(flags));
            if (answer.isPresent()) {
                calls.affirmative("zero", answer.get());
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
        ByteBuffer zeroes = ByteBuffer.allocate((int) Math.min(PIECE, length));
        for (long done = 0; done < length; done += zeroes.capacity()) {
            int some = (int) Math.min(zeroes.capacity(), length - done);
            write(zeroes.duplicate().limit(some), offset + done, flags.fua() ? "fua" : "");
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
        String printed = require("extents", Long.toString(length), Long.toString(offset), "")
                .text();
        Extents.parse(calls.script(), printed, sink.clipped(offset, length));
    }

    /** The client may have gone, and the script has to clean up all the same. */
    @Override
    public void close() throws IOException {
        calls.call("close", handle);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.examples;

import static dev.platter.api.Contents.ELSEWHERE;
import static dev.platter.api.ThreadModel.PARALLEL;
import static dev.platter.nbd.NbdError.EIO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Features;
import dev.platter.api.HoleSink;
import dev.platter.api.NbdPlugin;
import dev.platter.api.Plugin;
import dev.platter.api.Registration;
import dev.platter.api.RequestFlags;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.Size;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A script answers each call, much as with nbdkit's plugin sh: {@code SCRIPT pread EXPORT COUNT OFFSET} prints bytes, {@code pwrite} reads
 * them; see {@code disk.sh}. If it fails, the client gets what it has written to its standard error, with the number that this begins with:
 * {@code ENOSPC the tape is full}. The disk waits for a process in each call, and the process is killed when the client has gone.
 */
@NbdPlugin(name = "scripts", summary = "a script answers each call", threadModel = PARALLEL, contents = ELSEWHERE)
public record ScriptsPlugin(Config config) implements Plugin {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    public record Config(
            @Parameter(magic = true, help = "The script.") Path script,

            @Parameter(defaultValue = "serialize-all-requests", help = "How many calls it can handle at a time.")
            ThreadModel threads) {}

    /** The annotation says what this class can handle; an instance allows less if its script cannot. */
    @Override
    public ThreadModel threadModel() {
        return config.threads();
    }

    @Override
    public Disk open(Client client) {
        return new ScriptDisk(config.script(), client);
    }

    private record ScriptDisk(Path script, Client client) implements Disk {
        @Override
        public long size() throws IOException {
            return Size.parse(new String(run(NOTHING, "get_size"), UTF_8).strip())
                    .bytes();
        }

        @Override
        public Features features() throws IOException {
            List<String> words = List.of(new String(run(NOTHING, "features"), UTF_8).split("\\s+"));
            Features features = words.contains("write") ? Features.writable() : Features.readOnly();
            return features.withFlush(words.contains("flush")).withMultiConn(words.contains("multi-conn"));
        }

        /** The server refuses a read that does not fill its buffer, so that is not checked here. */
        @Override
        public void read(ByteBuffer into, long offset, HoleSink holes) throws IOException {
            into.put(run(NOTHING, "pread", into.remaining(), offset));
        }

        @Override
        public void write(ByteBuffer from, long offset, RequestFlags flags) throws IOException {
            run(from, "pwrite", from.remaining(), offset);
        }

        @Override
        public void flush() throws IOException {
            run(NOTHING, "flush");
        }

        private byte[] run(ByteBuffer input, String method, Object... arguments) throws IOException {
            Stream<Object> words = Stream.concat(Stream.of(script, method, client.exportName()), Stream.of(arguments));
            Process process = new ProcessBuilder(words.map(Object::toString).toList()).start();
            try (Registration _ = client.whenGone(() -> kill(process.toHandle()))) {
                var complaint = CompletableFuture.supplyAsync(
                        () -> process.errorReader().lines().collect(joining(" ")), Thread::startVirtualThread);
                try (OutputStream stdin = process.getOutputStream()) {
                    Channels.newChannel(stdin).write(input);
                } catch (IOException e) {
                    // The script has ended before it has read all; its status says whether that matters.
                }
                byte[] printed = process.getInputStream().readAllBytes();
                if (process.onExit().join().exitValue() != 0) {
                    NbdError error = Stream.of(NbdError.values())
                            .filter(e -> complaint.join().startsWith(e.name()))
                            .findFirst()
                            .orElse(EIO);
                    throw new DiskException(error, script + " " + method + ": " + complaint.join());
                }
                return printed;
            }
        }

        private static void kill(ProcessHandle process) {
            process.children().forEach(ScriptDisk::kill);
            process.destroyForcibly();
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import dev.platter.peers.Peer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Watches by strace in which order a running server syncs its files and replies to its clients. A sync counts when it has returned,
 * a reply when it is begun; each sync takes longer than it would, so that a reply that does not wait for it overtakes it.
 */
final class SystemCalls implements AutoCloseable {
    /** What one of the calls was for. */
    enum Event {
        SYNC,
        REPLY
    }

    /** The first bytes of simple, structured and extended replies, as strace writes them. */
    private static final Pattern REPLY = Pattern.compile(
            "^\\d+"
                + " +(?:write|writev|send|sendto|sendmsg)\\(.*\"(?:\\\\x67\\\\x44\\\\x66\\\\x98|\\\\x66\\\\x8e\\\\x33\\\\xef|\\\\x6e\\\\x8a\\\\x27\\\\x8c)");

    /** A call that another thread's line interrupts is shown in two parts, the second of which has the result. */
    private static final Pattern SYNC = Pattern.compile(
            "^\\d+ +(?:<\\.\\.\\. )?(?:fsync|fdatasync|pwritev2)(?: resumed>|\\(.*RWF_D?SYNC|\\(\\d+).*\\) += \\d+");

    private static final String CALLS = "trace=fsync,fdatasync,pwritev2,write,writev,sendto,sendmsg";
    private static final String SLOWLY = "inject=fsync,fdatasync:delay_exit=50000";

    private final Process strace;
    private final Path output;

    private SystemCalls(Process strace, Path output) {
        this.strace = strace;
        this.output = output;
    }

    /** Begins to watch a process, with all its threads. */
    static SystemCalls of(ProcessHandle process, Path folder) throws IOException {
        Path output = folder.resolve("strace");
        Process strace = Peer.require("strace")
                .start(
                        "-f",
                        "-xx",
                        "-e",
                        CALLS,
                        "-e",
                        SLOWLY,
                        "-o",
                        output.toString(),
                        "-p",
                        Long.toString(process.pid()));
        BufferedReader said = strace.errorReader();
        String line = said.readLine();
        if (line == null || !line.contains("attached")) {
            strace.destroy();
            throw new IOException("strace cannot watch process " + process.pid() + ": " + line);
        }
        Thread.startVirtualThread(() -> drain(said));
        return new SystemCalls(strace, output);
    }

    /** It names each thread that it watches. */
    private static void drain(Reader said) {
        try {
            said.transferTo(Writer.nullWriter());
        } catch (IOException e) {
            // It was closed when strace was ended.
        }
    }

    /** Stops watching, and returns what was seen. */
    List<Event> end() throws IOException, InterruptedException {
        strace.destroy();
        strace.waitFor();
        List<Event> events = new ArrayList<>();
        Map<String, String> interrupted = new HashMap<>();
        for (String line : Files.readAllLines(output)) {
            Matcher reply = REPLY.matcher(line);
            if (reply.find()) {
                events.add(Event.REPLY);
            } else if (isSync(line, interrupted)) {
                events.add(Event.SYNC);
            }
        }
        return events;
    }

    private static boolean isSync(String line, Map<String, String> interrupted) {
        String thread = line.substring(0, line.indexOf(' '));
        if (line.contains("<unfinished ...>")) {
            interrupted.put(thread, line);
            return false;
        }
        if (line.contains("pwritev2 resumed>")
                && !interrupted.getOrDefault(thread, "").contains("SYNC")) {
            return false;
        }
        return SYNC.matcher(line).find() && (!line.contains("pwritev2(") || line.contains("SYNC"));
    }

    @Override
    public void close() {
        strace.destroy();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import dev.platter.peers.PeerServer;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** Plays the seeds of Platter's fuzz tests to another server, and returns the judge's verdicts. */
final class CorpusColumn {
    static final String AS_IT_MUST = "as it must";

    private static final Path SEEDS = Path.of("src", "test", "resources", "dev", "platter", "hardening");
    private static final long PATIENCE_MILLIS = 2000;

    private CorpusColumn() {}

    /** Starts a server with an empty disk of {@link ArrayPlugin#SIZE} bytes. */
    interface Start {
        PeerServer server() throws IOException;
    }

    /** The verdict on each session, by the session's name. */
    static Map<String, String> of(Start start) throws IOException {
        Map<String, String> verdicts = new TreeMap<>();
        judge("Handshake", Script::handshake, start, verdicts);
        judge("Transmission", Script::transmission, start, verdicts);
        return verdicts;
    }

    private static void judge(String target, Function<Script, Script> kind, Start start, Map<String, String> verdicts)
            throws IOException {
        try (Stream<Path> seeds =
                Files.list(SEEDS.resolve(target + "FuzzTestInputs").resolve("sessions"))) {
            for (Path seed : seeds.toList()) {
                Script script = new Script(Files.readAllBytes(seed));
                // Skip the choice of Platter's kind of disk.
                script.choice();
                String name = target.toLowerCase(Locale.ROOT) + ": "
                        + seed.getFileName().toString().replace('-', ' ');
                verdicts.put(name, verdict(kind.apply(script), start));
            }
        }
    }

    private static String verdict(Script script, Start start) throws IOException {
        try (PeerServer server = start.server();
                Player player = new Player(PATIENCE_MILLIS)) {
            byte[] received = player.play(UnixDomainSocketAddress.of(server.socket()), script.pieces());
            Conversation.judgeStranger(script.bytes(), received);
            return AS_IT_MUST;
        } catch (AssertionError e) {
            return e.getMessage();
        }
    }
}

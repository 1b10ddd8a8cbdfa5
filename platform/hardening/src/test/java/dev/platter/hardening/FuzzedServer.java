// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.hardening;

import static dev.platter.hardening.Judgement.require;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A server for each kind of disk; plays a fuzzer's session to one of them, and judges the result. */
final class FuzzedServer implements AutoCloseable {
    private record Side(ArrayPlugin plugin, LocalServer server) {}

    private final Map<ArrayPlugin.Kind, Side> sides = new EnumMap<>(ArrayPlugin.Kind.class);
    private final Player player = new Player();

    FuzzedServer() throws IOException {
        for (ArrayPlugin.Kind kind : ArrayPlugin.Kind.values()) {
            ArrayPlugin plugin = new ArrayPlugin(kind);
            sides.put(kind, new Side(plugin, new LocalServer(plugin)));
        }
    }

    /** The kind of disk that a choice stands for: mostly INLINE, which carries requests out in order. */
    static ArrayPlugin.Kind kind(int choice) {
        return switch (choice % 8) {
            case 6 -> ArrayPlugin.Kind.BLOCKING;
            case 7 -> ArrayPlugin.Kind.ASYNCHRONOUS;
            default -> ArrayPlugin.Kind.INLINE;
        };
    }

    /** Plays a session, and judges the replies, the log and the disk. */
    void judge(ArrayPlugin.Kind kind, Script script) throws IOException, InterruptedException {
        judge(kind, script.bytes(), script.pieces());
    }

    void judge(ArrayPlugin.Kind kind, byte[] sent, List<byte[]> pieces) throws IOException, InterruptedException {
        Side side = sides.get(kind);
        byte[] received = player.play(side.server().forHalfClosed(), pieces);
        side.plugin().awaitAllClosed();
        List<String> log = side.server().log().take();
        require(log.size() <= 1, () -> "more than a line for one client: " + log);
        require(
                log.stream().noneMatch(line -> line.contains("unexpected")),
                () -> "something that nobody has thought of: " + log);
        Conversation.judge(
                sent, received, kind == ArrayPlugin.Kind.INLINE, side.plugin().lastOpened());
    }

    @Override
    public void close() throws IOException {
        player.close();
        for (Side side : sides.values()) {
            side.server().close();
        }
    }
}

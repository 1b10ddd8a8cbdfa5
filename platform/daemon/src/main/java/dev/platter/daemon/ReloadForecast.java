// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.platter.control.line.JsonText;
import dev.platter.control.line.LineChannel;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the running server would say to a reload. Only that server knows what clients have written, and what would be lost with an
 * export.
 */
final class ReloadForecast {
    private static final int LONGEST_ANSWER = 1 << 24;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ReloadForecast() {}

    /**
     * Asks the server that has a control socket, if it was started with the same file.
     *
     * @param control the control socket that the configuration names
     * @param file the configuration
     * @return why it would refuse a reload; empty if it would not, or there is no such server, or it does not answer us
     */
    static List<String> of(Path control, Path file) {
        if (!Files.exists(control)) {
            return List.of();
        }
        try (LineChannel lines =
                new LineChannel(SocketChannel.open(UnixDomainSocketAddress.of(control)), LONGEST_ANSWER)) {
            closeAfter(PATIENCE, lines);
            lines.write("{\"id\":1,\"command\":\"diff\"}");
            return lines.read()
                    .flatMap(JsonText::object)
                    .flatMap(ReloadForecast::result)
                    .filter(result -> result.has("file") && isSame(file, result.get("file")))
                    .map(ReloadForecast::objections)
                    .orElse(List.of());
        } catch (IOException e) {
            // Another user's server, for example: the check says what it can.
            return List.of();
        }
    }

    /** A server that hangs does not hold the check up; closing the channel ends the read. */
    private static void closeAfter(Duration time, LineChannel lines) {
        Thread.ofVirtual().start(() -> {
            try {
                Thread.sleep(time);
                lines.close();
            } catch (InterruptedException | IOException e) {
                // There is nothing left to close.
                return;
            }
        });
    }

    private static Optional<JsonObject> result(JsonObject answer) {
        return answer.get("result") instanceof JsonObject result ? Optional.of(result) : Optional.empty();
    }

    private static boolean isSame(Path file, JsonElement other) {
        try {
            return Files.isSameFile(file, Path.of(other.getAsString()));
        } catch (IOException e) {
            return false;
        }
    }

    private static List<String> objections(JsonObject result) {
        return result.getAsJsonArray("objections").asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad input is refused with one sentence that names the wrong part and the remedy. */
@Tag("same-in-both-modes")
class BadInputIT {
    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memry 1G               | 'memry'                        | did you mean 'memory'?",
                "--filter=ofset null 1G | 'ofset'                        | did you mean 'offset'?",
                "memory 1G sise=2G      | unknown parameter 'sise'       | did you mean 'size'?",
                "memory                 | the plugin memory              | needs the parameter [size=]SIZE",
                "memory banana          | size string: banana            | it must begin with a digit",
                "memory size=-1         | memory: size=-1                | cannot be negative",
                "memory 8E              | size * scale overflows: 8E     | the largest is 9223372036854775807",
                "file /nosuch/image     | /nosuch/image does not exist   | name an existing regular file ",
                "./nosuch.jar           | ./nosuch.jar                   | correct the path",
                "-U /nosuch/socket null | /nosuch/socket                 | choose a folder that exists",
            })
    void badInputIsRefused(String line, String culprit, String remedy) {
        Platter.assertRefused(platter.run(line.split(" ")), culprit, remedy);
    }

    @Test
    void tooLongSocketPathIsRefused() {
        String socket = platter.folder().resolve("s".repeat(108)).toString();
        Platter.assertRefused(
                platter.run("-U", socket, "null", "1G"), socket, "the system allows 107: choose a shorter one");
    }

    @Test
    void existingSocketPathIsRefused() throws IOException {
        Path socket = Files.writeString(platter.folder().resolve("socket"), "precious");
        Platter.assertRefused(
                platter.run("-U", socket.toString(), "null", "1G"), socket.toString(), "choose another path");
        assertEquals("precious", Files.readString(socket));
    }

    @Test
    void socketOfAnotherServerIsRefused() throws IOException {
        Served other = platter.serve("null", "1M");
        String socket = other.socket().toString();
        Platter.assertRefused(platter.run("-U", socket, "null", "1G"), socket, "choose another path");
        assertTrue(Files.exists(other.socket()), "it was taken away from the other server");
    }

    @Test
    void usedPortIsRefused() throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (ServerSocket taken = new ServerSocket(0, 1, loopback)) {
            String port = Integer.toString(taken.getLocalPort());
            Platter.assertRefused(
                    platter.run("-i", loopback.getHostAddress(), "-p", port, "null", "1G"),
                    "port " + port,
                    "choose another port");
        }
    }
}

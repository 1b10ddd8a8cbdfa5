// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.server.bundles.BundleState;
import dev.platter.server.bundles.BundleStatus;
import dev.platter.server.steering.ExportStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people see. */
class ViewsTest {
    @TempDir
    private Path folder;

    private void assertShown(Ctl ctl, String expected, String... args) {
        assertEquals(new Ctl.Run(0, expected, ""), ctl.run(args));
    }

    @Test
    void statusIsShown() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertShown(ctl, """
                Platter       9.8.7, process 4711
                State         ready, started 1h 2m ago
                Listeners     nbd://localhost:10809/
                              nbd+unix:///?socket=/run/nbd.sock
                Exports       1
                Connections   1
                Bundles       3, and 1 that cannot be used: see platterctl bundles
                In flight     8.0K
                """, "status");
        }
    }

    @Test
    void exportsAreShownAsATable() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertShown(ctl, """
                EXPORT  STATE    ACCESS           CONNECTIONS  MADE OF
                vm1     serving  read-write, TLS            2  offset@1.0.0 memory@1.2.0
                """, "exports");
        }
    }

    @Test
    void oddNamesAreEscaped() throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.steering.serves(
                    new ExportStatus("", "serving", List.of("null@1"), true, false, 10, List.of(), Optional.empty()),
                    new ExportStatus(
                            "a\nb\u001b[2J\u202e\\",
                            "serving",
                            List.of("null@1"),
                            true,
                            false,
                            0,
                            List.of(),
                            Optional.empty()),
                    new ExportStatus(
                            "日本",
                            "stuck",
                            List.of("x@1"),
                            true,
                            true,
                            1,
                            List.of("at x.Y.read", "at z\t1"),
                            Optional.empty()));
            assertShown(ctl, """
                EXPORT                   STATE    ACCESS          CONNECTIONS  MADE OF
                ""                       serving  read-only                10  null@1
                a\\nb\\u{1b}[2J\\u{202e}\\\\  serving  read-only                 0  null@1
                日本                     stuck    read-only, TLS            1  x@1

                日本 hangs here:
                    at x.Y.read
                    at z\\t1
                """, "exports");
        }
    }

    @Test
    void connectionsAreShownAsATable() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertShown(ctl, """
                CONNECTION  CLIENT                        EXPORT  TLS    AGE  REQUESTS  READ  WRITTEN  ERRORS
                         7  unix (process 12, user root)  vm1     -    1h 1m      1234  5.0M        0       1
                """, "connections");
        }
    }

    @Test
    void bundlesAreShownWithTheirProblemsBelow() throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.steering.bundles = List.of(
                    new BundleStatus("plugin", "m", "1.2.0", BundleState.ACTIVE, 1, "m.jar", Optional.empty()),
                    new BundleStatus("jar", "x", "", BundleState.FAILED, 0, "x.jar", Optional.of("no jar:\nempty")));
            assertShown(ctl, """
                KIND    NAME  VERSION  STATE   USERS  JAR
                plugin  m     1.2.0    active      1  m.jar
                jar     x     -        failed      0  x.jar

                x.jar:
                    no jar:
                    empty
                """, "bundles");
        }
    }

    @Test
    void deploymentsAreShownAsATable() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertShown(ctl, """
                WHEN                  WHAT                            PROBLEM
                2026-11-20T10:00:00Z  deployed plugin 'memory' 1.2.0  -
                2026-11-20T10:00:00Z  deploying x.jar                 it is not a jar
                """, "deployments");
        }
    }

    @Test
    void jsonIsTheServersAnswer() throws Exception {
        try (var ctl = new Ctl(folder)) {
            assertShown(
                    ctl,
                    "[{\"name\":\"vm1\",\"state\":\"serving\",\"members\":[\"offset@1.0.0\",\"memory@1.2.0\"],"
                            + "\"readOnly\":false,\"tls\":true,\"connections\":2,\"hung\":[],\"problem\":null}]\n",
                    "exports",
                    "--json");
            assertShown(ctl, "{\"message\":\"done: reload\"}\n", "--json", "reload");
        }
    }

    @Test
    void jsonIsOneLineWhateverTheNames() throws Exception {
        try (var ctl = new Ctl(folder)) {
            ctl.steering.serves(new ExportStatus(
                    "a\nb\u009b2J", "serving", List.of(), true, false, 0, List.of(), Optional.empty()));
            assertShown(
                    ctl,
                    "[{\"name\":\"a\\nb\\u009b2J\",\"state\":\"serving\",\"members\":[],\"readOnly\":true,"
                            + "\"tls\":false,\"connections\":0,\"hung\":[],\"problem\":null}]\n",
                    "--json",
                    "exports");
        }
    }

    @Test
    void theSocketOfTheOptionComesBeforeThatOfTheEnvironment() throws Exception {
        try (var ctl = new Ctl(folder)) {
            Map<String, String> environment = Map.of("PLATTER_CONTROL", "/nowhere");
            String socket = ctl.socket.getFileName().toString();
            assertEquals(
                    0,
                    Ctl.run(folder, environment, false, "--socket", socket, "status")
                            .status());
        }
    }
}

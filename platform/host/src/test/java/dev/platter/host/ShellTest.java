// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.host.shell.Shell;
import dev.platter.host.shell.ShellReply;
import dev.platter.testkit.LoaderWatch;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell runs commands for OSGi experts, and they cannot end the framework. */
class ShellTest extends HostTest {
    private static final PrintStream OUT = System.out;

    private Shell shell;

    @BeforeEach
    void openShell() throws Exception {
        BundleJar.plugin("sevens", "1.2.3", SEVENS).writeTo(folder.resolve("a.jar"));
        host.plugin("sevens");
        shell = host.shell();
    }

    @AfterEach
    void closeShell() {
        shell.close();
    }

    private String output(String text) {
        ShellReply reply = shell.run(text);
        assertEquals(Optional.empty(), reply.problem());
        return reply.output();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        lb                              | Active.*sevens.*1\\.2\\.3
        lb -s                           | dev\\.platter\\.api
        headers 2                       | Bundle-Version = 1\\.2\\.3
        bundle 2                        | Version +1\\.2\\.3
        bundle 2                        | Location +platter:1:.*a\\.jar
        inspect cap osgi.identity 2     | sevens
        inspect req osgi.wiring.package 2 | dev\\.platter\\.api
        which 2 dev.platter.host.Fixture\\$Sevens | Loaded from: .*sevens
        services                        | org\\.osgi\\.service\\.resolver\\.Resolver
        services 0                      | org\\.osgi\\.service\\.resolver\\.Resolver
        frameworklevel                  | Level is 1
        help                            | felix:lb
        help stop                       | stop bundles
        help exit                       | the server goes on
        'lb | grep sevens'              | Active.*sevens
        echo one; echo two              | one\\ntwo
        x = 4; echo $x                  | 4
        each [1 2] { echo n$it }        | n1\\nn2
        """)
    void aCommandPrints(String command, String expected) {
        String output = output(command);
        assertTrue(output.matches("(?s).*" + expected.replace("\\\\", "\\") + ".*"), output);
    }

    @Test
    void aVariableIsKeptForTheNextLineOfTheSameShell() throws Exception {
        shell.run("x = 4");
        assertEquals("4\n", output("echo $x"));
        try (Shell other = host.shell()) {
            assertEquals("null\n", other.run("echo $x").output());
            assertEquals(Optional.empty(), other.run("lb").problem());
        }
        assertEquals("4\n", output("echo $x"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        nosuch       | there is no command 'nosuch': 'help' lists the commands
        headers 99   | IllegalArgumentException: Cannot coerce headers(Token) to any of [(Bundle[])]
        throw broken | IllegalArgumentException: broken
        )            | SyntaxError: unexpected token ')'
        gosh         | there is no command 'gosh': 'help' lists the commands
        telnetd      | there is no command 'telnetd': 'help' lists the commands
        shutdown     | there is no command 'shutdown': 'help' lists the commands
        """)
    void aFailedCommandSaysWhy(String command, String problem) {
        assertEquals(Optional.of(problem), shell.run(command).problem());
        assertTrue(output("lb").contains("sevens"));
    }

    @Test
    void outputBeforeAFailureIsKept() {
        ShellReply reply = shell.run("echo one; nosuch");
        assertEquals("one\n", reply.output());
        assertTrue(reply.problem().isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stop 0",
                "stop -t 2 0",
                "felix:stop 0",
                "uninstall 0",
                "update 0",
                "update 0 file:x",
                "refresh 0"
            })
    void commandsThatEndTheFrameworkAreRefused(String command) throws Exception {
        String problem = shell.run(command).problem().orElseThrow();
        assertTrue(
                problem.endsWith(
                        " 0' would end the framework and leave a server that can load nothing: 'platterctl stop'"
                                + " ends the server"),
                problem);
        assertTrue(output("lb").contains("0|Active"));
        host.plugin("sevens").close();
    }

    @Test
    void otherBundlesMayBeStopped() {
        assertEquals("", output("stop 2"));
        assertTrue(output("lb sevens").contains("Resolved"));
        assertEquals("", output("start 2"));
        assertTrue(output("lb sevens").contains("Active"));
        assertEquals("", output("uninstall 2"));
        assertFalse(output("lb").contains("sevens"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo 'one", "each [1 2] {", "echo (lb"})
    void anUnfinishedTextIsNotRun(String text) {
        assertEquals(new ShellReply("", Optional.empty(), true, false), shell.run(text));
    }

    @Test
    void anExitEndsOnlyTheSession() {
        assertEquals(new ShellReply("one\n", Optional.empty(), false, true), shell.run("echo one; exit; echo two"));
        assertTrue(output("lb").contains("0|Active"));
    }

    @Test
    void aLongOutputIsCutOff() throws Exception {
        Path file = Files.writeString(temporary.resolve("long"), "x".repeat(3_000_000));
        ShellReply reply = shell.run("cat " + file);
        assertEquals(1 << 20, reply.output().length());
        assertTrue(reply.problem().orElseThrow().startsWith("the output is longer than 1048576 bytes"));
        assertEquals("short\n", output("echo short"));
    }

    @Test
    void theStreamsOfTheProcessComeBackWithTheLastShell() throws Exception {
        Shell other = host.shell();
        shell.close();
        assertNotSame(OUT, System.out);
        assertTrue(other.run("lb | grep sevens").output().contains("sevens"));
        other.close();
        assertSame(OUT, System.out);
        shell = host.shell();
        assertTrue(output("lb | grep sevens").contains("sevens"));
    }

    @Test
    void aClosedShellLeavesNothingBehind() throws Exception {
        output("lb | grep sevens");
        shell.close();
        shell.close();
        assertNoThreadIsLeft();
        assertEquals(Optional.of("the shell was closed"), shell.run("lb").problem());
    }

    private static void assertNoThreadIsLeft() throws InterruptedException {
        for (Thread thread : threads()) {
            thread.join(10_000);
            assertFalse(thread.isAlive(), thread.toString());
        }
    }

    @Test
    void anEndlessCommandEndsWithItsShell() throws Exception {
        Thread running = begin("while { true } { }");
        shell.close();
        running.join(10_000);
        assertFalse(running.isAlive());
        assertNoThreadIsLeft();
    }

    /** Runs a command on a thread of its own, and returns when the shell has come to it: it fetches a page from us before. */
    private Thread begin(String command) throws IOException {
        try (ServerSocket page = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://" + page.getInetAddress().getHostAddress() + ":" + page.getLocalPort() + "/";
            Thread running = Thread.ofPlatform().start(() -> shell.run("cat " + address + "; " + command));
            page.setSoTimeout(10_000);
            try (Socket fetching = page.accept()) {
                fetching.getOutputStream().write("HTTP/1.0 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            return running;
        }
    }

    /** The threads with Gogo's names. */
    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("(session|pipe|job controller).*"))
                .toList();
    }

    @Test
    void theEndOfTheHostEndsAShell() throws Exception {
        host.close();
        assertTrue(shell.run("lb").problem().isPresent());
        assertSame(OUT, System.out);
        RefusedException e = assertThrows(RefusedException.class, host::shell);
        assertEquals("the server is stopping, and opens no more shells: start it again first", e.getMessage());
    }

    @Test
    void anInspectedBundleIsCollected() throws Exception {
        Loaded<?> loaded = host.plugin("sevens");
        LoaderWatch loader = new LoaderWatch(loaded.type().getClassLoader());
        for (String look : List.of(
                "bundle 3", "headers 3", "inspect cap * 3", "(bundle 3) loadClass dev.platter.host.Fixture\\$Sevens")) {
            output(look);
        }
        assertFalse(loader.isGoneWithin(Duration.ZERO), "the test would pass without a release");
        loaded.close();
        assertTrue(loader.isGoneWithin(PATIENCE), loader::whatHoldsIt);
        output("lb");
    }

    /** An endless loop is sure to print while the last shell closes. */
    @Test
    void theStreamsComeBackEvenIfACommandGoesOn() throws Exception {
        Thread running = begin("while { true } { echo on }");
        shell.close();
        running.join(10_000);
        assertNoThreadIsLeft();
        assertSame(OUT, System.out);
    }
}

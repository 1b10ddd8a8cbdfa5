// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.scripts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.platter.libc.PipedProgram;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Both ways to run programs do the same. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the programs are scripts for /bin/sh")
class ProgramsTest {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int MOST = 4 << 20;

    @TempDir
    private static Path folder;

    static Stream<Programs> ways() {
        Map<String, String> environment = Programs.environment(System.getenv(), folder);
        Programs java = new JavaPrograms(environment);
        return PipedProgram.isPossible() ? Stream.of(java, new SpawnedPrograms(environment)) : Stream.of(java);
    }

    private static Answer run(Programs programs, ByteBuffer input, String script) throws IOException {
        return programs.run(List.of("/bin/sh", "-c", script), input, MOST, _ -> () -> {});
    }

    @ParameterizedTest
    @MethodSource("ways")
    void statusOutputAndComplaintAreTold(Programs programs) throws IOException {
        Answer answer = run(programs, NOTHING, "echo $tmpdir; echo EIO oh >&2; exit 7");

        assertEquals(7, answer.status());
        assertEquals(folder.toString(), answer.text());
        assertEquals("EIO oh\n", answer.complaint());
    }

    @Test
    void variablesOfSocketActivationAreTheServersOwn() {
        assertEquals(
                Map.of("A", "b", "tmpdir", folder.toString()),
                Programs.environment(
                        Map.of("A", "b", "LISTEN_PID", "1", "LISTEN_FDS", "1", "LISTEN_FDNAMES", "n"), folder));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void inputIsReadWhileOutputIsWritten(Programs programs) throws IOException {
        byte[] bytes = new byte[3_000_000];
        new Random(3).nextBytes(bytes);

        assertArrayEquals(bytes, run(programs, ByteBuffer.wrap(bytes), "cat").printed());
        assertArrayEquals(
                bytes,
                run(programs, ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), "cat")
                        .printed());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void programNeedNotReadItsInput(Programs programs) throws IOException {
        assertEquals(0, run(programs, ByteBuffer.allocate(1 << 20), "exit 0").status());
        assertEquals(0, run(programs, NOTHING, "cat").status());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void longComplaintIsCutOffAndDoesNotHang(Programs programs) throws IOException {
        Answer answer = run(programs, NOTHING, "head -c 300000 /dev/zero >&2; echo done");

        assertEquals("done", answer.text());
        assertEquals(4096, answer.complaint().length());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void endlessOutputIsRefused(Programs programs) {
        IOException refused = assertThrows(IOException.class, () -> run(programs, NOTHING, "yes"));

        assertTrue(refused.getMessage().contains("more than " + MOST + " bytes"), refused.getMessage());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void scriptWithoutAnInterpreterIsRunByTheShell(Programs programs) throws IOException {
        Path script = Files.writeString(Files.createTempFile(folder, "script", ".sh"), "echo $1 $2");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));

        assertEquals(
                "a b",
                programs.run(List.of(script.toString(), "a", "b"), NOTHING, MOST, _ -> () -> {})
                        .text());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void missingProgramIsNamed(Programs programs) {
        IOException refused = assertThrows(
                IOException.class, () -> programs.run(List.of("/nosuch/program"), NOTHING, MOST, _ -> () -> {}));

        assertTrue(refused.getMessage().contains("/nosuch/program"), refused.getMessage());
    }

    @ParameterizedTest
    @MethodSource("ways")
    void programIsEndedFromOutside(Programs programs) throws Exception {
        CompletableFuture<Programs.Ending> ending = new CompletableFuture<>();
        CompletableFuture<Answer> answer = CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return programs.run(List.of("/bin/sh", "-c", "sleep 1000; echo late"), NOTHING, MOST, how -> {
                            ending.complete(how);
                            return () -> {};
                        });
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                Thread::startVirtualThread);
        ending.get().end();

        assertEquals(137, answer.get().status());
        assertEquals("", answer.get().text());
    }

    @EnabledOnOs(value = OS.LINUX, disabledReason = "the descriptors are listed by /proc")
    @ParameterizedTest
    @MethodSource("ways")
    void noOtherDescriptorReachesAProgram(Programs programs) throws IOException {
        // The last one is the folder that ls reads.
        assertEquals("0\n1\n2\n3", run(programs, NOTHING, "ls /proc/self/fd").text());
    }
}

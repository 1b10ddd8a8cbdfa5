// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.platter.peers.Needs;
import dev.platter.peers.Outcome;
import dev.platter.peers.Peer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With {@code --run} a server starts for one command, ends with the command's status, and leaves nothing behind. */
class CaptiveIT {
    /** The common beginning of all jobs; each test adds what its job does. */
    private static final String JOB = """
        [global]
        ioengine=nbd
        uri=${uri}
        size=64M
        bs=4k
        iodepth=32
        verify_state_save=0
        """;

    @RegisterExtension
    private final Platter platter = new Platter();

    @ParameterizedTest
    @CsvSource({"true,0", "exit 3,3", "false,1"})
    void commandsStatusIsTheExitStatus(String command, int status) {
        Outcome outcome = platter.run("-U", "-", "null", "1G", "--run", command);
        assertEquals(new Outcome(status, "", ""), outcome);
    }

    @ParameterizedTest
    @CsvSource({"9,137", "15,143"})
    void signalOfAKilledCommandIsInTheExitStatus(int signal, int status) {
        Outcome outcome = platter.run("-U", "-", "null", "1G", "--run", "kill -" + signal + " $$");
        String told = "platter: error: the command was killed by signal " + signal + "\n";
        assertEquals(new Outcome(status, "", told), outcome);
    }

    @Needs("fio")
    @Test
    void fioMeasuresAnExportedUri() throws IOException {
        fio("null 1G", """
            [mixed]
            rw=randrw
            number_ios=20000
            """);
    }

    @Test
    void freePortIsToldToTheCommandAndServed() {
        String info =
                Platter.quoted(platter.command("platter-info").commandLine().getFirst());
        Outcome outcome =
                platter.run("--port=0", "null", "1M", "--run", "echo $port $uri; " + info + " --size \"$uri\"");
        String port = outcome.success().substring(0, outcome.out().indexOf(' '));
        assertEquals(port + " nbd://localhost:" + port + "\n1048576\n", outcome.success());
    }

    /** Runs two jobs at once, each on its own connection and its own half of the disk. */
    @Needs("fio")
    @ParameterizedTest
    @CsvSource({"memory 128M", "memory 128M allocator=zstd", "--filter=offset memory 140M offset=1000 range=128M"})
    void fioReadsWhatItHasWritten(String line) throws IOException {
        fio(line, """
            [words]
            rw=randrw
            number_ios=8000
            verify=crc32c
            numjobs=2
            offset_increment=64M
            """);
    }

    private void fio(String line, String job) throws IOException {
        Path file = Files.writeString(platter.folder().resolve("job.fio"), JOB + job);
        String fio = Platter.captive(Peer.require("fio"), file.toString());
        String[] words = (line + " --run").split(" ");
        Outcome outcome = platter.command("platter").run(with(words, "export uri; " + fio));
        assertEquals(0, outcome.status(), outcome.out() + outcome.err());
        assertEquals("", outcome.err());
    }

    private static String[] with(String[] words, String last) {
        String[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = last;
        return all;
    }
}

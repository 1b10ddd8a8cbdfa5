// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * Commands of examples that cannot run here, and why.
 *
 * @param beginning how the command begins
 * @param reason why it cannot
 */
record NotRun(String beginning, String reason) {
    static final List<NotRun> COMMANDS = List.of(
            new NotRun("guestfish ", "starts a virtual machine"),
            new NotRun("qemu-system-x86_64 ", "starts a virtual machine"),
            new NotRun("nbd-client ", "needs the kernel's nbd module"),
            new NotRun("nbdsh -c 'h.connect_vsock", "needs a virtual machine's host"),
            new NotRun(
                    "nbdkit \\\n ssh host=remote.example.com /var/tmp/test.iso",
                    "waits minutes for a host that does not exist"),
            new NotRun("date --date=", "says nothing of the server"));

    /** The script without such commands. */
    static String without(String script) {
        return Transcript.commands(script).stream()
                .filter(command -> COMMANDS.stream().noneMatch(one -> one.matches(command)))
                .collect(joining("\n"));
    }

    boolean matches(String command) {
        return command.strip().startsWith(beginning);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static dev.platter.distribution.NamedDifference.always;
import static dev.platter.distribution.NamedDifference.atRandom;

import java.util.List;

/** All differences that examples of nbdkit's manual pages show, and why they stay. */
final class NamedDifferences {
    private static final String ALL = "(?s)\\A.*\\z";
    private static final String DISK = "(?s)^--disk\\n.*?(?=^--rest)";
    private static final String OUTPUT = "(?s)^--out\\n.*?(?=^--err)";
    private static final String ERRORS = "(?s)^--err\\n.*\\z";
    private static final String READ = "^read .*";

    static final List<NamedDifference> LIST = List.of(
            // What is refused by name.
            always("--swap ", ALL, "--swap is refused: Java cannot promise to need no more memory"),
            always("--vsock ", ALL, "--vsock is refused: Netty has no such sockets"),
            always("--selinux-label=", ERRORS, "--selinux-label is refused: Java cannot label a socket"),
            always(
                    "nbdkit --tls=on |nbdkit --tls-verify-peer ",
                    ALL,
                    "What asks for TLS and cannot have it is refused, where nbdkit goes on without TLS"),
            // Sentences.
            always(
                    "--tls=require (memory|file)",
                    ERRORS,
                    "The error says which file is missing and what to do about it"),
            always("nbdkit: nbdkit$", ERRORS, "nbdkit's error has a second line, which points to its manual page"),
            always(
                    "nbdkit (foo|example1) |--filter=foo ",
                    ERRORS,
                    "The error says which plugins and filters there are, where nbdkit's names Linux packages"),
            always(
                    "--debug nbdkit\\.",
                    "^nbdkit: warning: debug flag .*\\n",
                    "There are no debug flags, and one that has no effect is reported"),
            always("--verbose ", ERRORS, "nbdkit tells which functions of its it calls, we what a client asks for"),
            always(
                    "captive: .*--run '(qemu|guestfish) ",
                    "^(/bin/)?sh: \\d+: ",
                    "The shell of --run is called by its path, and has one more variable"),
            // What a program says about itself.
            always("-V|--version", " \\(platter .*\\)|(?<=^(null|noextents) ).*", "The versions are ours"),
            always("nbdkit --dump-config$", OUTPUT, "The values are ours; SameCommandLineIT compares the keys"),
            always(
                    "nbdkit .*--dump-plugin",
                    OUTPUT,
                    "nbdkit tells which functions in C a plugin has, and we tell which parameters it takes"),
            always("nbdkit: nbdkit --help", OUTPUT, "The options are explained, not only shown"),
            // Disks.
            always(
                    " file ",
                    "fast_zero:? (?i:true|false)",
                    "nbdkit's plugin file never says whether zeroes can be fast, as ours does where they are"),
            always("--oldstyle ", "^zero .*", "nbdkit offers zeroes to old clients, and then refuses them"),
            always(
                    "--filter=(gzip|xz)",
                    "(cache|flush) (True|False)",
                    "What is unpacked is kept by the filter, and there is nothing to flush"),
            always(
                    "--filter=blocksize-policy file disk.img$",
                    "^blocks .*",
                    "Our plugin file knows its sizes of blocks, as nbdkit's does not"),
            always(
                    "\\( \"Hello\" \\)\\*2000",
                    "^extents .*",
                    "Memory is given back in pieces of 4 KiB; nbdkit's pieces have 32 KiB"),
            always(
                    "blkio ",
                    DISK,
                    "nbdkit does not find a relative path when it has gone to /, and so refuses each client"),
            always(
                    "nbdinfo '?nbds:",
                    "using (structured|extended) packets|^[ \\t]+(can_block_status_payload|block_size_).*\\n",
                    "We offer extended headers, and the sizes of blocks are the plugin's choice"),
            always("(-U|--unix) /tmp/socket", " tmp/socket", "We remove our socket in the end"),
            // What differs in each run.
            always("info (mode=)?(time|uptime|conntime)", READ + "|^0000.*", "Time goes on"),
            always("info (mode=)?address", READ + "|:\\d+(?='\\))", "The client's port is another each time"),
            always("/dev/urandom", READ, "The data are random"),
            always(
                    "--filter=evil",
                    READ,
                    "The bits are chosen by another generator, and not only in what nbdkit keeps"),
            atRandom("error-rate=10?%", "^(read|write|zero|extents) .*", "Errors are injected at random"));

    private NamedDifferences() {}
}

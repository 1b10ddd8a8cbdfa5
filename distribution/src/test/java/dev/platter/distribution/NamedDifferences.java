// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.distribution;

import static dev.platter.distribution.NamedDifference.always;
import static dev.platter.distribution.NamedDifference.atRandom;
import static dev.platter.distribution.NamedDifference.inRefusals;

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
            always(
                    "nbdkit --tls=on |nbdkit --tls-verify-peer ",
                    ALL,
                    "What asks for TLS and cannot have it is refused, where nbdkit goes on without TLS"),
            // Sentences.
            inRefusals(ERRORS, "Our sentences name the plugin or filter, the parameter, and what is possible"),
            always(
                    "--debug nbdkit\\.",
                    "^nbdkit: warning: debug flag .*\\n",
                    "There are no debug flags, and one that has no effect is reported"),
            always(
                    "--verbose ",
                    ERRORS,
                    "nbdkit tells more of its functions, such as which of a member's features it asks for"),
            always(
                    "captive: .*--run '(qemu|guestfish) |oldclient",
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
                    "What was zeroed is a hole; nbdkit keeps the data that stands behind the end of the disk"),
            always(
                    "blkio ",
                    DISK,
                    "nbdkit does not find a relative path when it has gone to /, and so refuses each client"),
            always(
                    "nbdinfo '?nbds:",
                    "using (structured|extended) packets|^[ \\t]+(can_block_status_payload|block_size_).*\\n",
                    "We offer extended headers, and the sizes of blocks are the plugin's choice"),
            always("(-U|--unix) /?tmp/sock", " tmp/sock(et)?", "We remove our socket in the end"),
            always(
                    "--filter=blocksize ",
                    "^blocks .*",
                    "Our longest request is 64 MiB, and we say so; nbdkit says 4 GiB, and refuses what is longer than"
                            + " 64 MiB"),
            always(
                    "--filter=(cache|cow) ",
                    "^extents .*",
                    "Blocks that were zeroed, or found to be zero, are told as zeroes"),
            always(
                    "--filter=cow ",
                    "zero (True|False)$|^zero .*",
                    "Zeroes are kept without their bytes, where nbdkit's filter has clients write them"),
            always(
                    "ddrescue-mapfile=mapfile",
                    "^extents .*",
                    "What ddrescue could not read is told as data, since reading it fails"),
            always(
                    "nbdkit (floppy|linuxdisk|ondemand|partitioning|tmpdisk) |--filter=partition partitioning",
                    "^extents .*",
                    "The holes of files are told, as nbdkit's plugins do not"),
            always(
                    "nbdkit (iso|linuxdisk) ",
                    "flush (True|False)",
                    "An image that was made is served like any other file, which can be flushed"),
            always(
                    "nbdkit (ondemand|tmpdisk) ",
                    "(cache|multi_conn) (True|False)",
                    "These disks are served like any other file, which can be cached, and read over several"
                            + " connections if it is shared"),
            always(
                    "nbdkit split |partitioning ",
                    "(flush|fua|multi_conn|trim) (True|False)",
                    "What the files can do the disk can do too"),
            always("nbdkit iso ", "^xorriso .*\\n+", "What the program prints is told if it fails"),
            always("command=qemu-nbd", ALL, "nbdkit does not find a relative path when it has gone to /"),
            always("nbdkit S3 ", ALL, "A store without keys is refused at the start, where nbdkit refuses each client"),
            always("nbdkit cdi ", ALL, "Images come from their registry, where nbdkit calls podman"),
            always(
                    "tmpdisk .*(=COMMAND|fedora)",
                    " tmp/tmpdisk\\w+",
                    "The file of a command that has failed is removed"),
            // What differs in each run.
            always("info (mode=)?(time|uptime|conntime)", READ + "|^0000.*", "Time goes on"),
            always("info (mode=)?address", READ + "|:\\d+(?='\\))", "The client's port is another each time"),
            always("/dev/urandom|nbdkit random ", READ, "The data are random"),
            always(
                    "nbdkit (iso|linuxdisk|tmpdisk) |partition-type=gpt|base\\.img",
                    READ + "|UUID: .*",
                    "What is made has the time and random identifiers in it"),
            always(
                    "--filter=evil",
                    READ,
                    "The bits are chosen by another generator, and not only in what nbdkit keeps"),
            atRandom("error-rate=10?%", "^(read|write|zero|extents) .*", "Errors are injected at random"));

    private NamedDifferences() {}
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.copy;

import dev.platter.options.CommandOptions;
import java.io.Serial;
import org.apache.commons.cli.Options;

/** The options of {@code platter-copy}, in the order in which help and manual show them. */
public final class PlatterCopyOptions extends Options {
    @Serial
    private static final long serialVersionUID = 1;

    /** Declares the options. */
    public PlatterCopyOptions() {
        CommandOptions options = new CommandOptions(this);
        options.flag("allocated", "Allocate all of the destination, instead of making holes for zeroes.");
        options.optionalValue(
                "checksum",
                "NAME",
                "Print a checksum of the whole source, holes as zeroes: sha256, the default, "
                        + String.join(
                                ", ",
                                Checksum.NAMES.stream()
                                        .filter(name -> !name.equals("sha256"))
                                        .toList())
                        + ".");
        options.flag("compare", "Copy nothing: compare the two disks, and say at which byte they differ first.");
        options.value("C", "connections", "N", "Make at most N connections to each server; 4 by default.");
        options.flag(
                "destination-is-zero",
                "Write no zeroes, since the destination has them already; --target-is-zero is the same.");
        options.flag("flush", "Before the end, make durable what was written.");
        options.flag("no-extents", "Read everything, also what the source says is a hole.");
        options.optionalValue(
                "p",
                "progress",
                "FD",
                "Show a progress bar, as by default if standard error is a terminal; or write lines such as 42/100"
                        + " to the file descriptor FD.");
        options.value(
                "queue-size",
                "SIZE",
                "Have at most so many bytes under way per connection; 16M by default. The requests are fewer then.");
        options.value("request-size", "SIZE", "Read and write at most so many bytes at once; 256k by default.");
        options.value("R", "requests", "N", "Have at most N requests under way per connection; 64 by default.");
        options.optionalValue(
                "resume",
                "FILE",
                "Go on with a copy that was broken off: without FILE read both ends, and write what differs; with FILE"
                        + " go on where it says, and keep it up to date.");
        options.value("retry", "TIME", "Connect again for so long when a connection breaks; 0 by default.");
        options.value(
                "S",
                "sparse",
                "SIZE",
                "Make holes where so many bytes are zeroes; 4k by default, or what the destination prefers if that is"
                        + " more. 0 makes none.");
        options.flag("synchronous", "Use one connection, and have one request under way.");
        options.value(
                "T", "threads", "N", "Has no effect: each connection has its own threads. nbdcopy's scripts set it.");
        options.flag("v", "verbose", "Tell what was chosen, and how long the copy took.");
        options.flag("verify", "Afterwards read both ends again, and compare them.");
        options.flag("h", "help", "Print this help.");
        options.flag("V", "version", "Print the version.");
    }
}

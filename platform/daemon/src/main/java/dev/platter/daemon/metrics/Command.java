// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.metrics;

import dev.platter.nbd.Commands;
import java.util.Locale;

/** The commands that are counted: all except the disconnect command, which has no reply. */
enum Command {
    READ(Commands.READ),
    WRITE(Commands.WRITE),
    FLUSH(Commands.FLUSH),
    TRIM(Commands.TRIM),
    CACHE(Commands.CACHE),
    WRITE_ZEROES(Commands.WRITE_ZEROES),
    BLOCK_STATUS(Commands.BLOCK_STATUS);

    private final int number;
    private final String label;

    Command(int number) {
        this.number = number;
        label = Commands.nameOf(number).substring("NBD_CMD_".length()).toLowerCase(Locale.ROOT);
    }

    int number() {
        return number;
    }

    /** The command's name in the protocol document, without the common prefix. */
    String label() {
        return label;
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.error;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleSupplier;

/**
 * How one kind of request fails.
 *
 * @param command the name of the request in messages
 * @param error the error
 * @param rate the share of requests that fail, from 0 to 1
 * @param file the file without which none fails
 */
record Fault(String command, NbdError error, double rate, Optional<Path> file) {
    /** Whether it looks for a file. */
    boolean watches() {
        return rate > 0 && file.isPresent();
    }

    /**
     * Decides whether a request fails.
     *
     * @param random gives a number from 0, and less than 1
     */
    boolean strikes(DoubleSupplier random) {
        return rate != 0 && random.getAsDouble() < rate && isOn();
    }

    /** The error of a request that fails. */
    DiskException failure() {
        return new DiskException(error, "the error filter injects " + error + " into " + command);
    }

    private boolean isOn() {
        return file.isEmpty() || Files.exists(file.get());
    }
}

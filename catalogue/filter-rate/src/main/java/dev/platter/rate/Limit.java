// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rate;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.OptionalLong;

/** A rate that may be changed by a file while the server runs. Any thread may ask for it; one at a time looks. */
final class Limit {
    private final Optional<RateFile> file;
    private volatile long bitsPerSecond;
    private String complaint = "";

    /** @param bitsPerSecond holds until the file says something else; 0 for no limit */
    Limit(long bitsPerSecond, Optional<RateFile> file) {
        this.bitsPerSecond = bitsPerSecond;
        this.file = file;
    }

    long bitsPerSecond() {
        return bitsPerSecond;
    }

    boolean mayChange() {
        return file.isPresent();
    }

    boolean isThere() {
        return mayChange() || bitsPerSecond != 0;
    }

    /** Looks into the file, and returns whether the rate has changed. What is wrong with the file is logged once. */
    boolean look(Logger logger) {
        long before = bitsPerSecond;
        try {
            OptionalLong rate = file.isPresent() ? file.get().read() : OptionalLong.empty();
            bitsPerSecond = rate.orElse(before);
            complaint = "";
        } catch (IOException e) {
            if (!complaint.equals(e.getMessage())) {
                logger.log(Level.ERROR, e.getMessage());
                complaint = e.getMessage();
            }
        }
        return bitsPerSecond != before;
    }
}

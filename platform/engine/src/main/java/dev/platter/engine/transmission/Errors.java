// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.transmission;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The one place that maps a failure of a disk to an error number. */
final class Errors {
    /** The JDK has no exception types for these; it only has the messages of the system's library. */
    private static final List<Map.Entry<String, NbdError>> SYSTEM_MESSAGES = List.of(
            Map.entry("no space left", NbdError.ENOSPC),
            Map.entry("not enough space", NbdError.ENOSPC),
            Map.entry("disk full", NbdError.ENOSPC),
            Map.entry("quota exceeded", NbdError.ENOSPC),
            Map.entry("read-only file system", NbdError.EPERM),
            Map.entry("operation not permitted", NbdError.EPERM));

    private Errors() {}

    static NbdError numberOf(IOException failure) {
        if (failure instanceof DiskException disk) {
            return disk.error();
        }
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        for (Map.Entry<String, NbdError> known : SYSTEM_MESSAGES) {
            if (message.contains(known.getKey())) {
                return known.getValue();
            }
        }
        return NbdError.EIO;
    }

    static String sentenceOf(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}

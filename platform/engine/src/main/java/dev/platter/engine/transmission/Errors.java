package dev.platter.engine.transmission;

import dev.platter.api.DiskException;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.util.Locale;

/** The one place that decides which error number a failure of a disk becomes. */
final class Errors {
    private Errors() {}

    static NbdError numberOf(IOException failure) {
        if (failure instanceof DiskException disk) {
            return disk.error();
        }
        // The JDK has no type for a full disk; what it has is the message of the C library.
        String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return message.contains("no space left")
                        || message.contains("not enough space")
                        || message.contains("disk full")
                ? NbdError.ENOSPC
                : NbdError.EIO;
    }

    static String sentenceOf(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.toString() : message;
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Says in one line of the log why TLS has failed. */
final class FailureText {
    private static final int LONGEST_LINE = 300;

    /** A constant of BoringSSL with its number and origin. */
    private static final Pattern BORING = Pattern.compile("error:[0-9a-f]+:SSL routines:\\w*:(\\w+)");

    private FailureText() {}

    static String of(Throwable failure) {
        return switch (failure) {
            // Netty's message would quote all of the input.
            case NotSslRecordException _ -> "what the client sends is not TLS";
            case ClosedChannelException _ -> "the client has disconnected";
            default -> oneLine(words(failure));
        };
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        if (message == null) {
            return failure.toString();
        }
        Matcher boring = BORING.matcher(message);
        return boring.find() ? boring.group(1).toLowerCase(Locale.ROOT).replace('_', ' ') : message;
    }

    /** Makes a text safe for one log line: parts of it may come from a certificate, whose author can write anything. */
    static String oneLine(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line;
    }
}

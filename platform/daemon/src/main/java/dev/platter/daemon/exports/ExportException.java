package dev.platter.daemon.exports;

import java.util.List;

/** Says why exports cannot be served as they were asked for. Nothing has changed. */
public final class ExportException extends Exception {
    private static final long serialVersionUID = 1L;

    ExportException(List<String> complaints) {
        super(String.join("\n", complaints));
    }
}

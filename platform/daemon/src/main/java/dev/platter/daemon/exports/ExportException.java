// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.exports;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** Says why exports cannot be served as they were asked for. Nothing has changed. */
public final class ExportException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Set<Path> jars;

    ExportException(List<String> complaints) {
        this(complaints, Set.of());
    }

    ExportException(List<String> complaints, Set<Path> jars) {
        super(String.join("\n", complaints));
        this.jars = Set.copyOf(jars);
    }

    /**
     * What the exports that failed were to be made of.
     *
     * @return the jars, good ones among them; empty if it did not come so far
     */
    public Set<Path> jars() {
        return jars;
    }
}

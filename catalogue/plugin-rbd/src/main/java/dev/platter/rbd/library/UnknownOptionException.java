// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.rbd.library;

import java.io.IOException;

/** Ceph's libraries have no such option. */
public final class UnknownOptionException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String option;

    UnknownOptionException(String option) {
        super("Ceph's libraries have no option " + option);
        this.option = option;
    }

    /** {@return its name} */
    public String option() {
        return option;
    }
}

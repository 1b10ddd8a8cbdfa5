// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

/** What {@code platterctl} tells a script. The numbers are a promise. */
enum ExitStatus {
    DONE(0),
    REFUSED(1),
    USAGE(2),
    NO_SERVER(3),
    TROUBLE(4);

    private final int number;

    ExitStatus(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }
}

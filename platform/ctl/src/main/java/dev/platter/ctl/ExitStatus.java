// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

/** The exit statuses of {@code platterctl}. Scripts rely on the numbers, so they never change. */
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

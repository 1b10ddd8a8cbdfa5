// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ctl;

/** Why a run failed. The message is for the user. */
final class Failure extends Exception {
    private static final long serialVersionUID = 1L;

    private final ExitStatus status;

    Failure(ExitStatus status, String message) {
        super(message);
        this.status = status;
    }

    static Failure usage(String message) {
        return new Failure(ExitStatus.USAGE, message);
    }

    ExitStatus status() {
        return status;
    }
}

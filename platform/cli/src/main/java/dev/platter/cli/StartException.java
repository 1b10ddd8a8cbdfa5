// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli;

/** Says in one sentence why a run cannot begin: what was asked for, and what to do. */
final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    StartException(String sentence) {
        super(sentence);
    }

    StartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

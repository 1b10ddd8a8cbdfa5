// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.steering;

/** Says why something could not be done. The message is one sentence, or several lines, for people; nothing has changed. */
public final class SteeringException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says why.
     *
     * @param message for people
     */
    public SteeringException(String message) {
        super(message);
    }
}

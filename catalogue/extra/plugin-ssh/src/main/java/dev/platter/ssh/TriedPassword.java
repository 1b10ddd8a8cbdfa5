// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import org.apache.sshd.client.auth.password.PasswordAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.jspecify.annotations.Nullable;

/** Remembers that a user has tried to log in by password, and not by which. */
final class TriedPassword implements PasswordAuthenticationReporter {
    private final Attempt attempt;

    TriedPassword(Attempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public void signalAuthenticationAttempt(
            ClientSession session, String service, String password, boolean modified, @Nullable String newPassword) {
        attempt.tried("the password");
    }
}

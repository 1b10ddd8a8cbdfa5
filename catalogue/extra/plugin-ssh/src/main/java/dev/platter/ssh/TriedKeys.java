// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.security.KeyPair;
import org.apache.sshd.client.auth.pubkey.PublicKeyAuthenticationReporter;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;

/** Remembers by which keys a user has tried to log in. */
final class TriedKeys implements PublicKeyAuthenticationReporter {
    private final Attempt attempt;

    TriedKeys(Attempt attempt) {
        this.attempt = attempt;
    }

    @Override
    public void signalAuthenticationAttempt(ClientSession session, String service, KeyPair key, String signature) {
        attempt.tried("the key " + KeyUtils.getFingerPrint(key.getPublic()));
    }
}

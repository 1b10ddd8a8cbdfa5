// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.AttributeRepository;
import org.apache.sshd.common.AttributeRepository.AttributeKey;
import org.apache.sshd.common.session.Session;

/** What is learned while one connection is made, so that a failure can be explained. Safe for use by several threads. */
final class Attempt {
    private static final AttributeKey<Attempt> KEY = new AttributeKey<>();

    private final List<String> tried = new ArrayList<>();
    private final List<String> unusable = new ArrayList<>();
    private List<String> allowed = List.of();
    private Optional<String> refusal = Optional.empty();

    /** {@return what a session has to be begun with to belong to this} */
    AttributeRepository context() {
        return AttributeRepository.ofKeyValuePair(KEY, this);
    }

    /** {@return the attempt that a session belongs to} */
    static Optional<Attempt> of(Session session) {
        return session instanceof ClientSession client && client.getConnectionContext() != null
                ? Optional.ofNullable(client.getConnectionContext().getAttribute(KEY))
                : Optional.empty();
    }

    /** Says that the connection must not be made. The first reason counts. */
    synchronized void refuse(String sentence) {
        if (refusal.isEmpty()) {
            refusal = Optional.of(sentence);
        }
    }

    /** {@return why the connection must not be made} */
    synchronized Optional<String> refusal() {
        return refusal;
    }

    /** Says by what the user has tried to log in. */
    synchronized void tried(String what) {
        if (!tried.contains(what)) {
            tried.add(what);
        }
    }

    /** Says why a key could not be tried. */
    synchronized void unusable(String why) {
        unusable.add(why);
    }

    /** Says which methods the server allows. */
    synchronized void allowed(List<String> methods) {
        allowed = List.copyOf(methods);
    }

    /** Why the user could not log in. */
    synchronized String noEntry(String where, String user) {
        return where + " does not let the user " + user + " in: it allows "
                + (allowed.isEmpty() ? "no method" : String.join(", ", allowed)) + ", and "
                + (tried.isEmpty() ? "there was nothing to try" : String.join(", ", tried) + " had no success")
                + (unusable.isEmpty() ? "" : "; " + String.join("; ", unusable))
                + ". Give password=, identity= or an agent in SSH_AUTH_SOCK";
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import dev.platter.engine.export.Admission;
import dev.platter.nbd.NbdError;
import dev.platter.server.definition.AccessRules;
import dev.platter.server.definition.AccessRules.CertificateSubject;
import dev.platter.server.definition.CidrBlock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/** Admits the clients that an export's rules name. A client for which a rule cannot be checked is refused. */
final class AccessCheck implements Admission {
    private final AccessRules rules;
    private final UnixNames names;

    AccessCheck(AccessRules rules, UnixNames names) {
        this.rules = rules;
        this.names = names;
    }

    @Override
    public void admit(Client client) throws IOException {
        require("address", rules.addresses().isEmpty() || isNear(client));
        if (!rules.users().isEmpty() || !rules.groups().isEmpty()) {
            admit(client.credentials()
                    .orElseThrow(() -> unknown("users of this machine", "a Unix socket, where the system tells them")));
        }
        if (!rules.certificates().isEmpty() || !rules.identities().isEmpty()) {
            admit(client.tls().orElseThrow(() -> unknown("certificates or identities", "TLS")));
        }
    }

    private void admit(UnixCredentials credentials) throws DiskException {
        require("user", rules.users().isEmpty() || isUser(credentials));
        require("group", rules.groups().isEmpty() || isInGroup(credentials));
    }

    private void admit(TlsSession session) throws DiskException {
        require("certificate", rules.certificates().isEmpty() || isCertified(session));
        require("identity", rules.identities().isEmpty() || isIdentified(session));
    }

    private static void require(String what, boolean holds) throws DiskException {
        if (!holds) {
            throw new DiskException(
                    NbdError.EPERM, "this export is not for you: your " + what + " is not among those that may use it");
        }
    }

    private static DiskException unknown(String whom, String way) {
        return new DiskException(
                NbdError.EPERM,
                "this export is for certain " + whom + ", and the server cannot tell who you are: connect through "
                        + way);
    }

    private boolean isNear(Client client) {
        if (client.address().orElse(null) instanceof InetSocketAddress inet && inet.getAddress() != null) {
            InetAddress address = inet.getAddress();
            for (CidrBlock block : rules.addresses()) {
                if (block.contains(address)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isUser(UnixCredentials credentials) {
        return names.isAmong(credentials.uid(), rules.users(), UnixNames.Kind.USER);
    }

    private boolean isInGroup(UnixCredentials credentials) {
        return names.isAmong(credentials.gid(), rules.groups(), UnixNames.Kind.GROUP);
    }

    private boolean isCertified(TlsSession session) {
        return session.subject().isPresent() && matches(session.subject().get(), rules.certificates());
    }

    private static boolean matches(String subject, List<CertificateSubject> allowed) {
        for (CertificateSubject name : allowed) {
            if (DistinguishedName.has(subject, name.name())) {
                return true;
            }
        }
        return false;
    }

    private boolean isIdentified(TlsSession session) {
        return session.pskIdentity().isPresent()
                && rules.identities().contains(session.pskIdentity().get());
    }
}

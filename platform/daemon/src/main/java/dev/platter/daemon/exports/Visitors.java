package dev.platter.daemon.exports;

import dev.platter.api.Client;
import dev.platter.api.DiskException;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import dev.platter.daemon.configuration.AccessRules;
import dev.platter.daemon.configuration.CidrBlock;
import dev.platter.engine.export.Admission;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/** Lets those in whom the rules of an export name. A rule that a client cannot be held against keeps it out. */
final class Visitors implements Admission {
    private final AccessRules rules;
    private final UnixNames names;

    Visitors(AccessRules rules, UnixNames names) {
        this.rules = rules;
        this.names = names;
    }

    @Override
    public void admit(Client client) throws IOException {
        require("address", rules.addresses().isEmpty() || isNear(client));
        Optional<UnixCredentials> credentials = client.credentials();
        require(
                "user",
                rules.users().isEmpty() || credentials.filter(this::isUser).isPresent());
        require(
                "group",
                rules.groups().isEmpty() || credentials.filter(this::isInGroup).isPresent());
        Optional<TlsSession> tls = client.tls();
        require(
                "certificate",
                rules.certificates().isEmpty() || tls.filter(this::isCertified).isPresent());
        require(
                "identity",
                rules.identities().isEmpty() || tls.filter(this::isIdentified).isPresent());
    }

    private static void require(String what, boolean holds) throws DiskException {
        if (!holds) {
            throw new DiskException(
                    NbdError.EPERM, "this export is not for you: your " + what + " is not among those that may use it");
        }
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

    private static boolean matches(String subject, List<String> allowed) {
        for (String name : allowed) {
            if (DistinguishedName.has(subject, name)) {
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

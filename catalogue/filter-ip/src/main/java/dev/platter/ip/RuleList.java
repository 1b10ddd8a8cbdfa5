// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ip;

import dev.platter.api.Client;
import dev.platter.api.TlsSession;
import dev.platter.api.UnixCredentials;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The rules of one list, sorted by what they look at. Immutable. */
final class RuleList {
    /** Sources of which a rule names all. */
    enum Source {
        ANY,
        IPV4,
        IPV6,
        UNIX
    }

    private final Set<Source> sources;
    private final Ranges ipv4;
    private final Ranges ipv6;
    private final Set<Long> processes;
    private final Set<Long> users;
    private final Set<Long> groups;
    private final Set<String> labels;
    private final List<Wildcard> subjects;
    private final List<Wildcard> issuers;

    RuleList(RuleParser rules) {
        sources = Set.copyOf(rules.sources());
        ipv4 = Ranges.of(rules.ipv4());
        ipv6 = Ranges.of(rules.ipv6());
        processes = Set.copyOf(rules.processes());
        users = Set.copyOf(rules.users());
        groups = Set.copyOf(rules.groups());
        labels = Set.copyOf(rules.labels());
        subjects = List.copyOf(rules.subjects());
        issuers = List.copyOf(rules.issuers());
    }

    /** Whether a rule looks at what is known only after TLS was negotiated. */
    boolean needsTls() {
        return !subjects.isEmpty() || !issuers.isEmpty();
    }

    boolean names(Client client) {
        return sources.contains(Source.ANY)
                || (client.address().orElse(null) instanceof InetSocketAddress internet
                        ? names(internet.getAddress())
                        : namesUnix(client))
                || (!labels.isEmpty()
                        && client.securityContext().filter(labels::contains).isPresent())
                || (needsTls() && namesCertificate(client.tls()));
    }

    private boolean names(InetAddress address) {
        Bits bits = Bits.of(address.getAddress());
        return address instanceof Inet4Address
                ? sources.contains(Source.IPV4) || ipv4.contain(bits)
                : sources.contains(Source.IPV6) || ipv6.contain(bits);
    }

    private boolean namesUnix(Client client) {
        return sources.contains(Source.UNIX)
                || client.credentials().filter(this::names).isPresent();
    }

    /** A number of 0 stands for a process that the system does not tell. */
    private boolean names(UnixCredentials credentials) {
        return processes.contains((long) credentials.pid())
                || users.contains(Integer.toUnsignedLong(credentials.uid()))
                || groups.contains(Integer.toUnsignedLong(credentials.gid()));
    }

    /** As in nbdkit, the name of a client without a certificate is empty, so {@code *} names it too. */
    private boolean namesCertificate(Optional<TlsSession> session) {
        return matches(subjects, session.flatMap(TlsSession::subject))
                || matches(issuers, session.flatMap(TlsSession::issuer));
    }

    private static boolean matches(List<Wildcard> patterns, Optional<String> name) {
        String text = name.orElse("");
        return patterns.stream().anyMatch(pattern -> pattern.matches(text));
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.jspecify.annotations.Nullable;

/** Asks for a host key that is known, where a server has several, and explains why the ends cannot agree. */
final class Negotiation implements SessionListener {
    private final Target target;
    private final KnownHosts known;
    private final boolean legacy;

    Negotiation(Target target, KnownHosts known, boolean legacy) {
        this.target = target;
        this.known = known;
        this.legacy = legacy;
    }

    @Override
    public void sessionNegotiationOptionsCreated(Session session, Map<KexProposalOption, String> proposal) {
        List<String> types = known.types(target.host(), target.port());
        List<String> algorithms = new ArrayList<>(
                List.of(proposal.getOrDefault(KexProposalOption.SERVERKEYS, "").split(",")));
        algorithms.sort(Comparator.comparing(name -> !types.contains(KeyUtils.getCanonicalKeyType(name))));
        proposal.put(KexProposalOption.SERVERKEYS, String.join(",", algorithms));
    }

    @Override
    public void sessionNegotiationEnd(
            Session session,
            Map<KexProposalOption, String> client,
            Map<KexProposalOption, String> server,
            Map<KexProposalOption, String> agreed,
            @Nullable Throwable reason) {
        if (reason != null) {
            Attempt.of(session)
                    .ifPresent(attempt -> attempt.refuse(Algorithms.disagreement(target.shown(), server, legacy)));
        }
    }
}

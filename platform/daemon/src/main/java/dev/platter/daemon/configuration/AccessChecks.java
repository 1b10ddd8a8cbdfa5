// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.daemon.configuration.Listeners.Reach;
import java.util.List;

/** Refuses an {@code [export.NAME.allow]} that would admit no client. */
final class AccessChecks {
    private final StrictTable table;
    private final Reach reach;

    AccessChecks(StrictTable table, Reach reach) {
        this.table = table;
        this.reach = reach;
    }

    void run() {
        checkReach();
        checkCombinations();
    }

    private void checkReach() {
        refuseUnless(reach.tcp(), "addresses", "no [[listen]] has an address, and clients on Unix sockets have none");
        refuseUnless(reach.unix(), "users", "no [[listen]] is a Unix socket, and nothing else tells who a client is");
        refuseUnless(reach.unix(), "groups", "no [[listen]] is a Unix socket, and nothing else tells who a client is");
        refuseUnless(
                reach.certificates(),
                "certificates",
                "no listener verifies certificates; write verify-peer = true beside certificates in [tls], and let a"
                        + " [[listen]] have tls = \"on\"");
        refuseUnless(
                reach.identities(),
                "identities",
                "no listener has pre-shared keys; write psk = \"FILE\" in [tls], and let a [[listen]] have tls ="
                        + " \"on\"");
    }

    private void refuseUnless(boolean possible, String key, String reason) {
        if (!possible && table.has(key)) {
            table.complain(key, key + " in " + table.name() + " lets nobody in: " + reason);
        }
    }

    private void checkCombinations() {
        for (String unix : List.of("users", "groups")) {
            if (table.has("addresses") && table.has(unix)) {
                table.complain(
                        unix,
                        unix + " and addresses in " + table.name()
                                + " together let nobody in: " + unix + " are known only on Unix sockets, addresses"
                                + " only on TCP; make two exports of it");
            }
        }
        if (table.has("certificates") && table.has("identities")) {
            table.complain(
                    "identities",
                    "identities and certificates in " + table.name()
                            + " together let nobody in: a server has either pre-shared keys or certificates; remove"
                            + " one");
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.AccessRules;
import dev.platter.server.definition.CidrBlock;
import dev.platter.server.definition.Position;
import dev.platter.server.definition.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** Reads an {@code [export.NAME.allow]}, and refuses what would let nobody in. */
final class AllowReader {
    /** Users and groups have 32 bits. */
    private static final long GREATEST_NUMBER = 0xffff_ffffL;

    private final Table table;
    private final Reach reach;

    AllowReader(Table table, Reach reach) {
        this.table = table;
        this.reach = reach;
    }

    AccessRules read() {
        checkReach();
        checkCombinations();
        return new AccessRules(addresses(), accounts("users"), accounts("groups"), certificates(), texts("identities"));
    }

    private void checkReach() {
        refuseUnless(
                reach.tcp(), "addresses", "no [[listen]] has an address, and clients on Unix sockets come from none");
        refuseUnless(reach.unix(), "users", "no [[listen]] is a Unix socket, and nothing else tells who a client is");
        refuseUnless(reach.unix(), "groups", "no [[listen]] is a Unix socket, and nothing else tells who a client is");
        refuseUnless(
                reach.certificates(),
                "certificates",
                "no listener verifies any; write verify-peer = true beside certificates in [tls], and let a [[listen]]"
                        + " have tls = \"on\"");
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
                                + " let nobody in together: the one is known of clients on Unix sockets only, the"
                                + " other of those on TCP; make two exports of it");
            }
        }
        if (table.has("certificates") && table.has("identities")) {
            table.complain(
                    "identities",
                    "identities and certificates in " + table.name()
                            + " let nobody in together: a server has either pre-shared keys or certificates; remove"
                            + " one");
        }
    }

    private List<CidrBlock> addresses() {
        List<CidrBlock> blocks = new ArrayList<>();
        table.elements("addresses", String.class, "an array of addresses").forEach((place, text) -> {
            try {
                blocks.add(CidrBlock.parse(text));
            } catch (IllegalArgumentException e) {
                table.complain(place, "addresses in " + table.name() + ": " + e.getMessage());
            }
        });
        return blocks;
    }

    /** Users or groups. Who they are is looked up when the server runs. */
    private List<String> accounts(String key) {
        String kind = "an array of names and numbers";
        List<String> accounts = new ArrayList<>();
        for (Map.Entry<Position, Object> entry :
                table.elements(key, Object.class, kind).entrySet()) {
            Object account = entry.getValue();
            if (isAccount(account)) {
                accounts.add(account.toString());
            } else {
                table.wrong(entry.getKey(), key, kind, "one with " + TomlValue.described(account));
            }
        }
        return accounts;
    }

    /** A name, or a number that the system could have given. */
    private static boolean isAccount(Object account) {
        return switch (account) {
            case Long number -> number >= 0 && number <= GREATEST_NUMBER;
            case String name ->
                !name.matches("[0-9]+") || (name.length() <= 10 && Long.parseLong(name) <= GREATEST_NUMBER);
            default -> false;
        };
    }

    private List<String> certificates() {
        String kind = "an array of certificates' subjects";
        List<String> subjects = new ArrayList<>();
        table.elements("certificates", String.class, kind).forEach((place, text) -> {
            try {
                subjects.add(new LdapName(text).toString());
            } catch (InvalidNameException e) {
                table.wrong(place, "certificates", kind, "one with " + Words.written(text));
            }
        });
        return subjects;
    }

    private List<String> texts(String key) {
        return List.copyOf(
                table.elements(key, String.class, "an array of strings").values());
    }
}

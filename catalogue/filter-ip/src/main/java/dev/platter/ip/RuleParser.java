// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ip;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads rules and collects them for a {@link RuleList}. For one thread. */
final class RuleParser {
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;
    private static final int MAPPED_PREFIX = 12;
    private static final long LARGEST_PID = Integer.MAX_VALUE;
    private static final long LARGEST_ID = 0xffff_ffffL;

    private static final Map<String, RuleList.Source> SOURCES = Map.of(
            "all", RuleList.Source.ANY,
            "any", RuleList.Source.ANY,
            "allipv4", RuleList.Source.IPV4,
            "anyipv4", RuleList.Source.IPV4,
            "allipv6", RuleList.Source.IPV6,
            "anyipv6", RuleList.Source.IPV6,
            "allunix", RuleList.Source.UNIX,
            "anyunix", RuleList.Source.UNIX);

    /** Nobody comes from there: the server does not listen on AF_VSOCK. */
    private static final Set<String> NOWHERE = Set.of("allvsock", "anyvsock");

    private final Set<RuleList.Source> sources = EnumSet.noneOf(RuleList.Source.class);
    private final List<Range> ipv4 = new ArrayList<>();
    private final List<Range> ipv6 = new ArrayList<>();
    private final Set<Long> processes = new HashSet<>();
    private final Set<Long> users = new HashSet<>();
    private final Set<Long> groups = new HashSet<>();
    private final Set<String> labels = new HashSet<>();
    private final List<Wildcard> subjects = new ArrayList<>();
    private final List<Wildcard> issuers = new ArrayList<>();

    /**
     * Adds rules that are separated by commas, or one rule for a distinguished name, which has commas in it.
     *
     * @throws IllegalArgumentException if one is not a rule; the message names it
     */
    void add(String text) {
        if (startsWith(text, "dn:") || startsWith(text, "issuer-dn:")) {
            rule(text);
            return;
        }
        for (int begin = 0; begin < text.length(); ) {
            int comma = text.indexOf(',', begin);
            int end = comma < 0 ? text.length() : comma;
            if (end == begin) {
                throw new IllegalArgumentException("empty entry in rule list: " + text);
            }
            rule(text.substring(begin, end));
            begin = end + 1;
        }
    }

    private void rule(String text) {
        // The usual rules of long lists first.
        if (Character.digit(text.charAt(0), 10) >= 0 && text.indexOf(':') < 0) {
            addIpv4(text);
        } else if (text.indexOf(':') < 0) {
            addSource(text);
        } else if (!addKeyed(text)) {
            addIpv6(text);
        }
    }

    private void addSource(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        RuleList.Source source = SOURCES.get(name);
        if (source != null) {
            sources.add(source);
        } else if (!NOWHERE.contains(name)) {
            throw unknown(text);
        }
    }

    private boolean addKeyed(String text) {
        int colon = text.indexOf(':');
        String value = text.substring(colon + 1);
        switch (text.substring(0, colon).toLowerCase(Locale.ROOT)) {
            case "pid" -> processes.add(number(text, value, 1, LARGEST_PID));
            case "uid" -> users.add(number(text, value, 0, LARGEST_ID));
            case "gid" -> groups.add(number(text, value, 0, LARGEST_ID));
            case "security" -> labels.add(value);
            case "dn" -> subjects.add(Wildcard.parse(value));
            case "issuer-dn" -> issuers.add(Wildcard.parse(value));
            case "vsock-cid", "vsock-port" -> number(text, value, 0, LARGEST_ID);
            default -> {
                return false;
            }
        }
        return true;
    }

    private static boolean startsWith(String text, String prefix) {
        return text.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    private void addIpv4(String text) {
        int slash = text.indexOf('/');
        int end = slash < 0 ? text.length() : slash;
        long address = 0;
        int at = 0;
        for (int part = 0; part < 4; part++) {
            int number = 0;
            int begin = at;
            while (at < end && at - begin < 3 && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
                number = number * 10 + text.charAt(at) - '0';
                at++;
            }
            boolean zeroesInFront = at - begin > 1 && text.charAt(begin) == '0';
            boolean ends = part == 3 ? at == end : at < end && text.charAt(at) == '.';
            if (at == begin || number > 255 || zeroesInFront || !ends) {
                throw unknown(text);
            }
            address = address << 8 | number;
            at++;
        }
        ipv4.add(range(new Bits(0, address), IPV4_BITS, prefix(text, slash, IPV4_BITS)));
    }

    private void addIpv6(String text) {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        if (literal.indexOf('%') >= 0 || literal.indexOf('[') >= 0) {
            throw unknown(text);
        }
        byte[] address;
        try {
            address = InetAddress.ofLiteral(literal).getAddress();
        } catch (IllegalArgumentException e) {
            throw unknown(text);
        }
        ipv6.add(range(Bits.of(mapped(address)), IPV6_BITS, prefix(text, slash, IPV6_BITS)));
    }

    /** Java makes an address of IPv4 of one like {@code ::ffff:192.0.2.1}. */
    private static byte[] mapped(byte[] address) {
        if (address.length == IPV6_BITS / Byte.SIZE) {
            return address;
        }
        byte[] all = new byte[IPV6_BITS / Byte.SIZE];
        all[MAPPED_PREFIX - 2] = -1;
        all[MAPPED_PREFIX - 1] = -1;
        System.arraycopy(address, 0, all, MAPPED_PREFIX, address.length);
        return all;
    }

    private static Range range(Bits address, int bits, int prefix) {
        return new Range(address.withLowest(bits - prefix, false), address.withLowest(bits - prefix, true));
    }

    private static int prefix(String text, int slash, int most) {
        return slash < 0 ? most : (int) number(text, text.substring(slash + 1), 0, most);
    }

    private static long number(String rule, String text, long least, long most) {
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same sentence says it.
        }
        throw new IllegalArgumentException(
                "don't know how to parse rule: " + rule + " (" + (text.isEmpty() ? "there is no number" : text)
                        + ", and it must be a number from " + least + " to " + most + ")");
    }

    private static IllegalArgumentException unknown(String text) {
        return new IllegalArgumentException("don't know how to parse rule: " + text
                + " (an address is written 192.0.2.1, 192.0.2.0/24 or 2001:db8::/32; see platter-ip-filter(1))");
    }

    Set<RuleList.Source> sources() {
        return sources;
    }

    List<Range> ipv4() {
        return ipv4;
    }

    List<Range> ipv6() {
        return ipv6;
    }

    Set<Long> processes() {
        return processes;
    }

    Set<Long> users() {
        return users;
    }

    Set<Long> groups() {
        return groups;
    }

    Set<String> labels() {
        return labels;
    }

    List<Wildcard> subjects() {
        return subjects;
    }

    List<Wildcard> issuers() {
        return issuers;
    }
}

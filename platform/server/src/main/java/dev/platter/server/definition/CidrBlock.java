// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * A block of internet addresses, as in {@code 10.0.0.0/8}. An IPv4 address is the same as its mapping into IPv6 ({@code
 * ::ffff:10.0.0.1}), which is how a socket that listens to both sees it.
 */
public final class CidrBlock {
    private static final int IPV4 = 4;
    private static final int MAPPED_BITS = 96;

    private final byte[] network;
    private final int prefix;

    private CidrBlock(byte[] network, int prefix) {
        this.network = network;
        this.prefix = prefix;
    }

    /**
     * Reads a block.
     *
     * @param text a literal address, and perhaps a slash and the number of leading bits that count
     * @return the block; without a number, the address alone
     * @throws IllegalArgumentException if the text is not a block; the message says why
     */
    public static CidrBlock parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] network = address(text, address);
        int bits = network.length * 8;
        if (slash < 0) {
            return new CidrBlock(network, bits);
        }
        boolean mapped = network.length == IPV4 && address.indexOf(':') >= 0;
        int ignored = mapped ? MAPPED_BITS : 0;
        int prefix = prefix(text, text.substring(slash + 1), ignored, ignored + bits) - ignored;
        CidrBlock block = new CidrBlock(masked(network, prefix), prefix);
        if (!Arrays.equals(block.network, network)) {
            throw new IllegalArgumentException(
                    text + " has bits beyond the first " + (prefix + ignored) + "; write " + block);
        }
        return block;
    }

    private static byte[] address(String text, String address) {
        // The JDK would take 10/8 for 0.0.0.10/8, as the first C libraries did.
        boolean whole = address.indexOf(':') >= 0
                || address.chars().filter(c -> c == '.').count() == IPV4 - 1;
        if (!whole || address.indexOf('%') >= 0) {
            throw unparsable(text);
        }
        try {
            return InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException e) {
            throw unparsable(text);
        }
    }

    private static int prefix(String text, String digits, int from, int to) {
        // Three digits are enough for every prefix, and cannot overflow.
        boolean number = digits.matches("[0-9]{1,3}");
        int prefix = number ? Integer.parseInt(digits) : -1;
        if (prefix < from || prefix > to) {
            throw new IllegalArgumentException(
                    text + " has \"" + digits + "\" after its slash; write a number from " + from + " to " + to);
        }
        return prefix;
    }

    private static IllegalArgumentException unparsable(String text) {
        return new IllegalArgumentException(Words.written(text)
                + " is not an address; write one such as 10.1.2.3 or fd00::1, or a block such as 10.0.0.0/8 or"
                + " fd00::/8");
    }

    private static byte[] masked(byte[] address, int prefix) {
        byte[] masked = address.clone();
        for (int i = 0; i < masked.length; i++) {
            int bits = Math.clamp(prefix - 8L * i, 0, 8);
            masked[i] &= (byte) (0xff << (8 - bits));
        }
        return masked;
    }

    /**
     * Whether an address lies in the block.
     *
     * @param address any address
     * @return false also if the address has the other version of IP
     */
    public boolean contains(InetAddress address) {
        byte[] bytes = unmapped(address.getAddress());
        return bytes.length == network.length && Arrays.equals(masked(bytes, prefix), network);
    }

    private static byte[] unmapped(byte[] address) {
        if (address.length == IPV4) {
            return address;
        }
        for (int i = 0; i < MAPPED_BITS / 8; i++) {
            if (address[i] != (byte) (i < 10 ? 0 : 0xff)) {
                return address;
            }
        }
        return Arrays.copyOfRange(address, MAPPED_BITS / 8, address.length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CidrBlock block && prefix == block.prefix && Arrays.equals(network, block.network);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(network) + prefix;
    }

    /** A text that {@link #parse} reads back. */
    @Override
    public String toString() {
        try {
            String address = InetAddress.getByAddress(network).getHostAddress();
            return prefix == network.length * 8 ? address : address + "/" + prefix;
        } catch (UnknownHostException e) {
            throw new IllegalStateException("a block has 4 or 16 bytes", e);
        }
    }
}

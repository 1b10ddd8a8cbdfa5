// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.libc;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Path;

/** Addresses of sockets as Linux takes them: {@code sockaddr_un}, {@code sockaddr_in} and {@code sockaddr_in6}. */
final class NativeAddress {
    static final short AF_UNIX = 1;
    static final short AF_INET = 2;
    static final short AF_INET6 = 10;

    /** The longest path of a socket, without the zero that ends it, in bytes. */
    static final int LONGEST_PATH = 107;

    private static final long SIZE_4 = 16;
    private static final long SIZE_6 = 28;
    private static final long PORT = 2;
    private static final long ADDRESS_4 = 4;
    private static final long ADDRESS_6 = 8;
    private static final long SCOPE_6 = 24;

    private NativeAddress() {}

    /** @throws IOException if the path is too long for a socket */
    static MemorySegment of(Arena arena, Path path) throws IOException {
        byte[] name = path.toString().getBytes(encoding());
        if (name.length > LONGEST_PATH) {
            throw new IOException(
                    "the path of a Unix socket may have " + LONGEST_PATH + " bytes, and this one has " + name.length);
        }
        MemorySegment address = arena.allocate(Short.BYTES + name.length + 1, Short.BYTES);
        address.set(JAVA_SHORT, 0, AF_UNIX);
        MemorySegment.copy(name, 0, address, JAVA_BYTE, Short.BYTES, name.length);
        return address;
    }

    /** @param target with its address, not only a name */
    static MemorySegment of(Arena arena, InetSocketAddress target) {
        byte[] octets = target.getAddress().getAddress();
        boolean six = target.getAddress() instanceof Inet6Address;
        MemorySegment address = arena.allocate(six ? SIZE_6 : SIZE_4, Integer.BYTES);
        address.set(JAVA_SHORT, 0, six ? AF_INET6 : AF_INET);
        address.set(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), PORT, (short) target.getPort());
        MemorySegment.copy(octets, 0, address, JAVA_BYTE, six ? ADDRESS_6 : ADDRESS_4, octets.length);
        if (target.getAddress() instanceof Inet6Address scoped) {
            address.set(JAVA_INT_UNALIGNED, SCOPE_6, scoped.getScopeId());
        }
        return address;
    }

    static Charset encoding() {
        return Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));
    }
}

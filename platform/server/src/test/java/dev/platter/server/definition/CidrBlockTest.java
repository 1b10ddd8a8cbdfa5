// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.definition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses in and outside a block, and texts that are not blocks. */
class CidrBlockTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.0.1, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "192.168.1.128/25, 192.168.1.127, false",
        "192.168.1.128/25, 192.168.1.128, true",
        "127.0.0.1, 127.0.0.1, true",
        "127.0.0.1, 127.0.0.2, false",
        "0.0.0.0/0, 255.255.255.255, true",
        "0.0.0.0/0, ::1, false",
        "::/0, 10.0.0.1, false",
        "::/0, fd00::1, true",
        "fd00::/8, fdff::1, true",
        "fd00::/8, fe80::1, false",
        "2001:db8::/33, 2001:db8:8000::, false",
        "2001:db8::/33, 2001:db8:7fff::, true",
        "::1, ::1, true",
        "::ffff:10.0.0.0/104, 10.1.2.3, true",
        "::ffff:10.0.0.0/104, 11.1.2.3, false",
    })
    void blockContainsItsAddresses(String block, String address, boolean expected) {
        assertEquals(expected, CidrBlock.parse(block).contains(InetAddress.ofLiteral(address)));
    }

    @Test
    void anIpv4AddressMayComeMapped() throws Exception {
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 10, 1, 2, 3};
        InetAddress address = Inet6Address.getByAddress(null, mapped, -1);
        assertEquals(16, address.getAddress().length);
        assertEquals(true, CidrBlock.parse("10.0.0.0/8").contains(address));
        assertEquals(false, CidrBlock.parse("11.0.0.0/8").contains(address));
        assertEquals(false, CidrBlock.parse("::/0").contains(address));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "10.0.0.1/32, 10.0.0.1",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "FD00:0::/8, fd00:0:0:0:0:0:0:0/8",
    })
    void equalBlocksAreShownAlike(String written, String shown) {
        assertEquals(shown, CidrBlock.parse(written).toString());
        assertEquals(CidrBlock.parse(shown), CidrBlock.parse(written));
        assertEquals(CidrBlock.parse(shown).hashCode(), CidrBlock.parse(written).hashCode());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10/8 | \"10/8\" is not an address; write one such as 10.1.2.3 or fd00::1, or a block such as"
                        + " 10.0.0.0/8 or fd00::/8",
                "host | \"host\" is not an address; write one such as 10.1.2.3 or fd00::1, or a block such as"
                        + " 10.0.0.0/8 or fd00::/8",
                "fe80::1%eth0 | \"fe80::1%eth0\" is not an address; write one such as 10.1.2.3 or fd00::1, or a block"
                        + " such as 10.0.0.0/8 or fd00::/8",
                "1.2.3.256 | \"1.2.3.256\" is not an address; write one such as 10.1.2.3 or fd00::1, or a block such as"
                        + " 10.0.0.0/8 or fd00::/8",
                "10.0.0.0/33 | 10.0.0.0/33 has \"33\" after its slash; write a number from 0 to 32",
                "10.0.0.0/-1 | 10.0.0.0/-1 has \"-1\" after its slash; write a number from 0 to 32",
                "10.0.0.0/ | 10.0.0.0/ has \"\" after its slash; write a number from 0 to 32",
                "::/129 | ::/129 has \"129\" after its slash; write a number from 0 to 128",
                "::ffff:1.2.3.4/32 | ::ffff:1.2.3.4/32 has \"32\" after its slash; write a number from 96 to 128",
                "10.1.2.3/8 | 10.1.2.3/8 has bits beyond the first 8; write 10.0.0.0/8",
                "::ffff:10.1.0.0/104 | ::ffff:10.1.0.0/104 has bits beyond the first 104; write 10.0.0.0/8",
            })
    void malformedBlockIsRefused(String text, String sentence) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> CidrBlock.parse(text))
                        .getMessage());
    }
}

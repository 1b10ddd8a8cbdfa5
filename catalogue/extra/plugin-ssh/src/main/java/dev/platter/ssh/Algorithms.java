// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.OptionalFeature;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.kex.KexProposalOption;
import org.apache.sshd.common.kex.KeyExchangeFactory;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;

/**
 * What the ends of a connection may agree on: in each list those first that are better or, where both are good, faster. Java's own lists of
 * disabled algorithms are about TLS and certificates, and do not count here.
 */
final class Algorithms {
    private static final List<BuiltinDHFactories> EXCHANGES = List.of(
            BuiltinDHFactories.curve25519,
            BuiltinDHFactories.curve25519_libssh,
            BuiltinDHFactories.ecdhp256,
            BuiltinDHFactories.ecdhp384,
            BuiltinDHFactories.ecdhp521,
            BuiltinDHFactories.dhgex256,
            BuiltinDHFactories.dhg16_512,
            BuiltinDHFactories.dhg18_512,
            BuiltinDHFactories.dhg14_256);

    private static final List<BuiltinSignatures> SIGNATURES = List.of(
            BuiltinSignatures.ed25519,
            BuiltinSignatures.nistp256,
            BuiltinSignatures.nistp384,
            BuiltinSignatures.nistp521,
            BuiltinSignatures.rsaSHA512,
            BuiltinSignatures.rsaSHA256);

    /** ChaCha20 last: MINA has it in plain Java, and the processor has instructions for AES. */
    private static final List<BuiltinCiphers> CIPHERS = List.of(
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.aes128ctr,
            BuiltinCiphers.aes192ctr,
            BuiltinCiphers.aes256ctr,
            BuiltinCiphers.cc20p1305_openssh);

    private static final List<BuiltinMacs> MACS = List.of(
            BuiltinMacs.hmacsha256etm, BuiltinMacs.hmacsha512etm, BuiltinMacs.hmacsha256, BuiltinMacs.hmacsha512);

    @SuppressWarnings("deprecation")
    private static final List<BuiltinDHFactories> OLD_EXCHANGES =
            List.of(BuiltinDHFactories.dhgex, BuiltinDHFactories.dhg14, BuiltinDHFactories.dhg1);

    @SuppressWarnings("deprecation")
    private static final List<BuiltinSignatures> OLD_SIGNATURES = List.of(BuiltinSignatures.rsa, BuiltinSignatures.dsa);

    @SuppressWarnings("deprecation")
    private static final List<BuiltinCiphers> OLD_CIPHERS = List.of(
            BuiltinCiphers.aes128cbc,
            BuiltinCiphers.aes192cbc,
            BuiltinCiphers.aes256cbc,
            BuiltinCiphers.tripledescbc,
            BuiltinCiphers.blowfishcbc,
            BuiltinCiphers.arcfour256,
            BuiltinCiphers.arcfour128);

    @SuppressWarnings("deprecation")
    private static final List<BuiltinMacs> OLD_MACS = List.of(
            BuiltinMacs.hmacsha1etm,
            BuiltinMacs.hmacsha1,
            BuiltinMacs.hmacsha196,
            BuiltinMacs.hmacmd5,
            BuiltinMacs.hmacmd596);

    private static final List<Choice> CHOICES = List.of(
            new Choice("key exchange", KexProposalOption.ALGORITHMS, names(EXCHANGES), names(OLD_EXCHANGES)),
            new Choice("host keys", KexProposalOption.SERVERKEYS, names(SIGNATURES), names(OLD_SIGNATURES)),
            new Choice("encryption", KexProposalOption.S2CENC, names(CIPHERS), names(OLD_CIPHERS)),
            new Choice("message authentication", KexProposalOption.S2CMAC, names(MACS), names(OLD_MACS)));

    /** One choice that is made when a connection begins: between which algorithms, and between which more with legacy=true. */
    private record Choice(String what, KexProposalOption option, List<String> good, List<String> old) {
        /** What a server offers, without the words in the list that are no algorithms. */
        List<String> offered(Map<KexProposalOption, String> server) {
            return Arrays.stream(server.getOrDefault(option, "").split(","))
                    .filter(name -> !name.isEmpty() && !name.startsWith("kex-strict-") && !name.startsWith("ext-info-"))
                    .toList();
        }
    }

    private Algorithms() {}

    private static List<String> names(List<? extends NamedResource> algorithms) {
        return algorithms.stream().map(NamedResource::getName).toList();
    }

    /** Has a client use them. */
    static void apply(SshClient client, boolean legacy, boolean compression) {
        client.setKeyExchangeFactories(exchanges(legacy));
        client.setSignatureFactories(these(SIGNATURES, OLD_SIGNATURES, legacy));
        client.setCipherFactories(these(CIPHERS, OLD_CIPHERS, legacy));
        client.setMacFactories(these(MACS, OLD_MACS, legacy));
        client.setCompressionFactories(
                compression
                        ? List.of(BuiltinCompressions.delayedZlib, BuiltinCompressions.zlib, BuiltinCompressions.none)
                        : List.of(BuiltinCompressions.none));
    }

    private static List<KeyExchangeFactory> exchanges(boolean legacy) {
        List<BuiltinDHFactories> all = these(EXCHANGES, OLD_EXCHANGES, legacy);
        return NamedFactory.setUpTransformedFactories(true, all, ClientBuilder.DH2KEX);
    }

    private static <S, T extends S> List<S> these(List<T> good, List<T> old, boolean legacy) {
        List<S> all = new ArrayList<>(good);
        if (legacy) {
            all.addAll(old);
        }
        all.removeIf(algorithm -> algorithm instanceof OptionalFeature feature && !feature.isSupported());
        return all;
    }

    /**
     * Why the ends could not agree.
     *
     * @param where the server, for people
     * @param server what it offers
     * @param legacy whether the old algorithms were allowed
     */
    static String disagreement(String where, Map<KexProposalOption, String> server, boolean legacy) {
        List<String> lacks = new ArrayList<>();
        boolean opens = true;
        for (Choice choice : CHOICES) {
            List<String> offered = choice.offered(server);
            boolean agree = offered.stream()
                    .anyMatch(name -> choice.good.contains(name) || (legacy && choice.old.contains(name)));
            if (!agree) {
                lacks.add(choice.what + " only " + String.join(", ", offered));
                opens &= offered.stream().anyMatch(choice.old::contains);
            }
        }
        if (lacks.isEmpty()) {
            return where + " and this plugin have no algorithms in common";
        }
        String what = where + " offers for " + String.join(", and for ", lacks);
        if (legacy || !opens) {
            return what + ": this plugin has none of them";
        }
        return what + ", which are no longer secure: legacy=true allows them for this connection, if the server cannot"
                + " be changed";
    }
}

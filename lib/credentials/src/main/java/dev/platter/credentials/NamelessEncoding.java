// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/** The encoding of a certificate without a subject, and how it is with one. */
final class NamelessEncoding {
    /** The certificate's version, which the oldest certificates do not have: context-specific, constructed, number 0. */
    private static final int VERSION = 0xa0;

    /** Serial number, algorithm of the signature, issuer, validity: what is between the version and the subject. */
    private static final int BEFORE_SUBJECT = 4;

    private static final int SET = 0x31;
    private static final int UTF8_STRING = 0x0c;

    /** 2.5.4.3, commonName: a name constraint can refuse this name, and none can have been written to permit it. */
    private static final byte[] NAME = Der.element(
            Der.SEQUENCE,
            Der.element(
                    SET,
                    Der.element(
                            Der.SEQUENCE,
                            Der.element(Der.OBJECT_IDENTIFIER, HexFormat.of().parseHex("550403")),
                            Der.element(UTF8_STRING, "(no subject)".getBytes(StandardCharsets.UTF_8)))));

    private NamelessEncoding() {}

    /** The certificate with a name in the place of its subject; empty if it has a subject, or is not a certificate. */
    static Optional<byte[]> withName(byte[] certificate) {
        try {
            var outer = new Der.Reader(new Der.Reader(certificate).content());
            var signed = new Der.Reader(outer.content());
            var named = new ByteArrayOutputStream();
            if (signed.tag() == VERSION) {
                named.writeBytes(signed.element());
            }
            for (int i = 0; i < BEFORE_SUBJECT; i++) {
                named.writeBytes(signed.element());
            }
            if (signed.content().length > 0) {
                return Optional.empty();
            }
            named.writeBytes(NAME);
            named.writeBytes(signed.rest());
            return Optional.of(Der.element(Der.SEQUENCE, Der.element(Der.SEQUENCE, named.toByteArray()), outer.rest()));
        } catch (IllegalArgumentException e) {
            // The JDK's parser says better what is wrong with it.
            return Optional.empty();
        }
    }

    /** The part of a certificate that its authority has signed. */
    static byte[] signedPart(byte[] certificate) {
        return new Der.Reader(new Der.Reader(certificate).content()).element();
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class FailureTextTest {
    @Test
    void aConstantOfBoringSslBecomesWords() {
        assertEquals(
                "peer did not return a certificate",
                FailureText.of(new SSLHandshakeException(
                        "error:100000c0:SSL routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE")));
    }

    @Test
    void aMessageIsOneLine() {
        assertEquals("a?b", FailureText.of(new SSLException("a\nb")));
    }
}

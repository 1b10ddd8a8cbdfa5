// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.PSSParameterSpec;
import org.jspecify.annotations.Nullable;

/** The parameters of a signature. Of the algorithms that sign certificates, only RSASSA-PSS has any that matter. */
final class SignatureParameters {
    private static final String PSS = "RSASSA-PSS";

    private SignatureParameters() {}

    static void set(Signature signature, String algorithm, byte @Nullable [] encoded) throws GeneralSecurityException {
        if (algorithm.equalsIgnoreCase(PSS) && encoded != null) {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(PSS);
            try {
                parameters.init(encoded);
            } catch (IOException e) {
                throw new SignatureException("damaged parameters", e);
            }
            signature.setParameter(parameters.getParameterSpec(PSSParameterSpec.class));
        }
    }
}

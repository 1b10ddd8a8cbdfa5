// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.credentials;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Offers the {@link TolerantFactory}, in front of the provider that it passes calls on to. */
final class TolerantProvider extends Provider {
    private static final String NAME = "PlatterCertificates";

    private TolerantProvider(Provider jdk) {
        super(NAME, "1", "X.509 certificates without a subject, for TLS of Platter");
        putService(
                new Service(this, "CertificateFactory", "X.509", TolerantFactory.class.getName(), List.of(), Map.of()) {
                    @Override
                    public Object newInstance(@Nullable Object parameter) throws NoSuchAlgorithmException {
                        try {
                            return new TolerantFactory(CertificateFactory.getInstance("X.509", jdk));
                        } catch (CertificateException e) {
                            throw new NoSuchAlgorithmException(e);
                        }
                    }
                });
    }

    /** Registers the provider, unless the process has it. */
    static void install() {
        if (Security.getProvider(NAME) == null) {
            try {
                // If another thread was faster, this does nothing.
                Security.insertProviderAt(
                        new TolerantProvider(
                                CertificateFactory.getInstance("X.509").getProvider()),
                        1);
            } catch (CertificateException e) {
                throw new IllegalStateException("a JDK without X.509", e);
            }
        }
    }
}

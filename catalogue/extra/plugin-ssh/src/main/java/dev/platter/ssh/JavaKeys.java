// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ssh;

import java.security.Provider;
import java.security.Security;
import java.util.Optional;
import org.apache.sshd.common.util.security.AbstractSecurityProviderRegistrar;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.common.util.security.eddsa.EdDSASecurityProviderRegistrar;
import org.apache.sshd.common.util.security.eddsa.generic.EdDSASupport;

/** Tells MINA about {@link Ed25519}, in the words that it has for libraries of cryptography. */
final class JavaKeys extends AbstractSecurityProviderRegistrar {
    private static final String NAME = "PlatterEd25519";

    private JavaKeys() {
        super(NAME);
    }

    /** To be called before other classes of MINA are used, which ask once. Of two calls, the second has no effect. */
    static void register() {
        // MINA also makes this one, by its name alone, and demands the class. It has no effect without the library
        // net.i2p;
        // since it is named here, bnd embeds it.
        SecurityUtils.registerSecurityProvider(new EdDSASecurityProviderRegistrar());
        SecurityUtils.registerSecurityProvider(new JavaKeys());
    }

    @Override
    public String getProviderName() {
        return "SunEC";
    }

    /** Java finds it by the algorithm, as always. */
    @Override
    public boolean isNamedProviderUsed() {
        return false;
    }

    @Override
    public boolean isSupported() {
        return getSecurityProvider() != null;
    }

    @Override
    public Provider getSecurityProvider() {
        return Security.getProvider(getProviderName());
    }

    @Override
    public Optional<EdDSASupport<?, ?>> getEdDSASupport() {
        return Optional.of(new Ed25519());
    }
}

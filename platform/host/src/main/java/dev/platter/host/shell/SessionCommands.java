// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

import java.util.Arrays;
import org.apache.felix.service.command.Descriptor;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;

/**
 * The commands that Gogo leaves to its host program. Gogo finds the methods by name, and shows the descriptions in the
 * annotations.
 */
final class SessionCommands {
    private final BundleContext framework;

    SessionCommands(BundleContext framework) {
        this.framework = framework;
    }

    /** Thrown to unwind all callers of the command {@code exit}. */
    static final class SessionEnd extends Exception {
        private static final long serialVersionUID = 1L;
    }

    @Descriptor("show everything about a bundle")
    public Bundle bundle(@Descriptor("target bundle") Bundle bundle) {
        return bundle;
    }

    /** Always throws, to end the session. Only Gogo calls it. */
    @SuppressWarnings("DoNotCallSuggester")
    @Descriptor("end this session; the server goes on")
    public void exit() throws SessionEnd {
        throw new SessionEnd();
    }

    @Descriptor("list all services")
    public String services() throws Exception {
        return table(framework.getAllServiceReferences(null, null));
    }

    @Descriptor("list the services of a bundle")
    public String services(@Descriptor("target bundle") Bundle bundle) {
        return table(bundle.getRegisteredServices());
    }

    private static String table(ServiceReference<?> @Nullable [] services) {
        StringBuilder table = new StringBuilder(String.format("%5s|%6s|%s%n", "ID", "Bundle", "Classes"));
        if (services != null) {
            Arrays.stream(services).sorted(SessionCommands::byId).forEach(service -> table.append(line(service)));
        }
        return table.toString();
    }

    private static int byId(ServiceReference<?> one, ServiceReference<?> other) {
        return Long.compare(id(one), id(other));
    }

    private static long id(ServiceReference<?> service) {
        return (Long) service.getProperty(Constants.SERVICE_ID);
    }

    private static String line(ServiceReference<?> service) {
        String classes = String.join(", ", (String[]) service.getProperty(Constants.OBJECTCLASS));
        @Nullable Bundle owner = service.getBundle();
        return String.format("%5d|%6s|%s%n", id(service), owner == null ? "gone" : owner.getBundleId(), classes);
    }
}

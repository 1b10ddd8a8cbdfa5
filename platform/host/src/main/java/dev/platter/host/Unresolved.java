// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Explains why a bundle did not start. The framework's own message is for OSGi experts; this class finds the first requirement
 * that no bundle satisfies, and explains it.
 */
final class Unresolved {
    private final BundleContext context;
    private final List<String> apiPackages;

    /**
     * @param context the context of any bundle of the framework
     * @param apiPackages the packages that plugins may import besides those of the JDK, JNA and the client
     */
    Unresolved(BundleContext context, List<String> apiPackages) {
        this.context = context;
        this.apiPackages = apiPackages;
    }

    RefusedException explain(BundleEntry entry, Bundle bundle, BundleException failure) {
        @Nullable BundleRevision revision = bundle.adapt(BundleRevision.class);
        if (revision != null) {
            for (BundleRequirement requirement : revision.getDeclaredRequirements(null)) {
                if (isNeeded(requirement) && !isMet(requirement)) {
                    return new RefusedException(sentence(entry, requirement, bundle), failure);
                }
            }
        }
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        return new RefusedException(entry + " cannot be started: " + cause, failure);
    }

    private static boolean isNeeded(BundleRequirement requirement) {
        @Nullable String resolution = requirement.getDirectives().get("resolution");
        return resolution == null || resolution.equals("mandatory");
    }

    private boolean isMet(BundleRequirement requirement) {
        for (BundleCapability capability : capabilities(requirement.getNamespace())) {
            if (requirement.matches(capability)) {
                return true;
            }
        }
        return false;
    }

    private List<BundleCapability> capabilities(String namespace) {
        List<BundleCapability> all = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            @Nullable BundleRevision revision = bundle.adapt(BundleRevision.class);
            if (revision != null) {
                all.addAll(revision.getDeclaredCapabilities(namespace));
            }
        }
        return all;
    }

    private String sentence(BundleEntry entry, BundleRequirement requirement, Bundle bundle) {
        String filter = requirement.getDirectives().getOrDefault("filter", "");
        return switch (requirement.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE ->
                packageSentence(entry, inFilter(filter, PackageNamespace.PACKAGE_NAMESPACE), bundle);
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE ->
                entry + " needs Java " + inFilter(filter, "version") + " and this is Java "
                        + Runtime.version().feature() + ": run Platter on a newer JDK";
            default ->
                entry + " requires " + requirement.getNamespace() + " " + filter
                        + ", which Platter does not offer: build it without that requirement";
        };
    }

    private String packageSentence(BundleEntry entry, String name, Bundle bundle) {
        for (BundleCapability offered : capabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
            if (name.equals(offered.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))) {
                return entry + " was built for version " + importedRange(bundle, name) + " of " + name
                        + ", and this Platter has " + offered.getAttributes().get("version")
                        + ": get the plugin for this Platter, or a Platter that has that version";
            }
        }
        return entry + " needs the package " + name
                + ", which is neither in its jar nor shown to plugins (these are the JDK's, JNA's, the client's and "
                + String.join(", ", apiPackages) + "): put the library into the jar";
    }

    private static String importedRange(Bundle bundle, String name) {
        @Nullable String imports = bundle.getHeaders("").get("Import-Package");
        if (imports != null) {
            for (HeaderClause clause : HeaderClause.parse(imports)) {
                if (clause.path().equals(name)) {
                    return clause.attribute("version");
                }
            }
        }
        return "unknown";
    }

    /** The value of an attribute in a filter such as {@code (&(osgi.ee=JavaSE)(version=25))}. */
    private static String inFilter(String filter, String attribute) {
        int start = filter.indexOf("(" + attribute);
        int equals = filter.indexOf('=', Math.max(start, 0));
        int end = filter.indexOf(')', Math.max(equals, 0));
        return start < 0 || equals < 0 || end < 0 ? filter : filter.substring(equals + 1, end);
    }
}

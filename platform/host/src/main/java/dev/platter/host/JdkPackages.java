// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * The packages of the JDK that the framework must show to a bundle so that it resolves. Only packages that the bundle's headers
 * import by name are known in advance. A bundle that looks for packages at run time, or requires more than packages, gets all
 * of them.
 *
 * @param all whether every package must be shown
 * @param names the packages that must be shown in any case
 */
record JdkPackages(boolean all, Set<String> names) {
    static final JdkPackages ALL = new JdkPackages(true, Set.of());

    JdkPackages {
        names = Set.copyOf(names);
    }

    /** The packages for a bundle that imports packages only in its header Import-Package. */
    static JdkPackages of(String importPackage) {
        Set<String> names = new TreeSet<>();
        boolean versioned = false;
        Set<String> others = new HashSet<>();
        for (HeaderClause clause : HeaderClause.parse(importPackage)) {
            if (!others.contains(clause.path()) && (names.contains(clause.path()) || isExportedByJdk(clause.path()))) {
                names.add(clause.path());
                // Only the framework knows in which version it shows the package.
                versioned |= !clause.attribute("version").isEmpty();
            } else {
                others.add(clause.path());
            }
        }
        return new JdkPackages(versioned, names);
    }

    /** Whether the JDK exports a package. The name alone does not tell: {@code com.sun.jna} is not the JDK's. */
    private static boolean isExportedByJdk(String name) {
        for (Module module : ModuleLayer.boot().modules()) {
            boolean jdks =
                    module.getName().startsWith("java.") || module.getName().startsWith("jdk.");
            if (jdks && module.isExported(name)) {
                return true;
            }
        }
        return false;
    }

    JdkPackages with(Set<String> more) {
        Set<String> both = new TreeSet<>(names);
        both.addAll(more);
        return new JdkPackages(all, both);
    }

    /** Whether all packages that a bundle needs are among these. */
    boolean covers(JdkPackages needed) {
        return all || (!needed.all && names.containsAll(needed.names));
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import java.util.Set;
import java.util.TreeSet;

/**
 * The packages of the JDK that a bundle has to be shown before it resolves. Only those that its headers import by name can be
 * told in advance; a bundle that looks for packages while it runs, or that asks for more than packages, gets all of them.
 *
 * @param all whether every package has to be shown
 * @param names the packages that have to be shown in any case
 */
record JdkPackages(boolean all, Set<String> names) {
    static final JdkPackages ALL = new JdkPackages(true, Set.of());

    JdkPackages {
        names = Set.copyOf(names);
    }

    /** What a bundle asks for that imports packages in its header and in no other way. */
    static JdkPackages of(String importPackage) {
        Set<String> names = new TreeSet<>();
        boolean versioned = false;
        for (HeaderClause clause : HeaderClause.parse(importPackage)) {
            if (isExportedByJdk(clause.path())) {
                names.add(clause.path());
                // Only the framework knows in which version it would show the package.
                versioned |= !clause.attribute("version").isEmpty();
            }
        }
        return new JdkPackages(versioned, names);
    }

    /** Package names tell nothing: {@code com.sun.jna} is not the JDK's. */
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

    /** Whether a bundle that needs others finds them here. */
    boolean covers(JdkPackages needed) {
        return all || (!needed.all && names.containsAll(needed.names));
    }
}

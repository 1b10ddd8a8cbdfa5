// SPDX-License-Identifier: BSD-3-Clause
/** Helps authors to test their plugins and filters. */
module dev.platter.testkit {
    requires transitive dev.platter.api;
    requires transitive dev.platter.client;
    requires transitive dev.platter.engine;
    requires transitive org.junit.jupiter.api;
    requires java.management;
    requires static org.jspecify;

    exports dev.platter.testkit;
    exports dev.platter.testkit.conformance;

    uses dev.platter.testkit.PathFinder;
}

// SPDX-License-Identifier: BSD-3-Clause
/** Finds plugins and filters by name and loads each as an OSGi bundle of its own. */
module dev.platter.host {
    requires transitive dev.platter.engine;
    requires com.sun.jna;
    requires java.logging;
    requires org.apache.felix.framework;
    // Only needed for a shell: platterd includes these jars, platter does not.
    requires static org.apache.felix.gogo.command;
    requires static org.apache.felix.gogo.runtime;
    requires static org.apache.felix.gogo.shell;
    requires static org.jspecify;

    exports dev.platter.host;
    exports dev.platter.host.deploy;
    exports dev.platter.host.shell;

    provides System.LoggerFinder with
            dev.platter.host.BundleLoggerFinder;
}

// SPDX-License-Identifier: BSD-3-Clause
/**
 * Finds plugins and filters by name and loads each as an OSGi bundle of its own.
 *
 * <p>The entry point is {@link dev.platter.host.PluginHost}. A jar's manifest declares each plugin or filter as a capability of
 * the namespace {@code dev.platter.plugin} or {@code dev.platter.filter} with the attributes {@code name}, {@code summary} and
 * {@code class}; bnd writes that header from the annotation on the class. So listing bundles reads manifests and loads no
 * class.
 *
 * <p>A bundle sees the JDK, its own content, the three packages of the api and, if it imports it, JNA. It sees nothing of the
 * server, Netty or other plugins. The API of this package does not expose OSGi.
 */
@NullMarked
package dev.platter.host;

import org.jspecify.annotations.NullMarked;

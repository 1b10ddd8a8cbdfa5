// SPDX-License-Identifier: BSD-3-Clause
/**
 * Finds plugins and filters by name and loads each as an OSGi bundle of its own.
 *
 * <p>The way in is {@link dev.platter.host.PluginHost}. A jar says in its manifest what it is, as a capability of the
 * namespace {@code dev.platter.plugin} or {@code dev.platter.filter} with the attributes {@code name}, {@code summary}
 * and {@code class}; bnd writes that header from the annotation on the class. So listing what there is reads manifests
 * and loads no class.
 *
 * <p>A bundle sees the JDK, its own content, the three packages of the api and, if it imports that, JNA; nothing of the
 * server, of Netty or of another plugin. OSGi does not show outside of this package.
 */
@NullMarked
package dev.platter.host;

import org.jspecify.annotations.NullMarked;

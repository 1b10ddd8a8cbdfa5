/**
 * What a plugin or a filter is, to the server that runs it.
 *
 * <h2>In short</h2>
 *
 * <p>A {@link dev.platter.api.Plugin} opens a {@link dev.platter.api.Disk} for each client; a
 * {@link dev.platter.api.Filter} opens one on top of another. Each is one public class with
 * {@link dev.platter.api.NbdPlugin} or {@link dev.platter.api.NbdFilter} on it, and one record that says which
 * parameters it takes (see {@link dev.platter.api.parameters}). There is nothing to register and no OSGi to learn: the
 * annotation is what makes a jar with the class in it a bundle that the server finds by name.
 *
 * <h2>The life of a plugin</h2>
 *
 * <p>Filters take part in each step; where order matters, a filter comes before what is behind it, and after it on the
 * way out.
 *
 * <ol>
 *   <li><b>Constructor</b>, with the record of parameters: checks values, touches nothing outside. Help, checking a
 *       configuration and reloading one construct and never go further.
 *   <li>{@link dev.platter.api.Plugin#prepare prepare}: what needs the caller's folder or privileges.
 *   <li>{@link dev.platter.api.Plugin#start start}: takes resources, after privileges were dropped.
 *   <li>For each connection {@link dev.platter.api.Plugin#accept accept}, before TLS and negotiation; then, as the
 *       client asks, {@link dev.platter.api.Plugin#exports exports}, {@link dev.platter.api.Plugin#defaultExport
 *       defaultExport} and {@link dev.platter.api.Plugin#open open}.
 *   <li>{@link dev.platter.api.Disk#close close} for each disk that was opened, exactly once.
 *   <li>{@link dev.platter.api.Plugin#stop stop}, after the last disk was closed, if {@code prepare} was called.
 * </ol>
 *
 * <h2>Conventions</h2>
 *
 * <ul>
 *   <li>Nothing is ever {@code null}, neither given nor expected.
 *   <li>Offsets and lengths are in bytes, 64 bits wide and never negative. The server has checked that
 *       {@code offset + length <= size()} and that the length is not 0.
 *   <li>A {@link java.nio.ByteBuffer} is direct and big-endian, and the bytes from its position to its limit are
 *       exactly the range of the request.
 *   <li>An error that a client shall see is a {@link dev.platter.api.DiskException} with a sentence in it; any other
 *       {@link java.io.IOException} is {@code EIO} with its message.
 *   <li>Types that authors implement are marked {@code @ConsumerType}: they only ever get new methods that have a
 *       default. Types that the server implements are marked {@code @ProviderType} and may grow.
 * </ul>
 */
@NullMarked
@Version("0.1.0")
package dev.platter.api;

import org.jspecify.annotations.NullMarked;
import org.osgi.annotation.versioning.Version;

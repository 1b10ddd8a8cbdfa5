// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import java.util.function.LongSupplier;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The metrics of one instance of a plugin or filter, which an operator sees beside those of the server. Make them once,
 * in {@code start}, and keep them in fields:
 *
 * {@snippet :
 * Counter hits = context.metrics().counter("cache_hits", "Blocks that were found in the cache");
 * context.metrics().gauge("cache_blocks", "Blocks in the cache", blocks::size);
 * }
 *
 * <p>{@code platterd} shows the first as {@code platter_plugin_cache_hits_total} at {@code /metrics}, with the labels
 * {@code export} and {@code member}, the name of the plugin or filter. There are no other labels. A plain {@code
 * platter} run counts and shows nothing.
 *
 * <p>A name has small letters, digits and underscores, begins with a letter, and has at most 64 characters. Begin it
 * with a word that no other plugin uses, and end it with a unit, in the plural: {@code fetch_bytes}, {@code
 * fetch_milliseconds}. The ending {@code _total} of counters is added by the server; it and {@code _created}, {@code
 * _bucket} and {@code _info} mean something to Prometheus, so a name must not end with them.
 *
 * <p>The numbers of an instance begin at 0. When a new instance takes over, what it counts is shown, and no longer what
 * the old one does; Prometheus takes that for a restart. All methods may be called on any thread and return at once.
 *
 * @since 0.1
 */
@ProviderType
public interface Metrics {
    /**
     * A counter.
     *
     * @param name its name, see above
     * @param help what it counts, a phrase without a full stop
     * @return a new counter; for a name that this instance has used before, the same one
     * @throws IllegalArgumentException if the name breaks the rules, or is that of a gauge
     */
    Counter counter(String name, String help);

    /**
     * A gauge that the instance sets.
     *
     * @param name its name, see above
     * @param help what it shows, a phrase without a full stop
     * @return a new gauge, at 0; for a name that this instance has used before, the same one
     * @throws IllegalArgumentException if the name breaks the rules, or is that of a counter, or of a gauge that is
     *     asked
     */
    Gauge gauge(String name, String help);

    /**
     * A gauge that is asked when an operator looks.
     *
     * @param name its name, see above
     * @param help what it shows, a phrase without a full stop
     * @param value gives the number; called at any time until {@code stop} returns, on a thread of the server that must
     *     not wait for long. If it throws, the gauge is not shown
     * @throws IllegalArgumentException if the name breaks the rules, or was used before
     */
    void gauge(String name, String help, LongSupplier value);
}

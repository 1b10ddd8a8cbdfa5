// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.exports;

import dev.platter.api.Filter;
import dev.platter.api.Plugin;
import dev.platter.daemon.configuration.ExportDefinition;
import dev.platter.daemon.configuration.ExportPositions;
import dev.platter.daemon.configuration.MemberDefinition;
import dev.platter.daemon.configuration.MemberPositions;
import dev.platter.engine.export.Chain;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.Schema;
import dev.platter.host.HostException;
import dev.platter.host.SharedBundle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A chain that was constructed for an export, and the bundles that it is made of. The bundles are in use until it is
 * {@linkplain #release released}, which comes after its members were stopped.
 */
final class BuiltChain {
    private final Chain chain;
    private final List<SharedBundle.Use> uses;
    private final System.Logger log;

    private BuiltChain(Chain chain, List<SharedBundle.Use> uses, System.Logger log) {
        this.chain = chain;
        this.uses = uses;
        this.log = log;
    }

    /**
     * Constructs the members of an export. That touches nothing outside.
     *
     * @param bundles those of the filters, outermost first, and of the plugin
     * @throws HostException if a bundle cannot be used, or its class refuses its parameters
     */
    static BuiltChain of(
            ExportDefinition definition,
            ExportPositions positions,
            List<SharedBundle> bundles,
            Function<String, System.Logger> loggers)
            throws HostException {
        System.Logger log = loggers.apply(definition.name());
        List<SharedBundle.Use> uses = new ArrayList<>();
        try {
            for (SharedBundle bundle : bundles) {
                uses.add(bundle.use());
            }
            SharedBundle.Use innermost = uses.getLast();
            Plugin plugin = construct(innermost, definition.plugin(), positions.plugin(), Plugin.class);
            Chain.Builder chain = Chain.of(innermost.bundle().entry().name(), plugin)
                    .threads(definition.threads())
                    .loggers(name -> loggers.apply(definition.name() + ": " + name));
            for (int i = 0; i < definition.filters().size(); i++) {
                SharedBundle.Use use = uses.get(i);
                MemberPositions position = positions.filters().get(i);
                chain.filter(
                        use.bundle().entry().name(),
                        construct(use, definition.filters().get(i), position, Filter.class));
            }
            return new BuiltChain(chain.build(), uses, log);
        } catch (HostException | RuntimeException | Error e) {
            release(uses, log);
            throw e;
        }
    }

    private static <T> T construct(
            SharedBundle.Use use, MemberDefinition member, MemberPositions positions, Class<T> kind)
            throws HostException {
        Schema<?> schema = use.schema();
        try {
            return kind.cast(schema.construct(member.parameters(), Path.of("")));
        } catch (BadParameterException e) {
            // As text: its cause may be of the bundle's own class.
            throw new HostException(positions.member() + ": " + e.getMessage());
        }
    }

    Chain chain() {
        return chain;
    }

    /** What it is made of, the plugin last. */
    List<SharedBundle> bundles() {
        return uses.stream().map(SharedBundle.Use::bundle).toList();
    }

    /** Lets the bundles go. After the chain was stopped. */
    void release() {
        release(uses, log);
    }

    private static void release(List<SharedBundle.Use> uses, System.Logger log) {
        for (SharedBundle.Use use : uses) {
            try {
                use.close();
            } catch (HostException e) {
                log.log(System.Logger.Level.ERROR, e.getMessage());
            }
        }
    }
}

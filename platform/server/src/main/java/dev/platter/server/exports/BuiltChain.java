// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.server.exports;

import dev.platter.api.Filter;
import dev.platter.api.Plugin;
import dev.platter.engine.export.Chain;
import dev.platter.engine.export.MemberLog;
import dev.platter.engine.export.Provisions;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.host.RefusedException;
import dev.platter.host.SharedBundle;
import dev.platter.server.bundles.Members;
import dev.platter.server.definition.ExportDefinition;
import dev.platter.server.definition.PlacedDefinition.ExportPositions;
import dev.platter.server.definition.PlacedDefinition.MemberPositions;
import dev.platter.server.definition.PlacedDefinition.Position;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A chain constructed for an export, and the bundles that it is made of. The bundles are in use until {@link #release}, which
 * is called after the chain was stopped.
 */
final class BuiltChain {
    private final Chain chain;
    private final Members members;
    private final System.Logger log;
    private final boolean coexists;

    private BuiltChain(Chain chain, Members members, System.Logger log) {
        this.chain = chain;
        // Asked here, where a plugin may hang without holding anything up.
        coexists = chain.coexists();
        this.members = members;
        this.log = log;
    }

    /**
     * Constructs the members of an export. This has no effect outside.
     *
     * @param bundles the filters' bundles, outermost first, then the plugin's
     * @throws RefusedException if a bundle cannot be used, or its class refuses its parameters
     */
    static BuiltChain of(
            ExportDefinition definition,
            ExportPositions positions,
            List<SharedBundle> bundles,
            Function<String, System.Logger> loggers,
            Provisions provisions)
            throws RefusedException {
        System.Logger log = loggers.apply(definition.name());
        Members members = Members.use(bundles);
        try {
            return new BuiltChain(chain(definition, positions, members, loggers, provisions), members, log);
        } catch (RefusedException | RuntimeException | Error e) {
            release(members, log);
            throw e;
        }
    }

    private static Chain chain(
            ExportDefinition definition,
            ExportPositions positions,
            Members members,
            Function<String, System.Logger> loggers,
            Provisions provisions)
            throws RefusedException {
        String name = definition.name();
        Function<String, System.Logger> own = name.isEmpty() ? loggers : member -> loggers.apply(name + ": " + member);
        String pluginName = members.plugin().bundle().entry().name();
        Plugin plugin = construct(
                positions.plugin(),
                own.apply(pluginName),
                () -> members.constructPlugin(definition.plugin().parameters()));
        Chain.Builder chain = Chain.of(pluginName, plugin)
                .threads(definition.threads())
                .provisions(provisions)
                .loggers(own);
        for (int i = 0; i < definition.filters().size(); i++) {
            int index = i;
            String filterName = members.filters().get(i).bundle().entry().name();
            Filter filter = construct(
                    positions.filters().get(i),
                    own.apply(filterName),
                    () -> members.constructFilter(
                            index, definition.filters().get(index).parameters()));
            chain.filter(filterName, filter);
        }
        return chain.build();
    }

    private interface Construction<T> {
        T run() throws BadParameterException;
    }

    private static <T> T construct(MemberPositions positions, System.Logger log, Construction<T> construction)
            throws RefusedException {
        System.Logger before = MemberLog.enter(log);
        try {
            return construction.run();
        } catch (BadParameterException e) {
            // As text, since the cause's class may belong to the bundle.
            Position blamed = e.key().map(positions::parameter).orElse(positions.member());
            throw new RefusedException(blamed.place(e.getMessage()));
        } finally {
            MemberLog.leave(before);
        }
    }

    Chain chain() {
        return chain;
    }

    /** Whether it can run side by side with another one. */
    boolean coexists() {
        return coexists;
    }

    /** The bundles of the chain, the plugin's last. */
    List<SharedBundle> bundles() {
        return members.bundles();
    }

    /** Names the bundles for people. */
    String named() {
        return named(bundles());
    }

    /** Names the bundles of a chain for people. */
    static String named(List<SharedBundle> bundles) {
        return bundles.stream().map(SharedBundle::toString).collect(Collectors.joining(" before "));
    }

    /** Releases the bundles; to be called after the chain was stopped. */
    void release() {
        release(members, log);
    }

    private static void release(Members members, System.Logger log) {
        try {
            members.close();
        } catch (RefusedException e) {
            log.log(System.Logger.Level.ERROR, e.getMessage());
        }
    }
}

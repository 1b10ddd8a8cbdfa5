// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.exports;

import dev.platter.api.parameters.KeyValue;
import dev.platter.daemon.configuration.MemberDefinition;
import dev.platter.engine.parameters.BadParameterException;
import dev.platter.engine.parameters.CommandLineParameters;
import dev.platter.engine.parameters.Schema;
import dev.platter.host.HostException;
import dev.platter.host.Inventory;
import dev.platter.host.SharedBundle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the bundles of an inventory say about their parameters. */
public final class Schemas {
    private final Inventory inventory;

    /**
     * Asks the bundles of an inventory.
     *
     * @param inventory the bundles
     */
    public Schemas(Inventory inventory) {
        this.inventory = inventory;
    }

    /**
     * Whether a parameter's value must not be shown.
     *
     * @param member whose parameter it is
     * @param key its key
     * @return true if it is a secret, or nobody knows
     */
    public boolean isSecret(MemberDefinition member, String key) {
        return isSecret(Schema.Kind.PLUGIN, member, key)
                .or(() -> isSecret(Schema.Kind.FILTER, member, key))
                .orElse(true);
    }

    private Optional<Boolean> isSecret(Schema.Kind kind, MemberDefinition member, String key) {
        try (SharedBundle.Use use = inventory.choose(kind, member.reference()).use()) {
            return Optional.of(use.schema().isSecret(key));
        } catch (HostException e) {
            // It is of the other kind, or not there any more.
            return Optional.empty();
        }
    }

    /**
     * Gives words of a command line to the members of a chain, as {@code platter} does.
     *
     * @param members references of the filters, outermost first, and of the plugin
     * @param words {@code key=value}, or a word for the plugin's first parameter
     * @return for each member what is its own
     * @throws ExportException if a member is not there, or a word is nobody's
     */
    public List<List<KeyValue>> distribute(List<String> members, List<String> words) throws ExportException {
        List<SharedBundle.Use> uses = new ArrayList<>();
        try {
            for (String member : members) {
                boolean plugin = uses.size() == members.size() - 1;
                uses.add(inventory
                        .choose(plugin ? Schema.Kind.PLUGIN : Schema.Kind.FILTER, member)
                        .use());
            }
            return CommandLineParameters.distribute(
                    uses.stream().map(SharedBundle.Use::schema).toList(), words);
        } catch (HostException | BadParameterException e) {
            throw new ExportException(List.of(String.valueOf(e.getMessage())));
        } finally {
            close(uses);
        }
    }

    private static void close(List<SharedBundle.Use> uses) throws ExportException {
        for (SharedBundle.Use use : uses) {
            try {
                use.close();
            } catch (HostException e) {
                throw new ExportException(List.of(String.valueOf(e.getMessage())));
            }
        }
    }
}

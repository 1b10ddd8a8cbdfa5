// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.ip;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Parameter;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Admits clients that a list allows, and of the others those that another list does not deny. It looks when a client connects, and again when it asks for an export or
 * for the list of exports: a certificate is not known before, the lists may have changed since, and a server with many exports lists them to clients that have not been
 * {@linkplain #accept accepted} here. Requests pass it by.
 */
@NbdFilter(
        name = "ip",
        summary = "admits or refuses clients by address, user, process or certificate",
        contents = Contents.NONE)
public final class IpFilter implements Filter {
    private final RuleSource allow;
    private final RuleSource deny;
    private Logger logger = System.getLogger("ip");

    /**
     * The parameters.
     *
     * @param allow rules for clients that are admitted
     * @param deny rules for other clients that are refused
     * @param allowFile a file with more rules for clients that are admitted
     * @param denyFile a file with more rules for clients that are refused
     */
    public record Config(
            @Parameter(
                    syntax = "RULE[,RULE...]",
                    example = "192.0.2.0/24",
                    help = "Clients that are admitted, whatever the other list says.")
            List<String> allow,

            @Parameter(syntax = "RULE[,RULE...]", example = "all", help = "Clients that are refused otherwise.")
            List<String> deny,

            @Parameter(
                    help = "A file with more rules for clients that are admitted; it may change while the server runs.")
            Optional<Path> allowFile,

            @Parameter(
                    help = "A file with more rules for clients that are refused; it may change while the server runs.")
            Optional<Path> denyFile) {}

    public IpFilter(Config config) {
        allow = new RuleSource("allow", config.allow(), config.allowFile());
        deny = new RuleSource("deny", config.deny(), config.denyFile());
    }

    @Override
    public void start(Opener next, Context context) throws IOException {
        logger = context.logger();
        allow.load();
        deny.load();
    }

    @Override
    public void accept(Client client) throws IOException {
        RuleList allowed = allow.current(logger);
        RuleList denied = deny.current(logger);
        if (!allowed.needsTls() && !denied.needsTls()) {
            check(client, allowed, denied);
        }
    }

    @Override
    public List<Export> exports(Opener next, Client client) throws IOException {
        check(client);
        return next.exports(client);
    }

    @Override
    public String defaultExport(Opener next, Client client) throws IOException {
        check(client);
        return next.defaultExport(client);
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        check(client);
        return next.open(client);
    }

    private void check(Client client) throws IOException {
        check(client, allow.current(logger), deny.current(logger));
    }

    /** The server itself, which opens disks for no connection, is always admitted. */
    private static void check(Client client, RuleList allowed, RuleList denied) throws DiskException {
        if (client.id() != 0 && !allowed.names(client) && denied.names(client)) {
            throw new DiskException(
                    NbdError.EPERM, "client not permitted to connect because of source address restriction");
        }
    }
}

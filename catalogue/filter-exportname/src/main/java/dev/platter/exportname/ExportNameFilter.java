// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.exportname;

import dev.platter.api.Client;
import dev.platter.api.Contents;
import dev.platter.api.Context;
import dev.platter.api.Disk;
import dev.platter.api.DiskException;
import dev.platter.api.Export;
import dev.platter.api.Filter;
import dev.platter.api.NbdFilter;
import dev.platter.api.Opener;
import dev.platter.api.TransparentDisk;
import dev.platter.api.parameters.Parameter;
import dev.platter.api.parameters.ParameterException;
import dev.platter.nbd.Limits;
import dev.platter.nbd.NbdError;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Changes the list of exports, what their descriptions are, what the empty name stands for, and which names can be opened. */
@NbdFilter(name = "exportname", summary = "changes the names of exports and their list", contents = Contents.NONE)
public final class ExportNameFilter implements Filter {
    private final Config config;
    private final Set<String> names;
    private Logger logger = System.getLogger("exportname");

    /**
     * The parameters.
     *
     * @param defaultExport what the empty name stands for
     * @param exportnameList which exports are listed
     * @param exportnameStrict whether only those can be opened that the parameters name
     * @param exportname names
     * @param exportdesc where descriptions come from
     */
    public record Config(
            @Parameter(
                    aliases = "default_export",
                    whenAbsent = "what the disk behind says",
                    help = "The name that the empty name stands for. If this is empty, clients are told that it is"
                            + " their export's name, and get what the disk behind gives for it.")
            Optional<String> defaultExport,

            @Parameter(
                    aliases = "exportname_list",
                    defaultValue = "keep",
                    help = "Which exports are listed: those of the disk behind, an error instead, none, the one that"
                            + " the empty name stands for, or those of exportname.")
            ListMode exportnameList,

            @Parameter(
                    aliases = "exportname_strict",
                    defaultValue = "false",
                    help = "Whether only the names of exportname can be opened.")
            boolean exportnameStrict,

            @Parameter(example = "disk", help = "A name to list, or to allow.")
            List<String> exportname,

            @Parameter(
                    defaultValue = "keep",
                    syntax = DescriptionMode.SYNTAX,
                    help = "The descriptions of exports: those of the disk behind, none, always the same text, or"
                            + " what a command of the shell prints, which finds the name in $name.")
            DescriptionMode exportdesc) {
        /**
         * Checks the lengths of the names.
         *
         * @throws ParameterException if one is too long for the protocol
         */
        public Config {
            defaultExport.ifPresent(name -> check("default-export", name));
            exportname.forEach(name -> check("exportname", name));
        }

        private static void check(String key, String name) {
            int length = name.getBytes(StandardCharsets.UTF_8).length;
            if (length > Limits.MAX_STRING) {
                throw new ParameterException(
                        key, "a name may have at most " + Limits.MAX_STRING + " bytes, not " + length);
            }
        }
    }

    public ExportNameFilter(Config config) {
        this.config = config;
        names = Set.copyOf(config.exportname());
    }

    @Override
    public void start(Opener next, Context context) {
        logger = context.logger();
    }

    @Override
    public List<Export> exports(Opener next, Client client) throws IOException {
        return switch (config.exportnameList()) {
            case KEEP -> described(next.exports(client));
            case ERROR -> throw new DiskException(NbdError.EPERM, "export list restricted by policy");
            case EMPTY -> List.of();
            case DEFAULTONLY ->
                admits("") ? described(List.of(new Export(defaultExport(next, client), ""))) : List.of();
            case EXPLICIT ->
                described(config.exportname().stream()
                        .map(name -> new Export(name, ""))
                        .toList());
        };
    }

    private List<Export> described(List<Export> exports) {
        List<Export> described = new ArrayList<>(exports.size());
        for (Export export : exports) {
            described.add(new Export(export.name(), describe(export.name(), export.description())));
        }
        return described;
    }

    /** A client that wants the disk is not turned away for want of a description. */
    private String describe(String name, String behind) {
        try {
            return config.exportdesc().describe(name, behind);
        } catch (IOException e) {
            logger.log(Level.WARNING, e.getMessage() + ": the export is listed without a description");
            return "";
        }
    }

    @Override
    public String defaultExport(Opener next, Client client) throws IOException {
        if (!admits("")) {
            throw notFound("");
        }
        return decidesDefault() ? config.defaultExport().orElse("") : next.defaultExport(client);
    }

    @Override
    public Disk open(Opener next, Client client) throws IOException {
        String name = client.exportName();
        if (!admits(name)) {
            throw notFound(name);
        }
        return new DescribedDisk(next.open(behind(next, client)), name);
    }

    private boolean admits(String name) {
        return !config.exportnameStrict() || names.contains(name);
    }

    /** Whether what the empty name stands for is not left to the disk behind. */
    private boolean decidesDefault() {
        return config.defaultExport().isPresent() || config.exportnameStrict();
    }

    private static DiskException notFound(String name) {
        return new DiskException(
                NbdError.EINVAL, "export '" + name + "' not found: it is not among those of the parameter exportname");
    }

    /** A client for whom this filter leaves the name empty; the disk behind has its own default. */
    private Client behind(Opener next, Client client) throws IOException {
        boolean left = client.exportName().isEmpty() && decidesDefault();
        return left ? client.withExportName(next.defaultExport(client)) : client;
    }

    private final class DescribedDisk extends TransparentDisk {
        private final String name;

        DescribedDisk(Disk next, String name) {
            super(next);
            this.name = name;
        }

        @Override
        public Optional<String> description() throws IOException {
            String behind = next().description().orElse("");
            return Optional.of(describe(name, behind)).filter(text -> !text.isEmpty());
        }
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.cli.options.GivenOptions;
import dev.platter.cli.options.OptionException;
import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.client.NbdUriException;
import dev.platter.nbd.BlockStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;

/** What one command line asks about one server. */
final class InfoRequest {
    private static final List<String> MODES = List.of("can", "cannot", "list", "map", "size", "uri");
    private static final int TRUE = 0;
    private static final int FALSE = 2;

    private final GivenOptions given;
    private final NbdUri server;
    private final boolean json;

    private InfoRequest(GivenOptions given, NbdUri server) {
        this.given = given;
        this.server = server;
        json = given.has("json");
    }

    /**
     * Parses a command line.
     *
     * @throws OptionException if its words contradict each other
     * @throws NbdUriException if the URI is not valid
     */
    static InfoRequest of(GivenOptions given) throws OptionException, NbdUriException {
        if (given.words().size() != 1) {
            throw new OptionException(
                    given.words().isEmpty()
                            ? "a URI is needed"
                            : "one URI is needed, and there are "
                                    + given.words().size());
        }
        if (MODES.stream().filter(given::has).count() > 1) {
            throw new OptionException(
                    "--can, --cannot, --list, --map, --size and --uri exclude each other: choose one");
        }
        if (given.has("totals") && !given.has("map")) {
            throw new OptionException("--totals sums up a map: use it with --map");
        }
        for (String option : List.of("can", "cannot")) {
            String name = given.last(option).orElse("connect");
            if (Feature.named(name).isEmpty()) {
                throw new OptionException(
                        "unknown feature '" + name + "': the features are " + String.join(", ", Feature.labels()));
            }
        }
        return new InfoRequest(given, NbdUri.parse(given.words().getFirst()));
    }

    /**
     * Asks the server, and prints what was asked for.
     *
     * @return the exit status
     * @throws IOException if the server does not answer, or breaks the protocol
     */
    int answer(PrintStream out) throws IOException {
        if (given.has("can")) {
            return has("can") ? TRUE : FALSE;
        } else if (given.has("cannot")) {
            return has("cannot") ? FALSE : TRUE;
        } else if (given.has("map")) {
            printMap(given.last("map").orElse(BlockStatus.BASE_ALLOCATION), out);
        } else if (given.has("size")) {
            try (NbdClient client = NbdClient.connect(server)) {
                out.println(client.export().size());
            }
        } else if (given.has("uri")) {
            new ServerSurvey(server, null).reach();
            out.println(json ? Json.quote(server.toString()) : server.toString());
        } else {
            printServer(out);
        }
        return TRUE;
    }

    private boolean has(String option) throws IOException {
        Feature feature = given.last(option).flatMap(Feature::named).orElseThrow();
        return new ServerSurvey(server, null).has(feature);
    }

    private void printServer(PrintStream out) throws IOException {
        boolean list = given.has("list");
        boolean probing = !given.has("no-content") && (given.has("content") || !list);
        ServerSurvey survey = new ServerSurvey(server, probing ? new ContentProbe() : null);
        ServerReport report = list ? survey.all() : survey.one();
        ServerPrinter printer = new ServerPrinter(out);
        if (json) {
            printer.printJson(report);
        } else {
            printer.printText(report);
        }
    }

    private void printMap(String context, PrintStream out) throws IOException {
        try (NbdClient client = NbdClient.connect(server, context)) {
            if (client.export().contexts().isEmpty()) {
                throw new IOException("the server does not support the metadata context '" + context
                        + "' for this export: platter-info " + server + " shows those that it has");
            }
            // The server may return a longer name than the one that was asked for.
            MapPrinter printer = new MapPrinter(
                    out,
                    ExtentMap.read(client, client.export().contexts().getFirst().name()));
            boolean totals = given.has("totals");
            if (totals && json) {
                printer.printTotalsJson(client.export().size());
            } else if (totals) {
                printer.printTotalsText(client.export().size());
            } else if (json) {
                printer.printJson();
            } else {
                printer.printText();
            }
        }
    }
}

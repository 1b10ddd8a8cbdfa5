// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.client.ErrorReplyException;
import dev.platter.client.ExportInfo;
import dev.platter.client.Handshake;
import dev.platter.client.ListedExport;
import dev.platter.client.NbdClient;
import dev.platter.client.NbdUri;
import dev.platter.client.ReplyStyle;
import dev.platter.nbd.OptionReplies;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server about its exports, all over one connection. Separate connections are made to read an export's contents, and for
 * a server that is too old to describe an export without entering it.
 */
final class ServerSurvey {
    private final NbdUri uri;
    private final @Nullable ContentProbe probe;

    /**
     * Prepares a survey.
     *
     * @param probe looks at the contents of each export; empty for no look
     */
    ServerSurvey(NbdUri uri, @Nullable ContentProbe probe) {
        this.uri = uri;
        this.probe = probe;
    }

    /** Connects once; throws if there is no server. */
    void reach() throws IOException {
        try (Handshake handshake = Handshake.connect(uri)) {
            leave(handshake);
        }
    }

    /** The export that the URI names. */
    ServerReport one() throws IOException {
        try (Handshake handshake = Handshake.connect(uri)) {
            handshake.negotiateReplies();
            ExportReport export = describe(handshake, uri.exportName(), "");
            leave(handshake);
            return new ServerReport(
                    handshake.isFixedNewstyle(), handshake.isEncrypted(), handshake.replyStyle(), List.of(export));
        }
    }

    /** Whether the server, or the export that the URI names, has a feature. */
    boolean has(Feature feature) throws IOException {
        try (Handshake handshake = Handshake.connect(uri)) {
            handshake.negotiateReplies();
            boolean holds = feature.holds(new Feature.Subject() {
                @Override
                public ReplyStyle replyStyle() {
                    return handshake.replyStyle();
                }

                @Override
                public boolean encrypted() {
                    return handshake.isEncrypted();
                }

                @Override
                public ExportInfo export() throws IOException {
                    return info(handshake, uri);
                }
            });
            leave(handshake);
            return holds;
        }
    }

    /** All exports that the server lists, whatever the URI names. */
    ServerReport all() throws IOException {
        try (Handshake handshake = Handshake.connect(uri)) {
            if (!handshake.isFixedNewstyle()) {
                throw new IOException("the server cannot list its exports: it is too old to answer options,"
                        + " so name the export in the URI and leave --list out");
            }
            handshake.negotiateReplies();
            List<ExportReport> exports = new ArrayList<>();
            for (ListedExport listed : handshake.list()) {
                exports.add(describe(handshake, listed.name(), listed.description()));
            }
            leave(handshake);
            return new ServerReport(true, handshake.isEncrypted(), handshake.replyStyle(), exports);
        }
    }

    /** Says goodbye by the option ABORT, if the server knows options. */
    private static void leave(Handshake handshake) throws IOException {
        if (handshake.isFixedNewstyle()) {
            handshake.abort();
        }
    }

    private ExportReport describe(Handshake handshake, String name, String listedDescription) throws IOException {
        NbdUri export = uri.withExportName(name);
        ExportInfo info = info(handshake, export);
        Optional<String> listed = listedDescription.isEmpty() ? Optional.empty() : Optional.of(listedDescription);
        return new ExportReport(
                info,
                listed.or(info::description),
                probe == null ? Optional.empty() : probe.contentOf(export),
                export,
                contexts(handshake, name));
    }

    private static ExportInfo info(Handshake handshake, NbdUri export) throws IOException {
        if (handshake.isFixedNewstyle()) {
            try {
                return handshake.info(export.exportName());
            } catch (ErrorReplyException e) {
                if (e.type() != OptionReplies.ERR_UNSUP) {
                    throw e;
                }
            }
        }
        try (NbdClient client = NbdClient.connect(export)) {
            return client.export();
        }
    }

    private static List<String> contexts(Handshake handshake, String name) throws IOException {
        if (!handshake.isFixedNewstyle()) {
            return List.of();
        }
        try {
            return handshake.listMetaContexts(name);
        } catch (ErrorReplyException none) {
            return List.of();
        }
    }
}

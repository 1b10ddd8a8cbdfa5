// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.cli.info;

import dev.platter.client.ExportInfo;
import dev.platter.client.ReplyStyle;
import dev.platter.nbd.TransmissionFlags;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A feature that {@code --can}, {@code --is} and {@code --has} test. Its name may be written with hyphens, underscores or
 * spaces, in upper or lower case.
 *
 * @param test how to find out
 * @param names the name, and others that mean the same
 */
record Feature(Test test, List<String> names) {
    private static final List<Feature> ALL = List.of(
            ofServer(style -> true, "connect"),
            ofServer(style -> true, "read"),
            new Feature(Subject::encrypted, List.of("tls")),
            ofServer(style -> style != ReplyStyle.SIMPLE, "structured-reply", "structured", "structured-replies"),
            ofServer(style -> style == ReplyStyle.EXTENDED, "extended-headers", "extended", "extended-header"),
            ofExport(export -> !export.has(TransmissionFlags.READ_ONLY), "write"),
            flag(TransmissionFlags.READ_ONLY, "read-only"),
            flag(TransmissionFlags.ROTATIONAL, "rotational"),
            flag(TransmissionFlags.BLOCK_STATUS_PAYLOAD, "block-status-payload"),
            flag(TransmissionFlags.SEND_CACHE, "cache"),
            flag(TransmissionFlags.SEND_DF, "df"),
            flag(TransmissionFlags.SEND_FAST_ZERO, "fast-zero"),
            flag(TransmissionFlags.SEND_FLUSH, "flush"),
            flag(TransmissionFlags.SEND_FUA, "fua"),
            flag(TransmissionFlags.CAN_MULTI_CONN, "multi-conn"),
            flag(TransmissionFlags.SEND_TRIM, "trim"),
            flag(TransmissionFlags.SEND_WRITE_ZEROES, "zero"));

    /** The subject of the test. The export is only described if the test needs it, so a wrong name need not matter. */
    interface Subject {
        ReplyStyle replyStyle();

        /** Whether the server was asked over TLS. */
        boolean encrypted();

        ExportInfo export() throws IOException;
    }

    interface Test {
        boolean holds(Subject subject) throws IOException;
    }

    private static Feature ofServer(Predicate<ReplyStyle> predicate, String... names) {
        return new Feature(subject -> predicate.test(subject.replyStyle()), List.of(names));
    }

    private static Feature ofExport(Predicate<ExportInfo> predicate, String... names) {
        return new Feature(subject -> predicate.test(subject.export()), List.of(names));
    }

    private static Feature flag(int flag, String name) {
        return ofExport(export -> export.has(flag), name);
    }

    static Optional<Feature> named(String name) {
        String plain = plain(name);
        return ALL.stream()
                .filter(feature ->
                        feature.names.stream().anyMatch(known -> plain(known).equals(plain)))
                .findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** The names of all features, for help and messages. */
    static List<String> labels() {
        return ALL.stream().map(feature -> feature.names.getFirst()).sorted().toList();
    }

    boolean holds(Subject subject) throws IOException {
        return test.holds(subject);
    }
}

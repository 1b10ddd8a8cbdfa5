package dev.platter.cli.info;

import dev.platter.client.ExportInfo;
import dev.platter.client.ReplyStyle;
import dev.platter.nbd.TransmissionFlags;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What can be asked with {@code --can}, {@code --is} and {@code --has}. A name may be written with hyphens, underscores or
 * spaces, and in any case.
 */
enum Feature {
    CONNECT(ofServer(style -> true), "connect"),
    READ(ofServer(style -> true), "read"),
    TLS(ofServer(style -> false), "tls"),
    STRUCTURED_REPLY(
            ofServer(style -> style != ReplyStyle.SIMPLE), "structured-reply", "structured", "structured-replies"),
    EXTENDED_HEADERS(
            ofServer(style -> style == ReplyStyle.EXTENDED), "extended-headers", "extended", "extended-header"),
    WRITE(ofExport(export -> !export.has(TransmissionFlags.READ_ONLY)), "write"),
    READ_ONLY(flag(TransmissionFlags.READ_ONLY), "read-only"),
    ROTATIONAL(flag(TransmissionFlags.ROTATIONAL), "rotational"),
    BLOCK_STATUS_PAYLOAD(flag(TransmissionFlags.BLOCK_STATUS_PAYLOAD), "block-status-payload"),
    CACHE(flag(TransmissionFlags.SEND_CACHE), "cache"),
    DF(flag(TransmissionFlags.SEND_DF), "df"),
    FAST_ZERO(flag(TransmissionFlags.SEND_FAST_ZERO), "fast-zero"),
    FLUSH(flag(TransmissionFlags.SEND_FLUSH), "flush"),
    FUA(flag(TransmissionFlags.SEND_FUA), "fua"),
    MULTI_CONN(flag(TransmissionFlags.CAN_MULTI_CONN), "multi-conn"),
    TRIM(flag(TransmissionFlags.SEND_TRIM), "trim"),
    ZERO(flag(TransmissionFlags.SEND_WRITE_ZEROES), "zero");

    /** What is asked about: the export is only described if that is needed, so a wrong name need not matter. */
    interface Subject {
        ReplyStyle replyStyle();

        ExportInfo export() throws IOException;
    }

    private interface Test {
        boolean holds(Subject subject) throws IOException;
    }

    private final Test test;
    private final List<String> names;

    Feature(Test test, String... names) {
        this.test = test;
        this.names = List.of(names);
    }

    private static Test ofServer(Predicate<ReplyStyle> predicate) {
        return subject -> predicate.test(subject.replyStyle());
    }

    private static Test ofExport(Predicate<ExportInfo> predicate) {
        return subject -> predicate.test(subject.export());
    }

    private static Test flag(int flag) {
        return ofExport(export -> export.has(flag));
    }

    static Optional<Feature> named(String name) {
        String plain = plain(name);
        return Arrays.stream(values())
                .filter(feature ->
                        feature.names.stream().anyMatch(known -> plain(known).equals(plain)))
                .findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** The name of each, for help and messages. */
    static List<String> labels() {
        return Arrays.stream(values())
                .map(feature -> feature.names.getFirst())
                .sorted()
                .toList();
    }

    boolean holds(Subject subject) throws IOException {
        return test.holds(subject);
    }
}

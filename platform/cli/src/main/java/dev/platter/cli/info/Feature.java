package dev.platter.cli.info;

import dev.platter.client.ExportInfo;
import dev.platter.client.ReplyStyle;
import dev.platter.nbd.TransmissionFlags;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What can be asked with {@code --can}, {@code --is} and {@code --has}. A name may be written with hyphens, underscores or
 * spaces, and in any case.
 */
enum Feature {
    CONNECT("connect", null),
    READ("read", (export, style) -> true),
    WRITE("write", (export, style) -> !export.has(TransmissionFlags.READ_ONLY)),
    READ_ONLY("read-only", flag(TransmissionFlags.READ_ONLY)),
    ROTATIONAL("rotational", flag(TransmissionFlags.ROTATIONAL)),
    TLS("tls", (export, style) -> false),
    STRUCTURED_REPLY(
            "structured-reply",
            (export, style) -> style != ReplyStyle.SIMPLE,
            "structured",
            "structured-replies"),
    EXTENDED_HEADERS(
            "extended-headers", (export, style) -> style == ReplyStyle.EXTENDED, "extended", "extended-header"),
    BLOCK_STATUS_PAYLOAD("block-status-payload", flag(TransmissionFlags.BLOCK_STATUS_PAYLOAD)),
    CACHE("cache", flag(TransmissionFlags.SEND_CACHE)),
    DF("df", flag(TransmissionFlags.SEND_DF)),
    FAST_ZERO("fast-zero", flag(TransmissionFlags.SEND_FAST_ZERO)),
    FLUSH("flush", flag(TransmissionFlags.SEND_FLUSH)),
    FUA("fua", flag(TransmissionFlags.SEND_FUA)),
    MULTI_CONN("multi-conn", flag(TransmissionFlags.CAN_MULTI_CONN)),
    TRIM("trim", flag(TransmissionFlags.SEND_TRIM)),
    ZERO("zero", flag(TransmissionFlags.SEND_WRITE_ZEROES));

    private interface Test {
        boolean holds(ExportInfo export, ReplyStyle style);
    }

    private final String label;
    private final @Nullable Test test;
    private final List<String> synonyms;

    Feature(String label, @Nullable Test test, String... synonyms) {
        this.label = label;
        this.test = test;
        this.synonyms = List.of(synonyms);
    }

    private static Test flag(int flag) {
        return (export, style) -> export.has(flag);
    }

    static Optional<Feature> named(String name) {
        String plain = plain(name);
        Predicate<String> same = candidate -> plain(candidate).equals(plain);
        return Arrays.stream(values())
                .filter(feature -> same.test(feature.label) || feature.synonyms.stream().anyMatch(same))
                .findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /** All names, for help and messages. */
    static List<String> labels() {
        return Arrays.stream(values()).map(feature -> feature.label).sorted().toList();
    }

    /** Whether an export has it; a feature that is about the server alone holds when there is a connection. */
    boolean holds(ExportInfo export, ReplyStyle style) {
        return test == null || test.holds(export, style);
    }
}

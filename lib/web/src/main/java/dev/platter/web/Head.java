// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.web;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * What an answer begins with (RFC 9112).
 *
 * @param status three digits
 * @param minor the second number of the version
 * @param headers the fields
 */
record Head(int status, int minor, HttpHeaders headers) implements HttpResponse.ResponseInfo {
    private static final String VERSION = "HTTP/1.";
    private static final int MOST_DIGITS = 18;
    private static final int LEAST_STATUS = VERSION.length() + 5;

    /** Reads lines without their ends; the empty one is not among them. */
    static Head parse(List<String> lines) throws IOException {
        String first = lines.isEmpty() ? "" : lines.getFirst();
        if (!first.startsWith(VERSION)
                || first.length() < LEAST_STATUS
                || first.charAt(VERSION.length() + 1) != ' '
                || !isNumber(first, VERSION.length(), VERSION.length() + 1, 10)
                || !isNumber(first, VERSION.length() + 2, LEAST_STATUS, 10)) {
            throw new IOException("what it says is not HTTP/1.1: '" + shortened(first) + "'");
        }
        Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line : lines.subList(1, lines.size())) {
            int colon = line.indexOf(':');
            if (colon <= 0) {
                throw new IOException("a line of its answer is not a header: '" + shortened(line) + "'");
            }
            fields.computeIfAbsent(line.substring(0, colon), _ -> new ArrayList<>())
                    .add(line.substring(colon + 1).strip());
        }
        int digits = VERSION.length() + 2;
        return new Head(
                Integer.parseInt(first.substring(digits, digits + 3)),
                first.charAt(VERSION.length()) - '0',
                HttpHeaders.of(fields, (_, _) -> true));
    }

    /** Whether it is a number without a sign, of at least one digit; told here without a pattern, since each request asks for it. */
    static boolean isNumber(String text, int begin, int end, int radix) {
        for (int i = begin; i < end; i++) {
            if (Character.digit(text.charAt(i), radix) < 0) {
                return false;
            }
        }
        return begin < end;
    }

    private static String shortened(String line) {
        String shown = line.length() > 60 ? line.substring(0, 60) + "..." : line;
        return shown.replaceAll("[^ -~]", "?");
    }

    /** Whether it only announces an answer. */
    boolean isInterim() {
        return status < 200;
    }

    /** Whether a body follows, for any method but HEAD. */
    boolean hasBody() {
        return !isInterim() && status != 204 && status != 304;
    }

    boolean isChunked() {
        return headers.firstValue("Transfer-Encoding")
                .filter(value -> value.toLowerCase(Locale.ROOT).endsWith("chunked"))
                .isPresent();
    }

    /** The length of its body; empty if the end of the connection is the body's. */
    OptionalLong length() throws IOException {
        List<String> lengths =
                headers.allValues("Content-Length").stream().distinct().toList();
        if (lengths.isEmpty()) {
            return OptionalLong.empty();
        }
        if (lengths.size() > 1
                || lengths.getFirst().length() > MOST_DIGITS
                || !isNumber(lengths.getFirst(), 0, lengths.getFirst().length(), 10)) {
            throw new IOException(
                    "the length of its answer is not a number: '" + shortened(String.join(", ", lengths)) + "'");
        }
        return OptionalLong.of(Long.parseLong(lengths.getFirst()));
    }

    /** Whether the server leaves the connection open for another request. */
    boolean keepsConnection() {
        String word = headers.firstValue("Connection").orElse("");
        return minor > 0 ? !word.equalsIgnoreCase("close") : word.equalsIgnoreCase("keep-alive");
    }

    @Override
    public int statusCode() {
        return status;
    }

    @Override
    public HttpClient.Version version() {
        return HttpClient.Version.HTTP_1_1;
    }
}

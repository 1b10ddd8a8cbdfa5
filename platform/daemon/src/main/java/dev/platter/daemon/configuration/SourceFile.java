// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.PlacedDefinition.Position;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseOptions;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/**
 * A TOML file.
 *
 * <p>Two limits protect a server that reads its configuration again while it serves. The first limits the size of the file. The
 * second limits the number of consecutive lines that are blank or comments, since tomlj's time grows with the cube of their
 * number, with any options: 800 lines take a second, 2,000 lines take sixteen.
 */
final class SourceFile {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_EMPTY_LINES = 500;
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final Path file;
    private final Complaints complaints;

    SourceFile(Path file, Complaints complaints) {
        this.file = file;
        this.complaints = complaints;
    }

    /** Parses the file. Returns empty, after a complaint, if it cannot be read or is not TOML. */
    Optional<TomlTable> parse() {
        Optional<String> text = bytes().flatMap(this::decoded);
        if (text.isEmpty() || hasTooManyEmptyLines(text.get())) {
            return Optional.empty();
        }
        TomlParseResult result = Toml.parse(text.get(), TomlParseOptions.sourceless());
        for (TomlParseError error : result.errors()) {
            complaints.add(
                    new Position(file, error.position().line(), error.position().column()),
                    "this is not TOML: " + error.getMessage());
        }
        return result.hasErrors() ? Optional.empty() : Optional.of(result);
    }

    private Optional<byte[]> bytes() {
        if (Files.isDirectory(file)) {
            return refused("this is a folder; name a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return bytes.length <= MOST_BYTES
                    ? Optional.of(bytes)
                    : refused("the file has more than " + MOST_BYTES
                            + " bytes, the most that are read; spread its exports over files in conf.d");
        } catch (NoSuchFileException e) {
            return refused("there is no such file; create it, or name another");
        } catch (AccessDeniedException e) {
            return refused("the file may not be read; let the server's user read it");
        } catch (IOException e) {
            return refused("the file cannot be read: " + e.getMessage());
        }
    }

    private <T> Optional<T> refused(String sentence) {
        complaints.add(Position.of(file), sentence);
        return Optional.empty();
    }

    private Optional<String> decoded(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        CoderResult result = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)
                .decode(in, out, true);
        String text = out.flip().toString();
        String plain = text.indexOf(BYTE_ORDER_MARK) == 0 ? text.substring(1) : text;
        if (!result.isError()) {
            return Optional.of(plain);
        }
        int line = 1 + (int) plain.chars().filter(c -> c == '\n').count();
        int column = plain.length() - plain.lastIndexOf('\n');
        complaints.add(
                new Position(file, line, column),
                String.format("the byte 0x%02x is not UTF-8 here; save the file as UTF-8", in.get(in.position())));
        return Optional.empty();
    }

    private boolean hasTooManyEmptyLines(String text) {
        List<String> lines = text.lines().map(String::strip).toList();
        int empty = 0;
        for (int i = 0; i < lines.size(); i++) {
            empty = lines.get(i).isEmpty() || lines.get(i).startsWith("#") ? empty + 1 : 0;
            if (empty > MOST_EMPTY_LINES) {
                complaints.add(
                        new Position(file, i + 1, 1),
                        "more than " + MOST_EMPTY_LINES
                                + " lines in a row are empty or comments, which would keep the parser busy for very"
                                + " long; remove some, or move them after the next key");
                return true;
            }
        }
        return false;
    }
}

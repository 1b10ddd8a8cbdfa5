// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each class that the documentation shows compiles, since readers will copy it. */
class SnippetsTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final Pattern SNIPPET =
            Pattern.compile("\\{@snippet lang=java :\\R(.*?\\R \\* })\\R \\* }\\R", Pattern.DOTALL);
    private static final Pattern CLASS = Pattern.compile("public final class (\\w+)");
    private static final String IMPORTS = String.join(
            "\n",
            "import dev.platter.api.*;",
            "import dev.platter.api.parameters.*;",
            "import dev.platter.nbd.*;",
            "import java.io.*;",
            "import java.lang.foreign.*;",
            "import java.nio.*;",
            "import java.nio.channels.*;",
            "import java.nio.file.*;",
            "import java.time.*;",
            "import java.util.*;",
            "");

    static List<Snippet> snippets() throws IOException {
        List<Snippet> snippets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                    .sorted()
                    .toList()) {
                Matcher snippet = SNIPPET.matcher(Files.readString(file));
                while (snippet.find()) {
                    String code = snippet.group(1).replaceAll("(?m)^ \\* ?", "");
                    Matcher name = CLASS.matcher(code);
                    assertTrue(name.find(), () -> "no public class in a snippet of " + file);
                    snippets.add(new Snippet(name.group(1), code));
                }
            }
        }
        return snippets;
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void aShownClassCompiles(Snippet snippet, @TempDir Path folder) {
        StringWriter complaints = new StringWriter();
        boolean compiles = ToolProvider.getSystemJavaCompiler()
                .getTask(
                        complaints,
                        null,
                        null,
                        List.of(
                                "-d",
                                folder.toString(),
                                "-classpath",
                                System.getProperty("java.class.path"),
                                "-proc:none"),
                        null,
                        List.of(snippet.source()))
                .call();
        assertTrue(compiles, complaints::toString);
    }

    @Test
    void eachKindOfDiskIsShown() throws IOException {
        assertEquals(
                List.of("ScratchPlugin", "OnesPlugin", "AioPlugin", "SlowFilter"),
                snippets().stream().map(Snippet::name).toList());
    }

    record Snippet(String name, String code) {
        JavaFileObject source() {
            return new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreErrors) {
                    return IMPORTS + code;
                }
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }
}

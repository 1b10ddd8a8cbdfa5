// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.cli.options.OptionException;
import dev.platter.seekable.ImageFile;
import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.OpenMode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** {@code platter-gzip info}. */
record InfoCommand(Words words, PrintStream out) {
    boolean run() throws IOException, OptionException {
        Path path = words.path(0);
        try (ImageFile file = ImageFile.open(path, Formats.all(), OpenMode.READ)) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("format", file.format());
            facts.put("size", file.image().size());
            facts.put("packed-size", Files.size(path));
            facts.put("ratio", ratio(file.image().size(), Files.size(path)));
            facts.putAll(file.image().facts());
            facts.put(
                    "regions",
                    file.image().kept().list().stream().map(InfoCommand::region).toList());
            if (words.options().has("json")) {
                out.println(JsonText.of(facts));
            } else {
                print(facts);
            }
        }
        return true;
    }

    /** To three digits behind the point. */
    private static double ratio(long size, long packed) {
        return Math.rint(1000.0 * size / Math.max(1, packed)) / 1000;
    }

    private static Map<String, Object> region(KeptRegion region) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("start", region.start());
        facts.put("end", region.end() - 1);
        facts.put("length", region.length());
        facts.put("name", region.name());
        return facts;
    }

    private void print(Map<String, Object> facts) {
        facts.forEach((name, value) -> {
            if (value instanceof List<?> regions) {
                regions.forEach(region -> out.println("kept-region: " + text((Map<?, ?>) region)));
            } else {
                out.println(name + ": " + value);
            }
        });
    }

    private static String text(Map<?, ?> region) {
        String name = String.valueOf(region.get("name"));
        return String.format(Locale.ROOT, "%s-%s", region.get("start"), region.get("end"))
                + (name.isEmpty() ? "" : " (" + name + ")");
    }
}

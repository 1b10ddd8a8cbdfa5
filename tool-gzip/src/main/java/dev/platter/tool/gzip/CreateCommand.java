// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.cli.options.OptionException;
import dev.platter.seekable.ImageFormat;
import dev.platter.seekable.KeptRegion;
import dev.platter.seekable.KeptRegions;
import dev.platter.seekable.OutputFile;
import dev.platter.seekable.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code platter-gzip create}. */
record CreateCommand(Words words, InputStream in, PrintStream err, boolean progress) {
    boolean run() throws IOException, OptionException {
        ImageFormat format = Formats.of(
                words.options().last("format").orElse("gzip"), words.options().last("check"));
        int level = words.number("level").orElse(format.usualLevel());
        if (words.isStandard(1)) {
            throw new OptionException("OUT must be a file, since its header is written last");
        }
        Path target = words.path(1);
        Targets.check(target, words);
        try (Source source = Source.open(words.word(0), in);
                OutputFile out = new OutputFile(target);
                WorkProgress shown = new WorkProgress("create", source.size(), progress, err)) {
            Recipe recipe = new Recipe(regions(source), level, words.threads());
            format.create(source.image(), recipe, out.storage(), shown);
            out.commit();
        }
        return true;
    }

    private KeptRegions regions(Source source) throws IOException {
        Regions regions = new Regions(source.tables(), source.size());
        List<KeptRegion> kept = new ArrayList<>();
        for (String text : words.options().all("keep")) {
            kept.add(regions.read(text));
        }
        return KeptRegions.of(kept);
    }
}

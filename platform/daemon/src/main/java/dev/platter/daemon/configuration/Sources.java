// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import dev.platter.server.definition.PlacedDefinition.Position;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlTable;

/**
 * The files of a configuration.
 *
 * @param main the whole of {@code platter.toml}
 * @param dropIns the readable files of {@code conf.d}, sorted by name
 * @param complete whether all files could be read; if not, anything missing may be in an unreadable file
 */
record Sources(StrictTable main, List<StrictTable> dropIns, boolean complete) {
    static Sources read(Path file, Complaints complaints) {
        int before = complaints.count();
        TomlTable toml = new SourceFile(file, complaints).parse().orElseGet(() -> Toml.parse(""));
        List<Path> files = dropIns(file.resolveSibling("conf.d"), complaints);
        List<ParsedFile> parsed = new ArrayList<>();
        for (Path dropIn : files) {
            new SourceFile(dropIn, complaints).parse().ifPresent(table -> parsed.add(new ParsedFile(dropIn, table)));
        }
        boolean complete = complaints.count() == before;
        StrictTable main = StrictTable.root(file, TableShape.MAIN, toml, complaints);
        List<StrictTable> tables = new ArrayList<>();
        for (ParsedFile dropIn : parsed) {
            tables.add(StrictTable.root(dropIn.file, TableShape.DROP_IN, dropIn.toml, complaints));
        }
        return new Sources(main, tables, complete);
    }

    private record ParsedFile(Path file, TomlTable toml) {}

    /** The files in {@code conf.d}, without hidden ones, which editors leave behind. */
    private static List<Path> dropIns(Path folder, Complaints complaints) {
        List<Path> files = new ArrayList<>();
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return files;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "[!.]*.toml")) {
            entries.forEach(files::add);
        } catch (DirectoryIteratorException | IOException e) {
            complaints.add(
                    Position.of(folder),
                    "this must be a folder that the server's user may read; correct or remove it (" + e + ")");
        }
        files.sort(null);
        return files;
    }

    /** All files, the main one first. */
    List<StrictTable> all() {
        List<StrictTable> all = new ArrayList<>(List.of(main));
        all.addAll(dropIns);
        return all;
    }
}

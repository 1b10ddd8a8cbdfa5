// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.manual;

import dev.platter.engine.parameters.Schema;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.cli.Options;

/**
 * All pages of a repository. A module takes part if it has the folder {@code src/main/manual}, or a class in
 * {@code target/classes} that is a plugin, filter or command. No list names them.
 */
final class Manual {
    private static final Path MANUAL = Path.of("src", "main", "manual");
    private static final Path CLASSES = Path.of("target", "classes");

    private static final Path EXTRA = Path.of("catalogue", "extra");

    /** The examples in {@code docs} are not shipped, and have no pages. */
    private static final Set<String> NO_MODULES = Set.of("src", "target", "docs");

    private final Path root;
    private final Catalogue catalogue = new Catalogue();
    private final List<Page> pages = new ArrayList<>();
    private final List<Complaint> complaints = new ArrayList<>();

    private Manual(Path root) {
        this.root = root;
    }

    /**
     * Reads a compiled repository, checks its pages and fills them in.
     *
     * @throws IOException if it cannot be read
     */
    static Manual read(Path root) throws IOException {
        var manual = new Manual(root);
        List<Path> modules = manual.modules();
        for (Path module : modules) {
            manual.readPages(module.resolve(MANUAL));
        }
        manual.pages.sort(Comparator.comparing(Page::name));
        try (var loader = new URLClassLoader("modules", urls(modules), Manual.class.getClassLoader())) {
            for (Path module : modules) {
                manual.readClasses(module, new Members(loader));
            }
            manual.checkAndFill();
        }
        return manual;
    }

    /** The faults of the pages. */
    List<Complaint> complaints() {
        return complaints;
    }

    /** The pages, sorted by name. */
    List<Page> pages() {
        return pages;
    }

    /** The subjects of the pages. */
    Catalogue catalogue() {
        return catalogue;
    }

    /**
     * Writes the pages to {@code man1} and {@code html} in a folder, and {@code words} for completion, and replaces what is there. Pages and
     * words of the archive platter-extra are in {@code extra/man1} and {@code words-extra}.
     *
     * @throws IOException if that fails
     */
    void write(Path folder, Edition edition) throws IOException {
        Path man = emptied(folder.resolve("man" + Page.SECTION));
        Path extra = emptied(folder.resolve("extra").resolve("man" + Page.SECTION));
        Path html = emptied(folder.resolve("html"));
        var htmlPage = new HtmlPage(names());
        for (Page page : pages) {
            Path section = isExtra(page) ? extra : man;
            Files.writeString(section.resolve(page.name() + "." + Page.SECTION), RoffPage.render(page, edition));
            Files.writeString(html.resolve(page.name() + ".html"), htmlPage.render(page, edition));
        }
        Files.writeString(html.resolve("index.html"), HtmlPage.index(pages, edition));
        Files.write(folder.resolve("words"), CompletionWords.of(catalogue, schema -> !isExtra(schema)));
        Files.write(folder.resolve("words-extra"), CompletionWords.ofMembers(catalogue, this::isExtra));
    }

    /** Whether a member goes into the archive platter-extra: its folder says so. */
    boolean isExtra(Schema<?> schema) {
        return pages.stream().anyMatch(page -> page.name().equals(Catalogue.page(schema)) && isExtra(page));
    }

    private boolean isExtra(Page page) {
        return page.file().startsWith(root.resolve(EXTRA));
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        for (Page page : pages) {
            names.add(page.name());
        }
        return names;
    }

    private void checkAndFill() {
        var insertions = new Insertions(catalogue);
        var examples = new ExampleCheck(catalogue);
        for (Page page : pages) {
            complaints.addAll(PageCheck.of(page, names()));
            complaints.addAll(examples.of(page));
            complaints.addAll(insertions.into(page));
            catalogue.schema(page.name()).ifPresent(schema -> checkAgainst(schema, page));
        }
    }

    /** {@code --help} and {@code man} must have the same summary. */
    private void checkAgainst(Schema<?> schema, Page page) {
        complaints.addAll(ExplainedKeys.check(page, schema));
        if (!page.summary().equals(Optional.of(schema.summary()))) {
            complaints.add(new Complaint(
                    page.file(),
                    1,
                    "below NAME it must say '" + page.name() + " - " + schema.summary() + "', as the annotation does"));
        }
    }

    private List<Path> modules() throws IOException {
        List<Path> modules = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.equals(root) ? "" : folder.getFileName().toString();
                if (name.startsWith(".") || NO_MODULES.contains(name)) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                if (Files.isDirectory(folder.resolve(MANUAL)) || Files.isDirectory(folder.resolve(CLASSES))) {
                    modules.add(folder);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        modules.sort(Comparator.naturalOrder());
        return modules;
    }

    private void readPages(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + Page.SUFFIX)) {
                for (Path file : files) {
                    pages.add(Page.read(file));
                }
            }
        }
    }

    private void readClasses(Path module, Members members) throws IOException {
        for (Schema<?> schema : members.schemas(module.resolve(CLASSES))) {
            catalogue.add(schema);
            require(Catalogue.page(schema), module);
        }
        for (Map.Entry<String, Options> command :
                members.commands(module.resolve(CLASSES)).entrySet()) {
            catalogue.add(command.getKey(), command.getValue());
            require(command.getKey(), module);
        }
    }

    private void require(String page, Path module) {
        Path file = module.resolve(MANUAL).resolve(page + Page.SUFFIX);
        if (!Files.exists(file)) {
            complaints.add(new Complaint(file, 0, "this manual page is missing"));
        }
    }

    private static URL[] urls(List<Path> modules) throws MalformedURLException {
        var urls = new URL[modules.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = modules.get(i).resolve(CLASSES).toUri().toURL();
        }
        return urls;
    }

    private static Path emptied(Path folder) throws IOException {
        Files.createDirectories(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        return folder;
    }
}

package dev.platter.host;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;

/** A jar that a user has named by its path: a bundle, or a plain jar that is made into one. */
final class NamedJar {
    private final BundleEntry entry;
    private final byte[] bytes;

    private NamedJar(BundleEntry entry, byte[] bytes) {
        this.entry = entry;
        this.bytes = bytes;
    }

    static NamedJar read(Namespace namespace, Path jar) throws HostException {
        try {
            List<BundleEntry> declared = BundleManifest.entries(jar);
            if (!declared.isEmpty()) {
                return new NamedJar(only(namespace, declared, jar), Files.readAllBytes(jar));
            }
            PlainJar plain = PlainJar.read(jar, new ByteArrayInputStream(Files.readAllBytes(jar)));
            return new NamedJar(only(namespace, plain.entries(), jar), plain.asBundle());
        } catch (NoSuchFileException e) {
            throw new HostException("there is no file " + jar.toAbsolutePath() + ": correct the path", e);
        } catch (ZipException e) {
            throw new HostException(
                    jar + " is damaged or no jar (" + e.getMessage() + "): build or download it again", e);
        } catch (IOException e) {
            throw new HostException(jar + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** What it holds. */
    BundleEntry entry() {
        return entry;
    }

    /** The bundle as it is to be installed. */
    InputStream open() {
        return new ByteArrayInputStream(bytes);
    }

    private static BundleEntry only(Namespace namespace, List<BundleEntry> entries, Path jar) throws HostException {
        List<BundleEntry> wanted = namespace.among(entries);
        if (wanted.size() == 1) {
            return wanted.getFirst();
        }
        if (wanted.size() > 1) {
            throw new HostException(jar + " holds " + names(wanted) + ", so a path does not say which: put it into a "
                    + "folder of bundles and give the name");
        }
        String annotation = "@" + namespace.annotation().getSimpleName();
        throw new HostException(
                entries.isEmpty()
                        ? jar + " holds no " + namespace.kind() + ": no class in it has " + annotation
                        : jar + " holds " + names(entries) + " and no " + namespace.kind() + ": use it as what it is");
    }

    private static String names(List<BundleEntry> entries) {
        List<String> names = new ArrayList<>();
        for (BundleEntry entry : entries) {
            names.add(entry.kind() + " '" + entry.name() + "'");
        }
        return String.join(" and ", names);
    }
}

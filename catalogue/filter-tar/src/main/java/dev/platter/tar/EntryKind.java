// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tar;

import java.util.Optional;

/** What an entry of a tar file is that has no contents to serve. */
final class EntryKind {
    private EntryKind() {}

    /**
     * Says what an entry is.
     *
     * @param header of the entry
     * @param longLink where a link leads to, if that does not fit into the header
     * @return words that can follow "is"; empty for a file
     */
    static Optional<String> ofOther(TarHeader header, Optional<String> longLink) {
        String target = longLink.orElse(header.link());
        return switch (header.type()) {
            case '0', '\0', '7' ->
                header.name().endsWith("/") ? Optional.of("a directory, and not a file") : Optional.empty();
            case '1' -> Optional.of("a hard link: serve the file itself, with tar-entry=" + target);
            case '2' -> Optional.of("a symbolic link to '" + target + "': give the name of the file itself");
            case '3', '4' -> Optional.of("a device, and not a file");
            case '5', 'D' -> Optional.of("a directory, and not a file");
            case '6' -> Optional.of("a pipe, and not a file");
            case 'M' -> Optional.of("the rest of a file that begins in another volume: join the volumes first");
            default -> Optional.of("of the unknown type '" + header.type() + "'");
        };
    }
}

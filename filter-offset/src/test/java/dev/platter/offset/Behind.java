package dev.platter.offset;

import dev.platter.api.Client;
import dev.platter.api.Disk;
import dev.platter.api.Export;
import dev.platter.api.Opener;
import dev.platter.api.parameters.Size;
import dev.platter.testkit.TestClient;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Opens one disk, for whomever. */
record Behind(Disk disk) implements Opener {
    /** The disk as the filter shows it. */
    static Disk filtered(Disk disk, String offset) throws IOException {
        return filtered(disk, new OffsetFilter.Config(Size.parse(offset), Optional.empty()));
    }

    static Disk filtered(Disk disk, String offset, String range) throws IOException {
        return filtered(disk, new OffsetFilter.Config(Size.parse(offset), Optional.of(Size.parse(range))));
    }

    private static Disk filtered(Disk disk, OffsetFilter.Config config) throws IOException {
        return new OffsetFilter(config).open(new Behind(disk), TestClient.anybody());
    }

    @Override
    public Disk open(Client client) {
        return disk;
    }

    @Override
    public List<Export> exports(Client client) {
        return List.of();
    }

    @Override
    public String defaultExport(Client client) {
        return "";
    }
}

package dev.platter.cli.info;

import dev.platter.cli.PlatterVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class InfoVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"platter-info " + PlatterVersion.read()};
    }
}

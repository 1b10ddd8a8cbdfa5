package dev.platter.cli.info;

import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class InfoVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"platter-info 0"};
    }
}

package dev.platter.cli.info;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class InfoVersion implements IVersionProvider {
    private static final String PROPERTIES = "/META-INF/maven/dev.platter/platter-cli/pom.properties";

    @Override
    public String[] getVersion() throws IOException {
        try (InputStream in = InfoVersion.class.getResourceAsStream(PROPERTIES)) {
            if (in == null) {
                return new String[] {"platter-info, of a build without " + PROPERTIES};
            }
            Properties properties = new Properties();
            properties.load(in);
            return new String[] {"platter-info " + properties.getProperty("version")};
        }
    }
}

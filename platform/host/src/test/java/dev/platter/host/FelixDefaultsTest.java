// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.util.Properties;
import org.apache.felix.framework.Felix;
import org.junit.jupiter.api.Test;

class FelixDefaultsTest {
    private static final String NAME = "default.properties";

    @Test
    void theFileOnTheClassPathIsFelixsWithoutOldReleasesOfJava() throws Exception {
        URL jar = Felix.class.getProtectionDomain().getCodeSource().getLocation();
        Properties ours = read(FelixDefaultsTest.class.getClassLoader().getResource(NAME));
        Properties felixs = read(URI.create("jar:" + jar + "!/" + NAME).toURL());
        assertTrue(felixs.keySet().removeIf(key -> key.toString().matches("(jre|ee|eecap)-.*")));
        assertEquals(felixs, ours);
    }

    private static Properties read(URL file) throws Exception {
        Properties properties = new Properties();
        try (InputStream text = file.openStream()) {
            properties.load(text);
        }
        return properties;
    }
}

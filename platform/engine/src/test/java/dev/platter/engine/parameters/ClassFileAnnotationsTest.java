package dev.platter.engine.parameters;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.platter.api.Details;
import dev.platter.api.NbdPlugin;
import dev.platter.api.ThreadModel;
import dev.platter.api.parameters.Parameter;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read from class files is what reflection would say. */
final class ClassFileAnnotationsTest {
    @NbdPlugin(name = "x", summary = "y", threadModel = ThreadModel.SERIALIZE_REQUESTS)
    private record Config(
            @Parameter(help = "a") int plain,
            int bare,

            @Parameter(help = "b", name = "n", defaultValue = "d", syntax = "s", magic = true, rest = true)
            List<String> full) {}

    @NbdPlugin(name = "x", summary = "y")
    private static final class Defaults {}

    @Test
    void componentsHaveWhatReflectionSees() throws IOException {
        var annotations = ClassFileAnnotations.of(Config.class);
        for (RecordComponent component : Config.class.getRecordComponents()) {
            Parameter seen = component.getAnnotation(Parameter.class);
            AnnotationValues read = annotations.ofComponent(component.getName(), Parameter.class);
            assertEquals(seen != null, read.isPresent());
            if (seen != null) {
                assertEquals(seen.help(), read.text("help"));
                assertEquals(seen.name(), read.text("name"));
                assertEquals(seen.defaultValue(), read.text("defaultValue"));
                assertEquals(seen.syntax(), read.text("syntax"));
                assertEquals(seen.magic(), read.flag("magic"));
                assertEquals(seen.rest(), read.flag("rest"));
            }
        }
    }

    @Test
    void constantsMayBeGivenOrDefaults() throws IOException {
        assertEquals(
                "SERIALIZE_REQUESTS",
                ClassFileAnnotations.of(Config.class).ofClass(NbdPlugin.class).constant("threadModel"));
        assertEquals(
                "SERIALIZE_ALL_REQUESTS",
                ClassFileAnnotations.of(Defaults.class).ofClass(NbdPlugin.class).constant("threadModel"));
    }

    @Test
    void whatIsNotThereIsAbsent() throws IOException {
        var annotations = ClassFileAnnotations.of(String.class);
        assertFalse(annotations.ofClass(NbdPlugin.class).isPresent());
        assertFalse(annotations.ofComponent("plain", Parameter.class).isPresent());
    }

    @Test
    void aClassWithoutAFileIsRefused() {
        Details lambda = () -> Map.of();
        assertThrows(IOException.class, () -> ClassFileAnnotations.of(lambda.getClass()));
    }
}

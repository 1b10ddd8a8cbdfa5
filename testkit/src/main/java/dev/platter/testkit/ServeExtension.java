// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit;

import dev.platter.api.Filter;
import dev.platter.api.Plugin;
import dev.platter.client.NbdClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Serves a new instance to each test of a class, in the real engine on a private socket, and gives the test as many
 * clients as it has parameters of that type.
 *
 * {@snippet :
 * @RegisterExtension
 * final ServeExtension served = ServeExtension.plugin(() -> new MemoryPlugin(config));
 *
 * @Test
 * void aWriteOfOneClientIsReadByAnother(NbdClient one, NbdClient other) throws IOException { ... }
 * }
 */
public final class ServeExtension
        implements BeforeEachCallback, AfterEachCallback, ParameterResolver, TestExecutionExceptionHandler {
    private final Supplier<Plugin> plugin;
    private final List<Supplier<Filter>> filters = new ArrayList<>();
    private Optional<Served> served = Optional.empty();

    private ServeExtension(Supplier<Plugin> plugin) {
        this.plugin = plugin;
    }

    /**
     * Serves a plugin.
     *
     * @param plugin makes an instance for each test
     * @return the extension
     */
    public static ServeExtension plugin(Supplier<Plugin> plugin) {
        return new ServeExtension(plugin);
    }

    /**
     * Puts a filter in front of the plugin, behind those that were added before it.
     *
     * @param filter makes an instance for each test
     * @return this
     */
    public ServeExtension filteredBy(Supplier<Filter> filter) {
        filters.add(filter);
        return this;
    }

    /**
     * The server of the running test.
     *
     * @return what is served
     * @throws IllegalStateException between two tests
     */
    public Served served() {
        return served.orElseThrow(() -> new IllegalStateException("nothing is served outside of a test"));
    }

    @Override
    public void beforeEach(ExtensionContext context) throws IOException {
        served = Optional.of(
                Served.of(plugin.get(), filters.stream().map(Supplier::get).toArray(Filter[]::new)));
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        if (served.isPresent()) {
            served.get().close();
            served = Optional.empty();
        }
    }

    /** A failure shows the server's log. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        List<String> lines = served().log().lines();
        if (!lines.isEmpty()) {
            failure.addSuppressed(new AssertionError("the server has logged:\n  " + String.join("\n  ", lines)));
        }
        throw failure;
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == NbdClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        try {
            return served().client();
        } catch (IOException e) {
            throw new AssertionError("the plugin under test has refused a client: " + e.getMessage(), e);
        }
    }
}

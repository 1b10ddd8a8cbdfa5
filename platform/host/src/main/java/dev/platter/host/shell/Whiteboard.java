// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.CommandProxy;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Filter;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** Registers commands with Gogo while they are offered as services, by the server or by bundles. */
final class Whiteboard extends ServiceTracker<Object, Map<String, CommandProxy>> {
    private final CommandProcessorImpl processor;

    Whiteboard(BundleContext framework, CommandProcessorImpl processor) {
        super(framework, offers(), null);
        this.processor = processor;
    }

    private static Filter offers() {
        try {
            return FrameworkUtil.createFilter(
                    "(&(" + CommandProcessor.COMMAND_SCOPE + "=*)(" + CommandProcessor.COMMAND_FUNCTION + "=*))");
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Map<String, CommandProxy> addingService(ServiceReference<Object> offer) {
        Map<String, CommandProxy> commands = functions(offer).stream()
                .distinct()
                .collect(Collectors.toMap(name -> name, name -> new CommandProxy(context, offer, name)));
        commands.forEach((name, command) -> processor.addCommand(scope(offer), command, name));
        return commands;
    }

    @Override
    public void removedService(ServiceReference<Object> offer, Map<String, CommandProxy> commands) {
        commands.forEach((name, command) -> processor.removeCommand(scope(offer), name, command));
    }

    private static String scope(ServiceReference<Object> offer) {
        return offer.getProperty(CommandProcessor.COMMAND_SCOPE).toString();
    }

    private static List<String> functions(ServiceReference<Object> offer) {
        Object functions = offer.getProperty(CommandProcessor.COMMAND_FUNCTION);
        return functions instanceof Object[] several
                ? Stream.of(several).map(Object::toString).toList()
                : List.of(functions.toString());
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.felix.gogo.command.Basic;
import org.apache.felix.gogo.command.Inspect;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.activator.Activator;
import org.apache.felix.gogo.shell.Builtin;
import org.apache.felix.gogo.shell.Converters;
import org.apache.felix.gogo.shell.Posix;
import org.apache.felix.gogo.shell.Procedural;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/**
 * Gogo, shared by all open shells.
 *
 * <p>Gogo is not installed as a bundle. It is on the class path and runs in the context of the framework's own bundle, like
 * other parts of the server. So there are no Gogo bundles to keep in step with the plugins' bundles, and the server can use
 * Gogo's types directly. Commands are services, as Gogo requires, so commands that bundles provide are found too. Commands
 * print to {@code System.out}, which {@link ThreadStreams} redirects for their threads.
 *
 * <p>Some of Gogo's commands are left out: {@code gosh} and {@code sh}, since the framework ends with them; {@code telnetd},
 * which admits every client that finds the port; {@code source}, {@code cd} and {@code ls}, since they would work in the
 * server's folder; {@code log}, since there is no log service. Commands that would end or restart the framework are replaced,
 * see {@link GuardedCommands}.
 */
final class Gogo {
    private final BundleContext framework;
    private final ThreadStreams streams = new ThreadStreams();
    private final CommandProcessorImpl processor = new CommandProcessorImpl(streams);
    private final Whiteboard whiteboard;
    private final List<ServiceRegistration<?>> offered = new ArrayList<>();

    private Gogo(BundleContext framework) {
        this.framework = framework;
        whiteboard = new Whiteboard(framework, processor);
    }

    static Gogo start(BundleContext framework) {
        Gogo gogo = new Gogo(framework);
        gogo.streams.install();
        gogo.processor.addConstant(Activator.CONTEXT, framework);
        gogo.processor.addConverter(new Converters(framework));
        gogo.whiteboard.open();
        gogo.offer();
        return gogo;
    }

    private void offer() {
        Basic basic = new Basic(framework);
        offer(
                "felix",
                basic,
                "bundlelevel",
                "frameworklevel",
                "headers",
                "help",
                "install",
                "lb",
                "resolve",
                "start",
                "which");
        offer("felix", new Inspect(framework), "inspect");
        offer("felix", new GuardedCommands(basic), "refresh", "stop", "uninstall", "update");
        offer("gogo", new Builtin(), "format", "getopt", "new", "set", "tac", "type");
        offer("gogo", new Posix(), "cat", "echo", "grep");
        offer("gogo", new Procedural(), "each", "if", "not", "throw", "try", "until", "while");
        offer("platter", new SessionCommands(framework), "bundle", "exit", "services");
    }

    private void offer(String scope, Object commands, String... functions) {
        Map<String, Object> properties =
                Map.of(CommandProcessor.COMMAND_SCOPE, scope, CommandProcessor.COMMAND_FUNCTION, functions);
        offered.add(framework.registerService(
                commands.getClass().getName(), commands, FrameworkUtil.asDictionary(properties)));
    }

    CommandProcessor processor() {
        return processor;
    }

    void stop() {
        offered.forEach(ServiceRegistration::unregister);
        whiteboard.close();
        processor.stop();
        streams.remove();
    }
}

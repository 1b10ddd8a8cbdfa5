// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.host.shell;

import org.apache.felix.gogo.command.Basic;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * Gogo's commands that act on bundles. They refuse to act on the framework itself: without it the server would continue but
 * could load no bundles.
 *
 * <p>Gogo finds the methods by name, and shows the descriptions in the annotations.
 */
final class GuardedCommands {
    private final Basic basic;

    GuardedCommands(Basic basic) {
        this.basic = basic;
    }

    @Descriptor("refresh bundles")
    public void refresh(@Descriptor("target bundles; none means those that wait for it") Bundle[] bundles)
            throws ShellException {
        spareTheFramework("refresh", bundles);
        basic.refresh(bundles);
    }

    @Descriptor("stop bundles")
    public String stop(
            @Descriptor("stop them until the framework starts again")
                    @Parameter(
                            names = {"-t", "--transient"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean forNow,
            @Descriptor("target bundles") Bundle[] bundles)
            throws ShellException {
        spareTheFramework("stop", bundles);
        return basic.stop(forNow, bundles);
    }

    @Descriptor("uninstall bundles")
    public String uninstall(@Descriptor("target bundles") Bundle[] bundles) throws ShellException {
        spareTheFramework("uninstall", bundles);
        return basic.uninstall(bundles);
    }

    @Descriptor("update a bundle from where it came from")
    public String update(@Descriptor("target bundle") Bundle bundle) throws ShellException {
        spareTheFramework("update", bundle);
        return basic.update(bundle);
    }

    @Descriptor("update a bundle from a URL")
    public String update(
            CommandSession session,
            @Descriptor("target bundle") Bundle bundle,
            @Descriptor("where to read it from") String location)
            throws Exception {
        spareTheFramework("update", bundle);
        return basic.update(session, bundle, location);
    }

    private static void spareTheFramework(String command, Bundle... bundles) throws ShellException {
        for (Bundle bundle : bundles) {
            if (bundle != null && bundle.getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
                throw new ShellException("'" + command + " " + Constants.SYSTEM_BUNDLE_ID
                        + "' would end the framework and leave a server that can load nothing: 'platterctl stop' ends"
                        + " the server");
            }
        }
    }
}

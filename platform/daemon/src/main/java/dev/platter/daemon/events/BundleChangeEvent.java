// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.events;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A change of bundles or exports, whether it succeeded or failed. */
@Name("dev.platter.BundleChange")
@Label("Bundle Change")
@Description("A bundle was deployed, upgraded or removed, or could not be")
@Category("Platter")
@StackTrace(false)
@SuppressWarnings("UnusedVariable") // The recorder reads the fields.
public final class BundleChangeEvent extends Event {
    @Label("What")
    private String what = "";

    @Label("Problem")
    @Description("Why it failed; empty if it did not")
    private String problem = "";

    private BundleChangeEvent() {}

    /**
     * A change begins.
     *
     * @return the event, to be ended by {@link #ended}; its duration is that of the change
     */
    public static BundleChangeEvent begun() {
        BundleChangeEvent event = new BundleChangeEvent();
        event.begin();
        return event;
    }

    /**
     * The change is over.
     *
     * @param done what has changed, a sentence without a full stop
     * @param failure why it failed; empty if it succeeded
     */
    public void ended(String done, String failure) {
        end();
        if (shouldCommit()) {
            what = done;
            problem = failure;
            commit();
        }
    }
}

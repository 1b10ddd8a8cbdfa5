// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.export;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Records its calls, and suspends the use of its disk when the test says so. */
final class FakeHolder implements LeaseHolder {
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private volatile Optional<String> objection = Optional.empty();
    private volatile Runnable suspended = () -> {};
    private volatile boolean obedient;

    List<String> calls() {
        return calls;
    }

    /** Makes it suspend as soon as it is asked to. */
    FakeHolder obedient() {
        obedient = true;
        return this;
    }

    /** Reports that it no longer uses the disk. */
    void suspended() {
        suspended.run();
    }

    void objectTo(String why) {
        objection = Optional.of(why);
    }

    @Override
    public void suspend(Runnable whenSuspended) {
        calls.add("suspend");
        suspended = whenSuspended;
        if (obedient) {
            whenSuspended.run();
        }
    }

    @Override
    public void resume() {
        calls.add("resume");
    }

    @Override
    public Optional<String> objection(OpenDisk other, Chain chain) {
        return objection;
    }

    @Override
    public void lose(String why) {
        calls.add("lose: " + why);
    }

    @Override
    public void end(boolean atOnce) {
        calls.add(atOnce ? "end at once" : "end");
    }
}

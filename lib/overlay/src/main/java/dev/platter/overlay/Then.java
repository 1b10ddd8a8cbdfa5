// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.overlay;

import dev.platter.api.Completion;
import java.io.IOException;

/** Goes on after a success, and passes an error on. */
public abstract class Then implements Completion {
    private final Completion completion;

    /**
     * Makes one step of a request.
     *
     * @param completion is told of an error
     */
    protected Then(Completion completion) {
        this.completion = completion;
    }

    /** What comes after the success; it tells the completion how that ended. */
    protected abstract void then();

    @Override
    public void succeeded() {
        then();
    }

    @Override
    public void failed(IOException error) {
        completion.failed(error);
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.engine.parameters;

import dev.platter.api.parameters.Secret;
import java.nio.file.Path;

/**
 * A {@link Secret}. If it is in a file, that file is named like any other: relative to the folder of the parameters.
 */
final class SecretType implements ValueType {
    @Override
    public String syntax() {
        return "PASSWORD|+FILE|-FD|-";
    }

    @Override
    public Secret parse(String text, Path base) {
        return Secret.parse(text, base);
    }

    @Override
    public boolean secret() {
        return true;
    }
}

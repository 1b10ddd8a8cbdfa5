package dev.platter.engine.parameters;

import dev.platter.api.parameters.Secret;
import java.nio.file.Path;

/** A {@link Secret}. The file that one may be in is named like any other file: from the folder of whoever wrote it. */
final class SecretType implements ValueType {
    private final PathType file = new PathType();

    @Override
    public String syntax() {
        return "PASSWORD|+FILE|-";
    }

    @Override
    public Secret parse(String text, Path base) {
        return Secret.parse(text.startsWith("+") ? "+" + file.parse(text.substring(1), base) : text);
    }

    @Override
    public boolean secret() {
        return true;
    }
}

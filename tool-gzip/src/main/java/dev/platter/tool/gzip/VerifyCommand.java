// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.tool.gzip;

import dev.platter.cli.options.OptionException;
import dev.platter.seekable.Damage;
import dev.platter.seekable.DamagedImageException;
import dev.platter.seekable.ImageFile;
import dev.platter.seekable.OpenMode;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** {@code platter-gzip verify}. */
record VerifyCommand(Words words, PrintStream out, PrintStream err, boolean progress) {
    boolean run() throws IOException, OptionException {
        List<Damage> damages = damages();
        if (words.options().has("json")) {
            out.println(JsonText.of(
                    Map.of("damages", damages.stream().map(VerifyCommand::facts).toList())));
        } else {
            damages.forEach(damage -> out.println(words.word(0) + ": bytes " + damage.position() + "-"
                    + (damage.position() + damage.length() - 1) + ": " + damage.message()));
        }
        return damages.isEmpty();
    }

    private List<Damage> damages() throws IOException, OptionException {
        try (ImageFile file = ImageFile.open(words.path(0), Formats.all(), OpenMode.READ);
                WorkProgress shown =
                        new WorkProgress("verify", OptionalLong.of(file.image().size()), progress, err)) {
            return file.image().verify(words.threads(), shown);
        } catch (DamagedImageException e) {
            return List.of(new Damage(e.position(), 1, e.getMessage()));
        }
    }

    private static Map<String, Object> facts(Damage damage) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("position", damage.position());
        facts.put("length", damage.length());
        facts.put("message", damage.message());
        return facts;
    }
}

// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.testkit.conformance;

import dev.platter.client.ErrorReplyException;
import dev.platter.client.ExportInfo;
import dev.platter.client.Handshake;
import dev.platter.client.ListedExport;
import dev.platter.testkit.FailingFilter;
import dev.platter.testkit.FailingFilter.Turn;
import dev.platter.testkit.FakeDisk;
import dev.platter.testkit.Served;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Listed exports can be opened, and the default export leads to a disk. Clients that only look, and clients that another
 * filter refuses, have no effect: no disk is opened for them, and the next client is served.
 */
final class ExportsProperty implements Property {
    /** Enough to exhaust a plugin that counts clients and forgets to count down. */
    private static final int MANY = 20;

    @Override
    public String name() {
        return "listed exports can be opened, and clients that open nothing have no effect";
    }

    @Override
    public void check(Trial trial) throws Exception {
        Served served = trial.serve();
        List<ListedExport> listed = list(served);
        Set<String> names = new HashSet<>();
        for (ListedExport export : listed) {
            Broken.unless(names.add(export.name()), () -> "the export '" + export.name() + "' is listed twice");
            if (!trial.subject().has(Trait.LISTS_MORE_THAN_IT_OPENS)) {
                opens(served, export.name(), "is listed");
            }
        }
        String byDefault = trial.openDefault(served).client().exportName();
        ExportInfo asDefault = opens(served, "", "is the default");
        ExportInfo asNamed = opens(served, byDefault, "is what the empty name stands for");
        Broken.unless(
                trial.subject().has(Trait.CHANGES_SIZE) || asDefault.size() == asNamed.size(),
                () -> "the empty name stands for '" + byDefault + "', but has " + asDefault.size()
                        + " bytes, while that has " + asNamed.size());
        trial.close(); // a device may take one instance at a time
        looking(trial);
        trial.close();
        refusedAtTheDoor(trial);
    }

    private static List<ListedExport> list(Served served) throws IOException {
        try (Handshake handshake = Handshake.connect(served.uri())) {
            return handshake.list();
        } catch (ErrorReplyException e) {
            throw new Broken("a client that asked for a list of exports was told: " + e.getMessage());
        }
    }

    private static ExportInfo opens(Served served, String name, String why) throws IOException {
        try (Handshake handshake = Handshake.connect(served.uri())) {
            return handshake.go(name);
        } catch (ErrorReplyException e) {
            throw new Broken(
                    "the export '" + name + "' " + why + ", but a client that wanted it was told: " + e.getMessage());
        }
    }

    private static void looking(Trial trial) throws IOException {
        Served served = trial.serve();
        for (int i = 0; i < MANY; i++) {
            try {
                Handshake.connect(served.uri()).abort();
            } catch (IOException e) {
                throw new Broken(i + " clients have come and gone without opening anything; the next one was told: "
                        + e.getMessage());
            }
        }
        isServed(trial, served, MANY + " clients have come and gone without opening anything");
    }

    private static void refusedAtTheDoor(Trial trial) throws IOException {
        FailingFilter door = new FailingFilter(Turn.ACCEPT);
        FakeDisk behind = FakeDisk.of(trial.subject().behind());
        Served served = trial.serve(trial.chain(trial.subject(), behind, door));
        for (int i = 0; i < MANY; i++) {
            try (Handshake refused = Handshake.connect(served.uri())) {
                refused.go("");
            } catch (IOException e) {
                continue;
            }
            throw new Broken("a client was refused before it had sent anything, and was served all the same");
        }
        door.heal();
        isServed(trial, served, MANY + " clients were refused by a filter in front of it");
    }

    private static void isServed(Trial trial, Served served, String after) throws IOException {
        Broken.unless(
                trial.tap().opened() == 0,
                () -> after + ", and yet " + trial.tap().opened() + " disks were opened");
        try (Handshake welcome = Handshake.connect(served.uri())) {
            welcome.go("");
        } catch (IOException e) {
            throw new Broken(after + "; the next one was told: " + e.getMessage());
        }
    }
}

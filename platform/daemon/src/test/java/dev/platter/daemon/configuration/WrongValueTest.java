// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.daemon.configuration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An unknown key or an invalid value gives one sentence, which says what is possible. */
class WrongValueTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "[serve]; 1:1: unknown key 'serve' in platter.toml,, did you mean 'server'? possible keys are server,"
                        + " listen, tls, http, signatures, limits and export",
                "[server]|port = 1; 2:1: unknown key 'port' in [server],, it belongs in [[listen]] or [http],,"
                    + " possible keys are state, deploy, bundles, control, threads, grace, lifecycle-timeout, log and"
                    + " default-export",
                "[limits]|whatever = 1; 2:1: unknown key 'whatever' in [limits],, remove it,, possible keys are"
                        + " memory, tcp-user-timeout, max-connections, max-connections-per-address,"
                        + " max-connections-per-user, jar-size, jar-entry-size and jar-manifest-size",
                "[[listen]]|address = \"127.0.0.1:1\"; 2:1: address is \"127.0.0.1:1\", an address with a port,, write"
                        + " address = \"127.0.0.1\" and port = 1",
                "server = 3; 1:1: server in platter.toml must be a table, not 3,, write for example [server]",
                "[listen]; 1:1: listen in platter.toml must be an array of tables, not a table,, write for example"
                        + " [[listen]]",
                "[export]|name = \"x\"; 2:1: export.name must be a table, not \"x\",, write [export.name]",
                "[server]|threads = \"16\"; 2:1: threads in [server] must be a whole number from 1 to 65535, not"
                        + " \"16\",, write for example threads = 16",
                "[server]|threads = 0; 2:1: threads in [server] must be a whole number from 1 to 65535, not 0,, write"
                        + " for example threads = 16",
                "[server]|threads = 1.5; 2:1: threads in [server] must be a whole number from 1 to 65535, not 1.5,,"
                        + " write for example threads = 16",
                "[server]|threads = 2026-01-01; 2:1: threads in [server] must be a whole number from 1 to 65535, not"
                        + " the date or time 2026-01-01,, write for example threads = 16",
                "[server]|grace = \"soon\"; 2:1: grace in [server]: could not parse delay or sleep: \"soon\" (write a"
                    + " number of seconds, or a number with one of the units d, h, min, s, ms, us and ns),, write for"
                    + " example grace = \"10s\"",
                "[server]|grace = -1; 2:1: grace in [server]: could not parse delay or sleep: \"-1\" (it cannot be"
                        + " negative),, write for example grace = \"10s\"",
                "[server]|grace = \"999999999h\"; 2:1: grace in [server]: the duration is too long: 999999999h (at"
                        + " most 106751d),, write for example grace = \"10s\"",
                "[server]|grace = true; 2:1: grace in [server] must be a duration, not true,, write for example grace"
                        + " = \"10s\"",
                "[server]|log = \"jason\"; 2:1: log in [server] must be \"text\" or \"json\", not \"jason\",, did you"
                        + " mean \"json\"?",
                "[server]|log = \"JSON\"; 2:1: log in [server] must be \"text\" or \"json\", not \"JSON\",, did you"
                        + " mean \"json\"?",
                "[server]|state = \"\"; 2:1: state in [server] must be a string, not an empty one,, write for example"
                        + " state = \"/var/lib/platter\"",
                "[server]|state = \"a\\u0000b\"; 2:1: state in [server] must be a path, not \"a\u0000b\" (Nul"
                        + " character not allowed),, write for example state = \"/var/lib/platter\"",
                "[server]|bundles = \"/b\"; 2:1: bundles in [server] must be an array of paths, not \"/b\",, write for"
                        + " example bundles = [\"/opt/platter/bundles\"]",
                "[server]|bundles = [\"/b\", 3]; 2:18: bundles in [server] must be an array of paths, not one with 3,,"
                        + " write for example bundles = [\"/opt/platter/bundles\"]",
                "[server]|bundles = []; 2:1: bundles in [server] must be an array of paths, not an empty one (remove"
                        + " the key to do without it),, write for example bundles = [\"/opt/platter/bundles\"]",
                "[limits]|memory = \"lots\"; 2:1: memory in [limits]: could not parse size string: lots (it must begin"
                        + " with a digit),, write for example memory = \"512M\"",
                "[limits]|memory = -1; 2:1: memory in [limits]: size cannot be negative: -1,, write for example memory"
                        + " = \"512M\"",
                "[[listen]]|address = \"::1\"|mode = \"0660\"; 3:1: mode is that of a Unix socket's file, and"
                        + " this [[listen]] has none,, remove it, or write unix = \"PATH\"",
                "[[listen]]|unix = \"s\"|mode = \"660x\"; 3:1: mode in [[listen]]: 660x is not a mode: write"
                        + " three octal digits, such as 0660,, write for example mode = \"0660\"",
                "[[listen]]|address = \"::1\"|port = 65536; 3:1: port in [[listen]] must be a whole number from 0 to"
                        + " 65535, not 65536,, write for example port = 10809",
                "[http]|public = \"yes\"; 2:1: public in [http] must be true or false, not \"yes\",, write for example"
                        + " public = true",
            })
    void aWrongKeyOrValueOfTheServerIsRefused(String text, String complaint) throws Exception {
        assertEquals(
                List.of("platter.toml:" + complaint.replace(",,", ";")),
                new Etc(folder).main(text.replace('|', '\n')).complaints());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "size = \"1G\"; 3:1: unknown key 'size' in [export.vm1.plugin],, if it is a parameter, write"
                        + " parameters = { size = … },, possible keys are use and parameters",
                "allocator = \"x\"; 3:1: unknown key 'allocator' in [export.vm1.plugin],, if it is a parameter, write"
                        + " parameters = { allocator = … },, possible keys are use and parameters",
                "parameters = \"1G\"; 3:1: parameters in [export.vm1.plugin] must be a table, not \"1G\",, write for"
                        + " example parameters = { size = \"1G\" }",
                "parameters.at = 07:30:00; 3:1: the parameter at in [export.vm1.plugin] must be a string, a number,"
                        + " true, false, or an array of those, not the date or time 07:30,, write it in quotes as on a"
                        + " command line",
                "parameters = { a = { b = 1 } }; 3:16: the parameter a in [export.vm1.plugin] must be a string, a"
                        + " number, true, false, or an array of those, not a table,, write it in quotes as on a command"
                        + " line",
                "parameters = { a = inf }; 3:16: the parameter a in [export.vm1.plugin] must be a string, a number,"
                        + " true, false, or an array of those, not Infinity,, write it in quotes as on a command line",
                "parameters = { a = [[1]] }; 3:16: the parameter a in [export.vm1.plugin] must be a string, a number,"
                        + " true, false, or an array of those, not an array,, write it in quotes as on a command line",
                "[[export.vm1.filter]]; 3:1: [[export.vm1.filter]] does not say what to use,, add use = \"NAME\"",
                "[export.vm1.filter]; 3:1: filter in [export.vm1] must be an array of tables, not a table,, write for"
                        + " example [[export.NAME.filter]]",
                "[export.vm1.limits]|connections = 0; 4:1: connections in [export.vm1.limits] must be a whole number"
                        + " from 1 to 2147483647, not 0,, write for example connections = 10",
                "[export.vm1.limits]|bandwidth = 0; 4:1: bandwidth in [export.vm1.limits] is 0, which lets nothing"
                        + " through,, remove it for no limit",
                "[export.vm1.allow]|user = [0]; 4:1: unknown key 'user' in [export.vm1.allow],, did you mean 'users'?"
                        + " possible keys are addresses, users, groups, certificates and identities",
                "[export.vm1.allow]|users = []; 4:1: users in [export.vm1.allow] must be an array of names and"
                        + " numbers, not an empty one (remove the key to do without it),, write for example users ="
                        + " [\"root\", 1000]",
                "[export.vm1.allow]|users = [-1]; 4:10: users in [export.vm1.allow] must be an array of names and"
                        + " numbers, not one with -1,, write for example users = [\"root\", 1000]",
                "[export.vm1.allow]|users = [\"99999999999999999999\"]; 4:10: users in [export.vm1.allow] must be an"
                    + " array of names and numbers, not one with \"99999999999999999999\",, write for example users ="
                    + " [\"root\", 1000]",
                "[export.vm1.allow]|groups = [true]; 4:11: groups in [export.vm1.allow] must be an array of names and"
                        + " numbers, not one with true,, write for example groups = [\"kvm\"]",
                "[export.vm1.allow]|addresses = [\"::1\",|\"10.0.0.1/8\"]; 5:1: addresses in [export.vm1.allow]:"
                        + " 10.0.0.1/8 has bits beyond the first 8,, write 10.0.0.0/8",
                "[export.\"a b\"]; 3:1: export \"a b\" has no plugin,, add [export.\"a b\".plugin] with use = \"NAME\"",
                "[export.\"\".plugin]|use = \"null\"; 3:1: an export cannot have the empty name,, give it another, and"
                        + " name that as default-export in [server]",
                "[export.\"a\\n"
                        + "b\".plugin]|use = \"null\"; 3:1: the export's name has a control character, which cannot be"
                        + " typed,, choose another name",
                "[tls]|certificates = \"c\"|verify-peer = true|[export.vm1.allow]|certificates = [\"alice\"]; 7:17:"
                        + " certificates in [export.vm1.allow] must be an array of certificates' subjects, not one with"
                        + " \"alice\",, write for example certificates = [\"CN=alice\"]",
            })
    void aWrongKeyOrValueOfAnExportIsRefused(String text, String complaint) throws Exception {
        assertEquals(
                List.of("platter.toml:" + complaint.replace(",,", ";")),
                new Etc(folder).main(Etc.EXPORT + text.replace('|', '\n')).complaints());
    }
}

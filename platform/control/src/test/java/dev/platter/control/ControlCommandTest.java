// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is asked for over the socket is done, with its arguments, and what comes of it is answered. */
class ControlCommandTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        install       | {'jar':'/tmp/x.jar'}                | install /tmp/x.jar
        upgrade       | {'export':'vm1'}                    | upgrade vm1
        upgrade       | {'export':'vm1','live':true}        | upgrade vm1 live
        rollback      | {'name':'memory'}                   | rollback memory
        uninstall     | {'name':'memory'}                   | uninstall memory all
        uninstall     | {'name':'memory','version':null}    | uninstall memory all
        uninstall     | {'name':'memory','version':'1.2.0'} | uninstall memory 1.2.0
        export-start  | {"name":"vm1"}                      | export start vm1
        reload        | {}                                  | reload
        reload        | {"force":true}                      | reload force
        export-add    | {'name':'b','members':['offset','memory'],'parameters':['size=1M'],'options':{'tls':'true'}} | add b [offset, memory] [size=1M] {tls=true}
        export-add    | {'name':'b','members':['null']}     | add b [null] [] {}
        export-remove | {'name':'b','mode':'hard'}          | remove b hard
        drain         | {'export':'vm1','grace':1.5}        | drain vm1 PT1.5S
        kill          | {'connection':7}                    | kill 7
        stop          | {}                                  | stop
        """)
    void commandIsCarriedOut(String command, String arguments, String told) throws Exception {
        try (var controlled = new Controlled(folder)) {
            controlled.steering.drainMayEnd.countDown();
            JsonObject answer = controlled
                    .client()
                    .ask("{\"id\":3,\"command\":\"" + command + "\",\"arguments\":" + arguments.replace('\'', '"')
                            + "}");
            assertEquals("{\"id\":3,\"ok\":true,\"result\":{\"message\":\"done: " + told + "\"}}", answer.toString());
            assertEquals(List.of(told), List.copyOf(controlled.steering.told));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        status      | {'version':'9.8.7','state':'ready','since':'2026-11-20T10:00:00Z','pid':4711,'listeners':['nbd://localhost:10809/','nbd+unix:///?socket=/run/nbd.sock'],'exports':1,'connections':1,'bundles':3,'problems':1,'retiring':0,'bytesInFlight':8192,'hanging':[]}
        exports     | [{'name':'vm1','state':'serving','members':['offset@1.0.0','memory@1.2.0'],'readOnly':false,'tls':true,'connections':2,'hung':[],'problem':null}]
        connections | [{'id':7,'client':'unix (process 12, user root)','export':'vm1','tls':'','since':'2026-11-20T10:01:00Z','requests':1234,'bytesRead':5242880,'bytesWritten':0,'errors':1}]
        traffic     | [{'export':'vm1','connection':null,'requests':0,'bytesRead':0,'bytesWritten':0,'errors':0,'busy':null}]
        diff        | {'message':'done: difference','objections':[],'file':'/etc/platter/platter.toml'}
        deployments | [{'at':'2026-11-20T10:00:00Z','what':'deployed plugin \\u0027memory\\u0027 1.2.0','problem':null},{'at':'2026-11-20T10:00:00Z','what':'deploying x.jar','problem':'it is not a jar'}]
        """)
    void queryIsAnswered(String command, String result) throws Exception {
        try (var controlled = new Controlled(folder)) {
            JsonObject answer = controlled.client().ask("{\"id\":1,\"command\":\"" + command + "\"}");
            assertEquals(
                    result.replace('\'', '"').replace("\\u0027", "'"),
                    answer.get("result").toString());
        }
    }

    @Test
    void profileIsAPage() throws Exception {
        try (var controlled = new Controlled(folder)) {
            assertEquals(
                    "{\"id\":1,\"ok\":true,\"result\":{\"page\":\"done: profile PT1.5S\"}}",
                    controlled
                            .client()
                            .ask("{\"id\":1,\"command\":\"profile\",\"arguments\":{\"seconds\":1.5}}")
                            .toString());
        }
    }

    @Test
    void bundlesAreShownWithTheirState() throws Exception {
        try (var controlled = new Controlled(folder)) {
            String result = controlled
                    .client()
                    .ask("{\"id\":1,\"command\":\"bundles\"}")
                    .get("result")
                    .toString();
            assertTrue(
                    result.contains("{\"kind\":\"plugin\",\"name\":\"memory\",\"version\":\"1.1.0\","
                            + "\"state\":\"rolled-back\",\"users\":0,\"jar\":\"m.jar\",\"problem\":null}"),
                    result);
        }
    }
}

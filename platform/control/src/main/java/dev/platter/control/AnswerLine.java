// SPDX-License-Identifier: BSD-3-Clause
package dev.platter.control;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.platter.control.line.JsonText;
import dev.platter.control.line.Reason;

/** The two forms of a reply: success and refusal. */
final class AnswerLine {
    private AnswerLine() {}

    static String done(JsonElement id, JsonElement result) {
        JsonObject answer = begun(id, true);
        answer.add("result", result);
        return JsonText.of(answer);
    }

    static String refused(JsonElement id, Reason reason, String sentence) {
        JsonObject answer = begun(id, false);
        answer.addProperty("reason", reason.word());
        answer.addProperty("error", sentence);
        return JsonText.of(answer);
    }

    private static JsonObject begun(JsonElement id, boolean ok) {
        var answer = new JsonObject();
        answer.add("id", id);
        answer.addProperty("ok", ok);
        return answer;
    }
}

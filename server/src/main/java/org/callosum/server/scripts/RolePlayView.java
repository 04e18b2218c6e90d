package org.callosum.server.scripts;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.callosum.server.forms.AnswerBody;
import org.callosum.server.forms.FormBody;
import org.callosum.server.forms.FormPage;
import org.callosum.server.platform.text.Text;
import org.jspecify.annotations.Nullable;

/// What goes out about role plays.
final class RolePlayView {
    private RolePlayView() {}

    /// @param scenarios that can be played now: their scripts serve
    /// @param people who can be asked to play
    @Schema(name = "RolePlays")
    record Overview(List<Row> plays, List<Scenario> scenarios, List<Person> people) {}

    /// @param mine what this reader does in it
    @Schema(name = "RolePlayRow")
    record Row(
            String id,
            Text title,

            @Schema(allowableValues = {"agent", "player", "coach"})
            String mine,

            @Schema(allowableValues = {"running", "scoring", "done"})
            String state,

            String agentName,
            String playerName,
            @Nullable String coachName,
            Instant beganAt) {}

    @Schema(name = "RolePlayScenario")
    record Scenario(String code, Text title, Text who) {}

    @Schema(name = "RolePlayPerson")
    record Person(String id, String name) {}

    /// @param card for the player; for everybody once it is over
    /// @param run the script, for the agent; for everybody once it is over
    /// @param form that both are scored by
    /// @param scores one's own; everybody's once both are there
    /// @param voices who is on the line
    @Schema(name = "RolePlayPage")
    record Page(
            Row row,
            Text who,
            @Nullable Text card,
            List<Line> lines,
            Voices voices,
            ScriptView.@Nullable Run run,
            FormBody form,
            List<Score> scores) {}

    /// @param mine one's own line is up; for a coach, who has none, never
    /// @param other the other's is; for a coach: both are
    @Schema(name = "RolePlayVoices")
    record Voices(boolean mine, boolean other) {}

    @Schema(name = "RolePlayLine")
    record Line(boolean byPlayer, Instant at, String text) {
        @Override
        public String toString() {
            return "Line"; // nothing of what was said in a log
        }
    }

    /// @param by who judged: the agent judges how it felt, the player what came across
    @Schema(name = "RolePlayScore")
    record Score(
            @Schema(allowableValues = {"agent", "player"}) String by,
            Map<String, AnswerBody> answers,
            FormPage.@Nullable Score score) {}
}

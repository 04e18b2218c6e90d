package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.server.platform.text.Text;

/// Asked of the playbook for the tasks of the application areas (APP): templates, nothing of which is in
/// service until
/// somebody adds it to a client.
public interface ShippedApplications {
    List<Area> areas();

    /// Brings the form of a task to the house, if it is not there.
    void bringForm(String code);

    /// Brings the script of a task and the parts it calls into service, where the house has none of its code.
    /// The forms and results it names have to be there.
    void bringScript(String code);

    record Area(String code, Text name, List<Task> tasks) {
        public Area {
            tasks = List.copyOf(tasks);
        }
    }

    /// @param form code of the form its cases are filled in with
    /// @param script code of the script that leads through it; several tasks may share one
    /// @param dueMinutes until a case is due
    record Task(
            String code,
            Text name,
            String form,
            String script,
            List<CaseType.State> states,
            int dueMinutes,
            List<Result> results) {
        public Task {
            states = List.copyOf(states);
            results = List.copyOf(results);
        }
    }

    /// @param followUp closing with it opens a dated follow-up
    @Schema(name = "ApplicationResult")
    record Result(String code, Text name, boolean followUp) {}
}

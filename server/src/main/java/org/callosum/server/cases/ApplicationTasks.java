package org.callosum.server.cases;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.callosum.server.platform.audit.Audit;
import org.callosum.server.platform.editing.Fields;
import org.callosum.server.platform.editing.Rows;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.platform.text.Text;
import org.callosum.server.queues.Disposition;
import org.callosum.server.queues.Dispositions;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/// Adds tasks of the application areas to a client: a type of case of that client, in service, with the task's
/// form, its script and its results. The results come as dispositions that are switched off, so that no queue
/// shows them by itself. Tasks that share a script bring the results of each other, which it names.
@Service
@Transactional
public class ApplicationTasks {
    private static final int MOST_AT_ONCE = 100;
    private static final String FOLLOW_UP = "follow-up";

    private final ObjectProvider<ShippedApplications> playbook;
    private final CaseTypes types;
    private final Dispositions dispositions;
    private final Tenancy tenancy;
    private final Audit audit;
    private final JdbcClient database;

    ApplicationTasks(
            ObjectProvider<ShippedApplications> playbook,
            CaseTypes types,
            Dispositions dispositions,
            Tenancy tenancy,
            Audit audit,
            JdbcClient database) {
        this.playbook = playbook;
        this.types = types;
        this.dispositions = dispositions;
        this.tenancy = tenancy;
        this.audit = audit;
        this.database = database;
    }

    @Schema(name = "ApplicationArea")
    public record Area(String code, Text name, List<Task> tasks) {}

    /// @param addedTo ids of the clients that have it
    @Schema(name = "ApplicationTask")
    public record Task(
            String code,
            Text name,
            String form,
            String script,
            List<ShippedApplications.Result> results,
            List<String> addedTo) {}

    /// @param tasks codes
    @Schema(name = "ApplicationAdding")
    public record Adding(
            @Nullable String clientId, @Nullable List<String> tasks) {}

    @Transactional(readOnly = true)
    List<Area> areas() {
        var clients = clients();
        var known = new HashSet<String>();
        types.all().forEach(type -> known.add(type.code()));
        return shipped().areas().stream()
                .map(area -> new Area(
                        area.code(),
                        area.name(),
                        area.tasks().stream()
                                .map(task -> new Task(
                                        task.code(),
                                        task.name(),
                                        task.form(),
                                        task.script(),
                                        task.results(),
                                        clients.entrySet().stream()
                                                .filter(client -> known.contains(code(task, client.getValue())))
                                                .map(Map.Entry::getKey)
                                                .sorted()
                                                .toList()))
                                .toList()))
                .toList();
    }

    /// Adds tasks to a client; what it has already stays as it is.
    public List<Area> add(Adding wanted) {
        var fields = new Fields();
        var client = fields.id("clientId", wanted.clientId());
        var clientCode = clients().get(Long.toString(client));
        if (client != 0 && clientCode == null) {
            fields.add("clientId", "unknown");
        }
        fields.count("tasks", wanted.tasks(), MOST_AT_ONCE);
        if (wanted.tasks() == null || wanted.tasks().isEmpty()) {
            fields.add("tasks", "required");
        }
        var all = new HashMap<String, ShippedApplications.Task>();
        shipped().areas().forEach(area -> area.tasks().forEach(task -> all.put(task.code(), task)));
        if (wanted.tasks() != null) {
            for (var code : wanted.tasks()) {
                if (code == null || !all.containsKey(code)) {
                    fields.add("tasks", "unknown", Map.of("value", code == null ? "" : code));
                }
            }
        }
        fields.check();
        for (var code : new java.util.LinkedHashSet<>(Objects.requireNonNull(wanted.tasks()))) {
            add(Objects.requireNonNull(all.get(code)), client, Objects.requireNonNull(clientCode));
        }
        return areas();
    }

    private void add(ShippedApplications.Task task, long client, String clientCode) {
        var code = code(task, clientCode);
        if (code.length() > 60) {
            throw Problems.field("clientId", "too-long");
        }
        // two people at the same moment: the second waits and finds what the first has added
        database.sql("select id from client where id = :id for no key update")
                .param("id", client)
                .query((row, _) -> row.getLong(1))
                .list();
        if (types.all().stream().anyMatch(type -> type.code().equals(code))) {
            return;
        }
        // in a transaction of their own: the script is judged by the form and the results that are there
        var tenant = Tenancy.current().tenantId();
        tenancy.asSystem(tenant, () -> shipped().bringForm(task.form()));
        tenancy.asSystem(tenant, () -> bringResults(task, client));
        tenancy.asSystem(tenant, () -> shipped().bringScript(task.script()));
        var unused = types.create(code, Long.toString(client), body(task), "from the playbook");
        unused = types.approve(code, 1, "from the playbook", null, null);
        audit.record("case-type-added", "case-type", code, Map.of("task", task.code(), "client", clientCode));
    }

    private void bringResults(ShippedApplications.Task task, long client) {
        var known = new HashSet<String>();
        dispositions.all().stream()
                .filter(each -> Long.toString(client).equals(each.clientId()))
                .forEach(each -> known.add(String.valueOf(each.code())));
        var order = 5_000;
        for (var result : results(task.script())) {
            order += 10;
            if (known.add(result.code())) {
                dispositions.create(new Disposition(
                        null,
                        null,
                        result.code(),
                        result.name(),
                        Long.toString(client),
                        Text.of("Application tasks", "应用任务", "應用任務"),
                        List.of(),
                        null,
                        result.followUp() ? FOLLOW_UP : null,
                        false,
                        order));
            }
        }
    }

    /// Of all tasks that a script serves.
    private List<ShippedApplications.Result> results(String script) {
        return shipped().areas().stream()
                .flatMap(area -> area.tasks().stream())
                .filter(task -> task.script().equals(script))
                .flatMap(task -> task.results().stream())
                .distinct()
                .toList();
    }

    private static CaseTypeBody body(ShippedApplications.Task task) {
        return new CaseTypeBody(
                task.name(),
                task.form(),
                task.script(),
                task.code(),
                task.states(),
                List.of(),
                List.of(),
                task.dueMinutes(),
                false,
                task.results().stream().map(ShippedApplications.Result::code).toList(),
                null,
                List.of(
                        new CaseType.Escalation(task.dueMinutes(), "owner"),
                        new CaseType.Escalation(2 * task.dueMinutes(), "team-leader")),
                true);
    }

    private static String code(ShippedApplications.Task task, String clientCode) {
        return task.code() + "-" + clientCode;
    }

    private ShippedApplications shipped() {
        return playbook.stream()
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("There is no playbook in this application"));
    }

    private Map<String, String> clients() {
        var clients = new HashMap<String, String>();
        database.sql("select id, code from client")
                .query((row, _) -> clients.put(Rows.id(row, "id"), Objects.requireNonNull(row.getString("code"))))
                .list();
        return clients;
    }
}

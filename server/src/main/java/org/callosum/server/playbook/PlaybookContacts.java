package org.callosum.server.playbook;

import static org.callosum.server.playbook.PlaybookFiles.list;
import static org.callosum.server.playbook.PlaybookFiles.maps;
import static org.callosum.server.playbook.PlaybookFiles.root;
import static org.callosum.server.playbook.PlaybookFiles.string;
import static org.callosum.server.playbook.PlaybookFiles.strings;
import static org.callosum.server.playbook.PlaybookFiles.text;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.callosum.server.cases.ShippedApplications;
import org.callosum.server.escalations.EscalationSign;
import org.callosum.server.needs.NeedType;

/// The shipped data about handling a contact: types of need, signs for an escalation, tasks of the
/// application areas.
final class PlaybookContacts {
    private PlaybookContacts() {}

    static List<NeedType> needTypes() {
        var types = new ArrayList<NeedType>();
        for (var each : list("need-types.yaml", "need-types")) {
            types.add(new NeedType(
                    null,
                    null,
                    string(each, "kind"),
                    string(each, "code"),
                    text(each.get("name")),
                    text(each.get("signs")),
                    text(each.get("causes")),
                    text(each.get("handling")),
                    strings(each.get("words")),
                    Boolean.TRUE.equals(each.get("active")),
                    types.size() * 10));
        }
        return types;
    }

    static List<EscalationSign> signs() {
        var signs = new ArrayList<EscalationSign>();
        for (var each : list("escalation-signs.yaml", "signs")) {
            signs.add(new EscalationSign(
                    null,
                    null,
                    string(each, "code"),
                    text(each.get("name")),
                    string(each, "condition"),
                    strings(each.get("words")),
                    true,
                    signs.size() * 10,
                    null));
        }
        return signs;
    }

    static List<ShippedApplications.Area> areas() {
        var root = root("applications.yaml");
        var results = new LinkedHashMap<String, ShippedApplications.Result>();
        for (var each : maps(root.get("results"))) {
            var code = string(each, "code");
            results.put(
                    code,
                    new ShippedApplications.Result(
                            code, text(each.get("name")), Boolean.TRUE.equals(each.get("follow-up"))));
        }
        var states = PlaybookFiles.states(root, "new");
        return list("applications.yaml", "areas").stream()
                .map(area -> new ShippedApplications.Area(
                        string(area, "code"),
                        text(area.get("name")),
                        maps(area.get("tasks")).stream()
                                .map(task -> new ShippedApplications.Task(
                                        string(task, "code"),
                                        text(task.get("name")),
                                        string(task, "form"),
                                        string(task, "script"),
                                        states,
                                        PlaybookFiles.minutes(string(area, "due")),
                                        strings(task.get("results")).stream()
                                                .map(code -> {
                                                    var result = results.get(code);
                                                    if (result == null) {
                                                        throw new IllegalStateException(
                                                                "The playbook: applications.yaml names no result "
                                                                        + code);
                                                    }
                                                    return result;
                                                })
                                                .toList()))
                                .toList()))
                .toList();
    }

    static PlaybookFiles.ShippedForm form(String code) {
        return PlaybookFiles.form(code.startsWith("app-") ? "applications/" + code : code);
    }
}

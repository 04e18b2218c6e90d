package org.callosum.server.playbook;

import java.util.List;
import java.util.Map;
import org.callosum.server.notes.NoteRuleBook;
import org.springframework.stereotype.Component;

/// Which note templates the sample centre's agents are offered.
@Component
class SampleNotes {
    private final NoteRuleBook rules;

    SampleNotes(NoteRuleBook rules) {
        this.rules = rules;
    }

    void bring(Map<String, Long> clients) {
        rules.bring(
                id(clients, "northlight"),
                List.of(
                        List.of("note-diagnosis", "northlight-faults", ""),
                        List.of("note-market", "northlight-renewals", ""),
                        List.of("note-escalation", "", "escalated")));
        rules.bring(id(clients, "harbour"), List.of(List.of("note-order", "", "")));
    }

    private static long id(Map<String, Long> clients, String code) {
        var id = clients.get(code);
        if (id == null) {
            throw new IllegalStateException("The sample centre has no client " + code);
        }
        return id;
    }
}

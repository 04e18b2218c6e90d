package org.callosum.server.playbook;

import java.util.List;
import java.util.Map;
import org.callosum.server.scripts.JargonBook;
import org.callosum.server.scripts.ScriptRuleBook;
import org.springframework.stereotype.Component;

/// Which scripts the sample centre's agents are led by, and its words that customers should not hear.
@Component
class SampleScripts {
    static final List<String> FLOWS = List.of(
            "script-closing",
            "script-transferring",
            "script-answering",
            "script-data-usage",
            "script-contract-term",
            "script-network-complaint",
            "script-diagnosis");

    private final ScriptRuleBook rules;
    private final JargonBook jargon;

    SampleScripts(ScriptRuleBook rules, JargonBook jargon) {
        this.rules = rules;
        this.jargon = jargon;
    }

    void bring(Map<String, Long> clients) {
        jargon.bring(PlaybookFiles.jargon());
        rules.bring(
                id(clients, "northlight"),
                List.of(
                        List.of("northlight-faults", "script-network-complaint"),
                        List.of("northlight-billing", "script-data-usage"),
                        List.of("northlight-renewals", "script-contract-term")),
                "script-answering");
        rules.bring(id(clients, "harbour"), List.of(), "script-answering");
    }

    private static long id(Map<String, Long> clients, String code) {
        var id = clients.get(code);
        if (id == null) {
            throw new IllegalStateException("The sample centre has no client " + code);
        }
        return id;
    }
}

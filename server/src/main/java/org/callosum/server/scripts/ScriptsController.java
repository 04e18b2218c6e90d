package org.callosum.server.scripts;

import java.util.List;
import org.callosum.kernel.id.ClientId;
import org.callosum.server.platform.access.RequiresRight;
import org.callosum.server.platform.access.Right;
import org.callosum.server.platform.id.Ids;
import org.callosum.server.platform.problem.Problems;
import org.callosum.server.platform.tenancy.Tenancy;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The script of the contact in hand, and what a house says about its scripts.
@RestController
@RequestMapping("/api")
class ScriptsController {
    private final ScriptRuns runs;
    private final ScriptRuleBook rules;
    private final JargonBook jargon;
    private final AtDesk desk;

    ScriptsController(ScriptRuns runs, ScriptRuleBook rules, JargonBook jargon, AtDesk desk) {
        this.runs = runs;
        this.rules = rules;
        this.jargon = jargon;
        this.desk = desk;
    }

    /// @param script its code; null: that of the case, else the one that is proposed
    /// @param caseId a case of this contact that it shall lead through
    record BeginScript(@Nullable String script, @Nullable String caseId) {}

    @GetMapping("/desk/interactions/{id}/script")
    @RequiresRight(Right.DESK_WORK)
    ScriptView.Page script(@PathVariable String id) {
        long interaction = Ids.parse(id);
        return runs.page(interaction, desk.with(interaction));
    }

    /// What the customer told in a contact, as its scripts filled it in: for its page and for its cases.
    @GetMapping("/interactions/{id}/told")
    @RequiresRight(Right.INTERACTIONS_VIEW)
    List<ScriptView.Filled> told(@PathVariable String id) {
        return runs.told(Ids.parse(id));
    }

    @PostMapping("/desk/interactions/{id}/script")
    @RequiresRight(Right.DESK_WORK)
    ScriptView.Page begin(@PathVariable String id, @RequestBody BeginScript wanted) {
        long interaction = Ids.parse(id);
        return wanted.caseId() == null
                ? runs.begin(interaction, desk.with(interaction), wanted.script())
                : runs.beginTask(interaction, desk.with(interaction), Ids.parse(wanted.caseId()));
    }

    /// One move. A move on an older revision is refused with the page as it is.
    @PostMapping("/desk/interactions/{id}/script/moves")
    @RequiresRight(Right.DESK_WORK)
    ScriptView.Page move(@PathVariable String id, @RequestBody ScriptMoves.Move move) {
        long interaction = Ids.parse(id);
        return runs.move(interaction, desk.with(interaction), move);
    }

    @GetMapping("/script-rules/{client}")
    @RequiresRight(Right.FLOWS_VIEW)
    ScriptView.RulesPage rules(@PathVariable String client) {
        return page(granted(client));
    }

    /// A client that is not granted is not found.
    private static long granted(String client) {
        long id = Ids.parse(client);
        if (!Tenancy.current().clients().includes(new ClientId(id))) {
            throw Problems.notFound("client", client);
        }
        return id;
    }

    record ScriptRulesChange(
            @Nullable List<ScriptView.Rule> rules, @Nullable Integer version) {}

    @PutMapping("/script-rules/{client}")
    @RequiresRight(Right.FLOWS_EDIT)
    ScriptView.RulesPage rules(@PathVariable String client, @RequestBody ScriptRulesChange wanted) {
        rules.change(granted(client), wanted.rules(), wanted.version());
        return page(Ids.parse(client));
    }

    private ScriptView.RulesPage page(long client) {
        var now = rules.of(client);
        return new ScriptView.RulesPage(now.rules(), now.version(), runs.choices(client));
    }

    @GetMapping("/jargon")
    @RequiresRight(Right.FLOWS_VIEW)
    ScriptView.JargonList jargon() {
        return jargon.list();
    }

    record JargonChange(
            @Nullable List<ScriptView.Word> words, @Nullable Integer version) {}

    @PutMapping("/jargon")
    @RequiresRight(Right.FLOWS_EDIT)
    ScriptView.JargonList jargon(@RequestBody JargonChange wanted) {
        return jargon.change(wanted.words(), wanted.version());
    }
}

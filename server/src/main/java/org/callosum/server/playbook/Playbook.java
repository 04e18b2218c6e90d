package org.callosum.server.playbook;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.callosum.server.cases.CaseType;
import org.callosum.server.cases.Cases;
import org.callosum.server.cases.ShippedApplications;
import org.callosum.server.cases.ShippedCaseTypes;
import org.callosum.server.escalations.EscalationBook;
import org.callosum.server.flows.Flows;
import org.callosum.server.forms.Forms;
import org.callosum.server.needs.NeedTypes;
import org.callosum.server.people.Skill;
import org.callosum.server.people.Skills;
import org.callosum.server.platform.install.Installation;
import org.callosum.server.platform.tenancy.Tenancy;
import org.callosum.server.queues.DeskReasons;
import org.callosum.server.queues.NotReadyReasons;
import org.callosum.server.sheets.SheetTypes;
import org.callosum.server.supervision.alarms.AlarmRules;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Service;

/// Brings to each house what it cannot work without: reasons for not being ready, for calls and for holds,
/// forms, types of cases, kinds of sheets, rules for alarms, and, to a house that has no skills yet, the six
/// of the matrix (TRN-10). What is there
/// already stays as the site has made it.
@Service
@Order(Ordered.LOWEST_PRECEDENCE)
public class Playbook implements ApplicationRunner, ShippedCaseTypes, ShippedApplications {
    private final Tenancy tenancy;
    private final NotReadyReasons reasons;
    private final DeskReasons deskReasons;
    private final Cases cases;
    private final Forms forms;
    private final SheetTypes sheetTypes;
    private final Skills skills;
    private final AlarmRules alarms;
    private final NeedTypes needs;
    private final EscalationBook escalations;
    private final Flows flows;
    private final OrdinaryHouse ordinary;
    private final Installation installation;

    Playbook(
            Tenancy tenancy,
            NotReadyReasons reasons,
            DeskReasons deskReasons,
            Cases cases,
            Forms forms,
            SheetTypes sheetTypes,
            Skills skills,
            AlarmRules alarms,
            NeedTypes needs,
            EscalationBook escalations,
            Flows flows,
            OrdinaryHouse ordinary,
            Installation installation) {
        this.tenancy = tenancy;
        this.reasons = reasons;
        this.deskReasons = deskReasons;
        this.cases = cases;
        this.forms = forms;
        this.sheetTypes = sheetTypes;
        this.skills = skills;
        this.alarms = alarms;
        this.needs = needs;
        this.escalations = escalations;
        this.flows = flows;
        this.ordinary = ordinary;
        this.installation = installation;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        for (var tenant : tenancy.tenants()) {
            bring(tenant.id());
            if (!installation.demo()) { // whose house is the sample centre
                furnish(tenant.id());
            }
        }
    }

    /// Brings a house up to date; a second time nothing changes.
    public void bring(long tenant) {
        tenancy.asSystem(tenant, () -> {
            var known = new HashSet<String>();
            reasons.all().forEach(reason -> known.add(String.valueOf(reason.code())));
            for (var reason : PlaybookFiles.reasons()) {
                if (!known.contains(String.valueOf(reason.code()))) {
                    if (Boolean.TRUE.equals(reason.system())) {
                        reasons.createForSystem(reason);
                    } else {
                        reasons.create(reason);
                    }
                }
            }
            if (deskReasons.all().isEmpty()) {
                PlaybookFiles.deskReasons().forEach(deskReasons::create);
            }
            PlaybookFiles.forms().forEach(form -> forms.bring(form.code(), form.name(), form.form()));
            caseTypes().forEach(cases::bring);
            PlaybookFiles.sheetTypes().forEach(each -> sheetTypes.bring(each.code(), each.body()));
            alarms.bring(PlaybookFiles.alarms());
            if (needs.all().isEmpty()) {
                PlaybookContacts.needTypes().forEach(needs::create);
            }
            if (escalations.signs().isEmpty()) {
                PlaybookContacts.signs().forEach(escalations::create);
            }
            if (skills.all().isEmpty()) {
                for (var skill : PlaybookFiles.skills()) {
                    if (skill.group().equals("matrix")) {
                        skills.create(new Skill(null, null, skill.code(), skill.name(), false, true));
                    }
                }
            }
        });
    }

    /// Gives a new house opening hours, a queue, results and a flow of its own; a house that has any is left
    /// alone.
    public void furnish(long tenant) {
        tenancy.asSystem(tenant, ordinary::furnish);
    }

    @Override
    public Optional<CaseType> find(String code) {
        return caseTypes().stream().filter(type -> type.code().equals(code)).findFirst();
    }

    @Override
    public List<Area> areas() {
        return PlaybookContacts.areas();
    }

    @Override
    public void bringForm(String code) {
        var form = PlaybookContacts.form(code);
        forms.bring(form.code(), form.name(), form.form());
    }

    @Override
    public void bringScript(String code) {
        var known = new HashSet<String>();
        flows.all().forEach(each -> known.add(each.code()));
        for (var each : List.of("script-closing", "script-transferring", code)) {
            if (known.add(each)) {
                var unused = flows.create(
                        each, PlaybookFiles.flowName(each), null, PlaybookFiles.flow(each), "from the playbook");
                unused = flows.approve(each, 1, "from the playbook", null);
            }
        }
    }

    private static List<CaseType> caseTypes() {
        return PlaybookFiles.caseTypes();
    }
}

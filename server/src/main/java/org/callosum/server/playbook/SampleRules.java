package org.callosum.server.playbook;

import org.callosum.server.platform.definitions.Definitions;
import org.callosum.server.platform.text.Text;
import org.springframework.stereotype.Component;

/// The rules of routing of the sample centre, in force from its first day: those that a newcomer understands at a
/// look, and none that keeps a contact from anybody.
@Component
class SampleRules {
    private static final String KIND = "routing";
    private static final String CODE = "house";

    private final Definitions definitions;

    SampleRules(Definitions definitions) {
        this.definitions = definitions;
    }

    void bring() {
        if (definitions.versions(KIND, CODE).isEmpty()) {
            definitions.create(
                    KIND, CODE, null, Text.of("Routing rules", "路由规则", "路由規則"), PlaybookFiles.routing(), "sample");
            definitions.approve(KIND, CODE, 1, "sample", null);
        }
    }
}

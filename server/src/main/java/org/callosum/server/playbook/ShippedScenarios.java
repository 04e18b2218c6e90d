package org.callosum.server.playbook;

import java.util.List;
import org.callosum.server.scripts.Scenarios;
import org.springframework.stereotype.Component;

/// The cards of role plays that ship.
@Component
class ShippedScenarios implements Scenarios {
    private final List<Card> cards = PlaybookFiles.rolePlays();

    @Override
    public List<Card> all() {
        return cards;
    }
}

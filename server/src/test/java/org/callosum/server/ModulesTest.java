package org.callosum.server;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

class ModulesTest {
    /// No circles between capabilities, and nobody reaches into another's rooms.
    @Test
    void capabilitiesLeanOneWayAndKeepTheirRoomsToThemselves() {
        ApplicationModules.of(Callosum.class).verify();
    }
}

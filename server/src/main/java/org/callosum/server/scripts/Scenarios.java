package org.callosum.server.scripts;

import java.util.List;
import org.callosum.server.platform.text.Text;

/// The cards of role plays. Implemented by who ships them.
public interface Scenarios {
    List<Card> all();

    /// @param script code of the one that leads the agent
    /// @param who the customer is, as the agent may know
    /// @param card how to play them: for the player's eyes until it is over
    record Card(String code, Text title, String script, Text who, Text card) {}
}

/// Agents, teams with the history of their members, and the skill matrix, the only source of routing skills.
@NullMarked
package org.callosum.server.people;

import org.jspecify.annotations.NullMarked;

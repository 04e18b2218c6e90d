/// Who may come in and what they may do: tenants, clients, sites, accounts, roles, sessions, tokens, the audit list.
@NullMarked
package org.callosum.server.identity;

import org.jspecify.annotations.NullMarked;

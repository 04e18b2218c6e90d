/// What kind of need a contact shows and how its customer decides: the house's list with signs and
/// handling, marks
/// of contacts that lapse, and nothing that ever stands with a customer.
@NullMarked
package org.callosum.server.needs;

import org.jspecify.annotations.NullMarked;

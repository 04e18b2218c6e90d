/// The people who call: numbers, name, language, value, consent, and how they are forgotten on request.
@NullMarked
package org.callosum.server.customers;

import org.jspecify.annotations.NullMarked;

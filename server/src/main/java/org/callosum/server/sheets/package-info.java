/// Forms that somebody filled in once, about somebody or something: rounds, checks, breaches of rules;
/// evaluations,
/// interviews and minutes of meetings are to follow as data.
@NullMarked
package org.callosum.server.sheets;

import org.jspecify.annotations.NullMarked;

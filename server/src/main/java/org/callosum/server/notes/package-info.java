/// Notes of contacts that are filled-in templates: which template for which contact, what was answered and
/// when, and their words for whoever reads notes.
@NullMarked
package org.callosum.server.notes;

import org.jspecify.annotations.NullMarked;

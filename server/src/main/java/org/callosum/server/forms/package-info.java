/// Forms as a site edits and approves them, and their answers judged.
@NullMarked
package org.callosum.server.forms;

import org.jspecify.annotations.NullMarked;

/// Lets the engines meet: one package per capability, and `platform` for what has no business word.
@NullMarked
package org.callosum.server;

import org.jspecify.annotations.NullMarked;

/// Finding texts while somebody types: words of English and Chinese, an index in memory, marks in what was
/// found.
@NullMarked
package org.callosum.server.platform.search;

import org.jspecify.annotations.NullMarked;

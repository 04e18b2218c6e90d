/// Shapes and habits that all endpoints share.
@NullMarked
package org.callosum.server.platform.web;

import org.jspecify.annotations.NullMarked;

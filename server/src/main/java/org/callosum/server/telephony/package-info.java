/// Numbers, trunks, desk phones, what may be dialled, and the web pages that may call.
@NullMarked
package org.callosum.server.telephony;

import org.jspecify.annotations.NullMarked;

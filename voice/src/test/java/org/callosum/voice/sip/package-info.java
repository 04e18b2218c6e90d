/// Tests of the SIP room: virtual time and a virtual network, except where a test names another program.
@NullMarked
package org.callosum.voice.sip;

import org.jspecify.annotations.NullMarked;

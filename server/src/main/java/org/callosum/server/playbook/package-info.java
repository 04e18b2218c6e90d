/// Brings the shipped data into an installation, and the sample centre into a demo.
@NullMarked
package org.callosum.server.playbook;

import org.jspecify.annotations.NullMarked;

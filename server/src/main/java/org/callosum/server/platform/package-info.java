/// What has no business word: database, tenants, definitions, blobs, live topics, backup. Open to every capability.
@ApplicationModule(type = ApplicationModule.Type.OPEN)
@NullMarked
package org.callosum.server.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;

/// Files that belong to a tenant: uploads and prompts, by id, in the data folder.
@NullMarked
package org.callosum.server.platform.blobs;

import org.jspecify.annotations.NullMarked;

package org.callosum.server.platform.install;

import org.callosum.server.platform.postgres.DatabaseAccess;

/// What this process was started with.
public record Installation(DataFolder data, Settings settings, DatabaseAccess database) {}

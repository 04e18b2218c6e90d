package org.callosum.server.platform.install;

import org.callosum.server.platform.postgres.DatabaseAccess;
import org.jspecify.annotations.Nullable;

/// What this process was started with.
///
/// @param certificate of web and SIP over TLS; null where everything stays on loopback
/// @param demo with a sample centre and simulated people
public record Installation(
        DataFolder data,
        Settings settings,
        DatabaseAccess database,
        Settings.@Nullable CertificateFiles certificate,
        boolean demo) {}

package org.callosum.server.telephony;

import java.util.List;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A web site whose visitors may call.
///
/// @param key public, part of the page; made here
/// @param origins `https://shop.example`, exactly as a browser sends them
/// @param perAddressPerHour calls that one network address may begin within an hour
/// @param concurrent calls at a time from this site
@Answered
public record WidgetSite(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String key,
        @Nullable String clientId,
        @Nullable String entryPointId,
        @Nullable List<String> origins,
        @Nullable Integer perAddressPerHour,
        @Nullable Integer concurrent,
        @Nullable Boolean active) {}

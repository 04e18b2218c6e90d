package org.callosum.server.queues;

import java.util.List;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A coded outcome that closes a contact (服务小结), per client (DSP-01).
///
/// @param group what it stands under in the list
/// @param queueIds where it is offered; empty: every queue of the client
/// @param resolved whether the customer's matter is settled with it; null: says nothing about it
/// @param followUpCaseType the case that choosing it opens
@Answered(except = {"group", "resolved", "followUpCaseType"})
public record Disposition(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String code,
        @Nullable Text name,
        @Nullable String clientId,
        @Nullable Text group,
        @Nullable List<String> queueIds,
        @Nullable Boolean resolved,
        @Nullable String followUpCaseType,
        @Nullable Boolean active,
        @Nullable Integer order) {}

package org.callosum.server.escalations;

import java.util.List;
import org.callosum.server.platform.text.Text;
import org.callosum.server.platform.web.Answered;
import org.jspecify.annotations.Nullable;

/// A line of the table of who is responsible: for this matter of this client, these.
///
/// @param queueId where such contacts are sent; null: to people only
/// @param agentIds people who may be asked, the best first
/// @param page code of the page with calm wording for it
/// @param departmentName read only, as are the names below it: whoever escalates may not see all these lists
@Answered(except = {"teamId", "queueId", "page", "teamName", "queueName"})
public record EscalationRoute(
        @Nullable String id,
        @Nullable Integer version,
        @Nullable String code,
        @Nullable Text name,
        @Nullable String clientId,
        @Nullable String departmentId,
        @Nullable String teamId,
        @Nullable String queueId,
        @Nullable List<String> agentIds,
        @Nullable String page,
        @Nullable Boolean active,
        @Nullable Integer order,
        @Nullable Text departmentName,
        @Nullable Text teamName,
        @Nullable Text queueName,
        @Nullable List<String> agentNames) {}

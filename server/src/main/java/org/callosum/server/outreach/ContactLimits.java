package org.callosum.server.outreach;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How much a client may contact one customer. Points are those of the harassment index (`metrics.md`, HAR):
/// every attempt counts its channel's points, answered or not, over all channels together.
///
/// @param perDay points within any 24 hours; `perWeek` within 7 × 24, `perMonth` within 30 × 24
/// @param gapMinutes between two attempts, whatever their channels
/// @param weekdayFrom the customer's local time, `HH:mm`; null: never on that kind of day
/// @param weekdayTo exclusive; `24:00` is the day's end
/// @param consentNeeded purposes that need a consent; for the others it is enough that none was withdrawn
/// @param exempt purposes that are logged and not limited
/// @param inboundWaiting agents make no calls of their own while more customers wait in their queues; null:
///     they do
/// @param inboundSeconds nor while somebody has waited longer there; null: they do
/// @param outboundMinutes nor once their own calls, wrap-up included, have taken so much of the last hour, 0
///     to 60;
///     null: no limit
/// @param preferredTimes whether the hours that a customer prefers hold as the allowed ones do; null: they
///     do not
public record ContactLimits(
        @Nullable String clientId,
        @Nullable Integer version,
        @Nullable Double perDay,
        @Nullable Double perWeek,
        @Nullable Double perMonth,
        @Nullable Integer gapMinutes,
        @Nullable Double callPoints,
        @Nullable Double smsPoints,
        @Nullable Double emailPoints,
        @Nullable Double appPoints,
        @Nullable String weekdayFrom,
        @Nullable String weekdayTo,
        @Nullable String weekendFrom,
        @Nullable String weekendTo,
        @Nullable List<String> consentNeeded,
        @Nullable List<String> exempt,
        @Nullable Integer inboundWaiting,
        @Nullable Integer inboundSeconds,
        @Nullable Integer outboundMinutes,
        @Nullable Boolean preferredTimes) {

    /// What holds for a client that has said nothing.
    static ContactLimits usual(String client) {
        return new ContactLimits(
                client,
                0,
                4.0,
                10.0,
                25.0,
                240,
                3.0,
                1.0,
                0.5,
                0.5,
                "09:00",
                "20:00",
                "10:00",
                "18:00",
                List.of(Purpose.MARKETING.code(), Purpose.SURVEY.code()),
                List.of(Purpose.CALL_BACK.code()),
                3,
                60,
                null,
                null);
    }

    ContactLimits of(String client, int number) {
        return new ContactLimits(
                client,
                number,
                perDay,
                perWeek,
                perMonth,
                gapMinutes,
                callPoints,
                smsPoints,
                emailPoints,
                appPoints,
                weekdayFrom,
                weekdayTo,
                weekendFrom,
                weekendTo,
                consentNeeded,
                exempt,
                inboundWaiting,
                inboundSeconds,
                outboundMinutes,
                preferredTimes);
    }
}

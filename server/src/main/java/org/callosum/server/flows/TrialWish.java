package org.callosum.server.flows;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A flow's text, what is supposed, and everything done so far: a trial is not stored, so whoever goes on with it sends
/// all of it again.
///
/// @param clientId whose flow it is; null for a flow of the house
/// @param moves at most 200, in order
@Schema(name = "FlowTrialWish")
record TrialWish(
        @Nullable String yaml,
        @Nullable String clientId,
        @Nullable Situation situation,
        @Nullable List<Move> moves) {

    /// What is supposed of the hour, the caller and the world. Everything may be left out.
    ///
    /// @param at local date and time, `2026-12-24T21:30`; now when left out
    /// @param zone of `at` and of the flow's time of day, `Europe/London`; UTC when left out
    /// @param language of the first announcement; English when left out
    /// @param known whether the caller is a customer we know
    /// @param rank of the customer's value
    /// @param shortWay whether the rules open a short way to a person
    /// @param position place in the queue; with `waiting`, `agents` and the minutes what the caller is told
    /// @param fromMinutes the wait is at least so long
    /// @param toMinutes at most so long; 0: nobody can say
    /// @param queueFull the queue takes no more
    /// @param callsBack the caller's number may be called back
    /// @param dial what becomes of a dialled number
    /// @param lookupStatus what a service answers, HTTP; 0: nothing in time
    /// @param lookupFields the fields of its answer
    @Schema(name = "FlowTrialSituation")
    record Situation(
            @Nullable String at,
            @Nullable String zone,

            @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"}) @Nullable
            String language,

            @Nullable String dialled,
            @Nullable String callerNumber,
            @Nullable String callerName,
            @Nullable Boolean known,
            @Nullable Integer rank,
            @Nullable String level,

            @Schema(allowableValues = {"en", "zh-Hans", "zh-Hant"}) @Nullable
            String customerLanguage,

            @Nullable Boolean shortWay,
            @Nullable Integer position,
            @Nullable Integer waiting,
            @Nullable Integer agents,
            @Nullable Integer fromMinutes,
            @Nullable Integer toMinutes,
            @Nullable Boolean queueFull,
            @Nullable Boolean callsBack,

            @Schema(allowableValues = {"answered", "busy", "no-answer", "failed"}) @Nullable
            String dial,

            @Nullable Integer lookupStatus,
            @Nullable Map<String, String> lookupFields) {
        static final Situation USUAL = new Situation(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null,
                null, null, null, null);
    }

    /// @param text the keys pressed or the line written
    /// @param seconds of saying nothing; 0: until something happens
    @Schema(name = "FlowTrialMove")
    record Move(
            @Schema(allowableValues = {"press", "write", "stay", "agent-answers", "agent-leaves", "hang-up"}) @Nullable
            String move,

            @Nullable String text,
            @Nullable Integer seconds) {}
}

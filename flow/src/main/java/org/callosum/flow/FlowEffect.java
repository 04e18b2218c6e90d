package org.callosum.flow;

import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.callosum.kernel.LocaleText;
import org.jspecify.annotations.Nullable;

/// What a run asks of the world, in order. A `ticket` is given back with the answer ({@link FlowInput}). `language` is
/// a
/// tag such as `zh-Hans`.
public sealed interface FlowEffect
        permits FlowEffect.Answer,
                FlowEffect.Play,
                FlowEffect.Music,
                FlowEffect.StopMedia,
                FlowEffect.Collect,
                FlowEffect.SetTimer,
                FlowEffect.Understand,
                FlowEffect.CheckHours,
                FlowEffect.AskPosition,
                FlowEffect.WaitAnnounced,
                FlowEffect.CheckCallBack,
                FlowEffect.PromiseCallBack,
                FlowEffect.RingOff,
                FlowEffect.PauseOffers,
                FlowEffect.Lookup,
                FlowEffect.Echo,
                FlowEffect.Dial,
                FlowEffect.Enqueue,
                FlowEffect.LeaveQueue,
                FlowEffect.Voicemail,
                FlowEffect.Transfer,
                FlowEffect.HangUp,
                FlowEffect.StepEntered,
                FlowEffect.Chosen,
                FlowEffect.Entered,
                FlowEffect.GaveUp,
                FlowEffect.Faulted,
                FlowEffect.Ended,
                ScriptEffect {
    /// Answer the caller; at most once, before anything is heard. Written channels ignore it.
    record Answer() implements FlowEffect {}

    /// Play or show these parts one after the other, then answer {@link FlowInput.PlayEnded}. Replaces what plays.
    ///
    /// @param interruptible a key stops it (the run says so by {@link StopMedia}; nothing need be done for it here)
    record Play(int ticket, List<Part> parts, String language, boolean interruptible) implements FlowEffect {
        public Play {
            parts = List.copyOf(parts);
        }
    }

    sealed interface Part {
        /// A recorded prompt.
        record Clip(String code) implements Part {}

        /// A text to speak or show.
        record Text(String text) implements Part {}
    }

    /// Play this music until something else is to be heard.
    record Music(String code) implements FlowEffect {}

    /// Stop announcement, music or echo.
    record StopMedia() implements FlowEffect {}

    /// The run listens now. Keys come as {@link FlowInput.Digit}, the run keeps the time itself; a written channel
    /// shows
    /// the choices and sends {@link FlowInput.TextLine}.
    ///
    /// @param max longest entry in characters, 1 for a menu
    /// @param choices of a menu; empty for an entry
    /// @param freeWords whether words of the customer's own are understood, too
    /// @param entry what is to be entered; null for a menu
    record Collect(
            int max,
            List<Choice> choices,
            boolean freeWords,
            String language,
            @Nullable Entry entry) implements FlowEffect {
        public Collect {
            choices = List.copyOf(choices);
        }
    }

    record Choice(char key, String label) {}

    /// What is to be entered, for a channel that shows it.
    ///
    /// @param label in the language of the run; empty where the flow has none
    /// @param min fewest characters
    /// @param secret not to be shown to others, such as a card's number
    /// @param hour an hour of the day, from which the customer wants to be called back
    record Entry(String label, int min, boolean secret, boolean hour) {}

    /// Answer {@link FlowInput.Timeout} at that time. Timers are never cancelled: a stale one is ignored.
    ///
    /// @param atMillis UTC epoch
    record SetTimer(int ticket, long atMillis) implements FlowEffect {}

    /// Which of these wishes is meant? Answered by {@link FlowInput.Understood}.
    ///
    /// @param text in the customer's words: personal data
    /// @param among codes of intents
    record Understand(int ticket, String text, Set<String> among) implements FlowEffect {
        public Understand {
            among = Set.copyOf(among);
        }
    }

    record CheckHours(int ticket, String calendar) implements FlowEffect {}

    record AskPosition(int ticket) implements FlowEffect {}

    /// For the history: the customer is being told what to expect. Comes with the announcement itself.
    ///
    /// @param position 0 if the place is not said
    /// @param fromMinutes 0 for "less than"
    /// @param toMinutes 0 if the wait is not said
    /// @param saidMillis the one figure that stands for what is said: the middle of the range; negative if
    ///     no wait is
    record WaitAnnounced(int position, int fromMinutes, int toMinutes, long saidMillis) implements FlowEffect {}

    /// Could this number be called back? Answered by {@link FlowInput.CallBackAnswer}.
    record CheckCallBack(
            int ticket, String number, @Nullable String calendar) implements FlowEffect {}

    /// Keep the place of this customer whatever becomes of the line, and call back at this number. Answered by
    /// {@link FlowInput.CallBackAnswer} once it is stored.
    ///
    /// @param fromHour of the day, as typed, from which they want to be called; empty: as soon as it is their turn
    record PromiseCallBack(int ticket, String number, String fromHour, FlowStep.CallBackTerms terms)
            implements FlowEffect {}

    /// End the line of a customer who is called back; the wait goes on.
    record RingOff() implements FlowEffect {}

    /// Offer the waiting interaction to nobody for a while, or again.
    record PauseOffers(boolean on) implements FlowEffect {}

    /// @param query to be encoded into the address
    /// @param body to be sent as a JSON object of strings; empty for `GET`
    /// @param fields the top-level fields wanted from the JSON answer
    record Lookup(
            int ticket,
            String url,
            FlowStep.Method method,
            SequencedMap<String, String> query,
            SequencedMap<String, String> body,
            List<String> fields,
            long timeoutMillis)
            implements FlowEffect {}

    /// Send back what is heard, until {@link StopMedia}.
    record Echo() implements FlowEffect {}

    record Dial(int ticket, FlowStep.Target target, long timeoutMillis) implements FlowEffect {}

    /// Queue the interaction; answered by {@link FlowInput.EnqueueAnswer} with this ticket, twice or more.
    ///
    /// @param attributes codes only, no personal data
    record Enqueue(
            int ticket, String queue, List<FlowStep.Need> needs, int priority, SequencedMap<String, String> attributes)
            implements FlowEffect {}

    /// Take the interaction out of the queue. No answer is expected.
    record LeaveQueue(FlowStep.QueueExit exit) implements FlowEffect {}

    /// Beep and record until `#`, silence, hang-up or the limit; open a case of this type. A hang-up ends the run, yet
    /// what was said is kept.
    ///
    /// @param queue code of the queue whose team owns the case, or `null` for the client's default
    record Voicemail(
            int ticket,
            int maxSeconds,
            String caseType,
            @Nullable String queue) implements FlowEffect {}

    /// Hand the caller over; the flow has ended.
    record Transfer(FlowStep.Target target) implements FlowEffect {}

    record HangUp(FlowStep.HangUpCause cause) implements FlowEffect {}

    /// For the history: the run enters a step.
    record StepEntered(String flow, String step) implements FlowEffect {}

    /// For the history and the agent: the customer chose.
    ///
    /// @param label what the option means, in each language that the flow has for it
    record Chosen(
            String flow, String step, char key, @Nullable LocaleText label) implements FlowEffect {}

    /// For the history and the agent: the customer entered what was asked for. Never for a secret entry.
    ///
    /// @param entry personal data as a rule, such as an order's number
    /// @param label what was asked for, in each language that the flow has for it
    record Entered(
            String flow,
            String step,
            String entry,
            @Nullable LocaleText label) implements FlowEffect {}

    /// The customer was asked often enough: a menu or a question goes on by its `otherwise`. Whoever queues them then
    /// knows
    /// that they could not serve themselves.
    record GaveUp(String flow, String step) implements FlowEffect {}

    /// For the history and the log: what broke, without personal data.
    record Faulted(String flow, String step, String reason) implements FlowEffect {}

    /// The last effect of a run.
    record Ended(Outcome outcome) implements FlowEffect {}

    enum Outcome {
        /// The flow hung up.
        COMPLETED,
        /// An agent or a dialled party served the customer.
        SERVED,
        TRANSFERRED,
        CALLER_LEFT,
        FAULT
    }
}

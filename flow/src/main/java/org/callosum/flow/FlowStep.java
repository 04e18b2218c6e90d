package org.callosum.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.callosum.kernel.LocaleText;
import org.callosum.kernel.expression.Expression;
import org.jspecify.annotations.Nullable;

/// One step of a flow. Times are milliseconds; a target is the id of a step of the same flow.
public sealed interface FlowStep
        permits FlowStep.Announce,
                FlowStep.Menu,
                FlowStep.Collect,
                FlowStep.Hours,
                FlowStep.SetVariables,
                FlowStep.Condition,
                FlowStep.Lookup,
                FlowStep.Echo,
                FlowStep.Pause,
                FlowStep.Position,
                FlowStep.WaitTime,
                FlowStep.OfferCallBack,
                FlowStep.CallBack,
                FlowStep.RingOff,
                FlowStep.Dial,
                FlowStep.Queue,
                FlowStep.Leave,
                FlowStep.Voicemail,
                FlowStep.SubFlow,
                FlowStep.Return,
                FlowStep.Transfer,
                FlowStep.HangUp,
                ScriptStep {
    /// An edge of the graph: where a step can lead, and when.
    ///
    /// @param label the outcome as it stands in the file: `next`, `closed`, a key, an exit
    record Exit(String label, String target) {}

    /// Every way out of this step, in the order of the file.
    List<Exit> exits();

    /// Speaks or shows a text, or plays clips.
    record Announce(Announcement announcement, boolean interruptible, String next) implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next));
        }
    }

    /// A choice by one key, or by words on a written channel.
    ///
    /// @param noInput played before the prompt is repeated when nothing came in time
    /// @param noMatch played before the prompt is repeated when something else came
    /// @param retries how often the prompt is repeated, 0 to 9; after that `otherwise`
    record Menu(
            Announcement prompt,
            @Nullable Announcement noInput,
            @Nullable Announcement noMatch,
            long timeoutMillis,
            int retries,
            List<Option> options,
            String otherwise)
            implements FlowStep {
        public Menu {
            options = List.copyOf(options);
        }

        /// Whether a customer's own words may lead to one of the options.
        public boolean understandsWords() {
            return options.stream().anyMatch(option -> !option.intents().isEmpty());
        }

        /// Codes of the wishes it serves.
        public Set<String> intents() {
            return options.stream()
                    .flatMap(option -> option.intents().stream())
                    .collect(Collectors.toUnmodifiableSet());
        }

        @Override
        public List<Exit> exits() {
            var exits = new ArrayList<Exit>();
            options.forEach(option -> exits.add(new Exit(String.valueOf(option.key()), option.next())));
            exits.add(new Exit("otherwise", otherwise));
            return exits;
        }
    }

    /// @param key one of `0`–`9`, `*`, `#`
    /// @param words what a customer may write or say for it, any language, compared without case
    /// @param intents the wishes it serves: what a customer writes in words of their own is understood by
    ///     the site's intents and may lead here
    /// @param language the run's language from here on, or `null` to leave it
    record Option(
            char key,
            @Nullable LocaleText label,
            List<String> words,
            List<String> intents,
            @Nullable String language,
            SequencedMap<String, Expression> set,
            String next) {
        public Option {
            words = List.copyOf(words);
            intents = List.copyOf(intents);
        }
    }

    /// Asks for digits, or for a line of text on a written channel, into a variable.
    ///
    /// @param label what is asked for, as the agent reads it; `null` for none
    /// @param secret the entry is told to nobody and kept nowhere, such as a card's number
    /// @param ends the key that ends the entry early, `#` or `*`, or `null`
    /// @param textAllowed takes any line of text, not only digits
    record Collect(
            String into,
            @Nullable LocaleText label,
            boolean secret,
            Announcement prompt,
            @Nullable Announcement noInput,
            @Nullable Announcement noMatch,
            int min,
            int max,
            @Nullable Character ends,
            boolean textAllowed,
            long firstTimeoutMillis,
            long interDigitMillis,
            int retries,
            String next,
            String otherwise)
            implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next), new Exit("otherwise", otherwise));
        }
    }

    /// Asks whether a calendar is open now; `hours.reason` then tells why not.
    record Hours(String calendar, String open, String closed) implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("open", open), new Exit("closed", closed));
        }
    }

    /// Gives variables new values, one after the other.
    record SetVariables(SequencedMap<String, Expression> values, String next) implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next));
        }
    }

    /// The first case that holds decides; one that is unknown does not hold.
    record Condition(List<Case> cases, String otherwise) implements FlowStep {
        public Condition {
            cases = List.copyOf(cases);
        }

        @Override
        public List<Exit> exits() {
            var exits = new ArrayList<Exit>();
            cases.forEach(one -> exits.add(new Exit(one.when().source(), one.next())));
            exits.add(new Exit("otherwise", otherwise));
            return exits;
        }
    }

    record Case(Expression when, String next) {}

    /// Asks a service of the site over HTTP. The server does it, within the time and {@link LookupPolicy}.
    ///
    /// @param url constant; values go into `query` and `body` only, encoded by the server
    /// @param into variable to the field of the answer that fills it
    record Lookup(
            String url,
            Method method,
            SequencedMap<String, Expression> query,
            SequencedMap<String, Expression> body,
            long timeoutMillis,
            SequencedMap<String, String> into,
            String next,
            String failed)
            implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next), new Exit("failed", failed));
        }
    }

    enum Method {
        GET,
        POST
    }

    /// Sends back what is heard; ends after the limit.
    record Echo(long limitMillis, String next) implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next));
        }
    }

    /// Lets time pass with music or silence; a key may lead elsewhere meanwhile.
    ///
    /// @param music code of the music, or `null` for silence
    record Pause(long millis, @Nullable String music, SequencedMap<Character, String> keys, String next)
            implements FlowStep {
        @Override
        public List<Exit> exits() {
            var exits = new ArrayList<Exit>();
            keys.forEach((key, target) -> exits.add(new Exit(String.valueOf(key), target)));
            exits.add(new Exit("next", next));
            return exits;
        }
    }

    /// Asks for the place in the queue: `queue.position`, `queue.waited`, `queue.expected` (seconds),
    /// `queue.least` and `queue.most` (minutes), `queue.waiting`, `queue.agents`. Treatments only.
    record Position(String next) implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next));
        }
    }

    /// Says the place and the expected wait, as far as anybody knows them, in recorded clips. Treatments only.
    ///
    /// @param position whether the place is said
    /// @param longestMillis a wait whose upper bound lies above this is not said
    record WaitTime(boolean position, long longestMillis, String next) implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next));
        }
    }

    /// Asks whether the customer could be called back at a number; only then is it worth offering.
    /// `callback.reason` tells why not. Treatments only.
    ///
    /// @param calendar outside which nobody is called back, or `null`
    record OfferCallBack(Expression number, @Nullable String calendar, String next, String refused)
            implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next), new Exit("refused", refused));
        }
    }

    /// Promises a call-back: from here on the customer keeps the place when the line ends. Treatments only.
    ///
    /// @param from the hour of day, 0 to 23, from which the customer wants to be called; null, or an empty text:
    ///     as soon as it is their turn
    record CallBack(Expression number, @Nullable Expression from, CallBackTerms terms, String next, String refused)
            implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next), new Exit("refused", refused));
        }
    }

    /// How a call-back is made.
    ///
    /// @param withinMillis after the promise; what is not kept by then becomes a case
    /// @param attempts 1 to 9
    /// @param pauseMillis between two attempts
    /// @param calendar outside which nobody is called back, or `null`
    /// @param greeting a treatment that begins when the customer is on the line again and still waits;
    ///     `null`: music
    record CallBackTerms(
            CallBackWay way,
            long withinMillis,
            int attempts,
            long pauseMillis,
            @Nullable String calendar,
            @Nullable String greeting) {}

    enum CallBackWay {
        /// An agent takes the contact, then the customer is dialled: nobody is called who has to wait again.
        AGENT_FIRST,
        /// The customer is dialled shortly before their turn and waits the rest on the line: no agent hears a
        /// telephone ring.
        CUSTOMER_FIRST;

        /// As written in a file: `agent-first`.
        public String code() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Ends the line and keeps the place; only after a call-back has been promised. Treatments only.
    record RingOff() implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of();
        }
    }

    /// Calls another party and joins the two. An unanswered caller stays unanswered until the other side answers.
    ///
    /// @param next where the flow goes on when the other side has left
    record Dial(Target target, long timeoutMillis, @Nullable String next, String busy, String noAnswer, String failed)
            implements FlowStep {
        @Override
        public List<Exit> exits() {
            var exits = new ArrayList<Exit>();
            if (next != null) {
                exits.add(new Exit("next", next));
            }
            exits.add(new Exit("busy", busy));
            exits.add(new Exit("no-answer", noAnswer));
            exits.add(new Exit("failed", failed));
            return exits;
        }
    }

    /// @param value a device's name, a telephone number, or a contact address known to the site
    record Target(TargetKind kind, String value) {}

    enum TargetKind {
        DEVICE,
        NUMBER,
        AGENT_CONTACT
    }

    /// Waits for an agent, with a treatment running beside the wait.
    ///
    /// @param priority 0 (lowest) to 9; an expression, rounded down and clamped
    /// @param treatment code of the flow beside the wait, or `null` for the queue's own; where that has
    ///     none either, music
    /// @param limitMillis the longest wait, 0 for none; after it the exit `overflow`
    /// @param leave what the treatment or the floor may leave by: exit code to step
    /// @param next where the flow goes on when the agent has left, or `null` to hang up
    /// @param otherwise where it goes when the queue takes no more or is not there, or the wait ended by an exit
    ///     that `leave` does not name
    record Queue(
            String queue,
            List<Need> needs,
            @Nullable Expression priority,
            SequencedMap<String, Expression> attributes,
            @Nullable String treatment,
            long limitMillis,
            SequencedMap<String, String> leave,
            @Nullable String next,
            String otherwise)
            implements FlowStep {
        public Queue {
            needs = List.copyOf(needs);
        }

        @Override
        public List<Exit> exits() {
            var exits = new ArrayList<Exit>();
            leave.forEach((exit, target) -> exits.add(new Exit(exit, target)));
            if (next != null) {
                exits.add(new Exit("next", next));
            }
            exits.add(new Exit("otherwise", otherwise));
            return exits;
        }
    }

    /// @param minimum proficiency from 1 to 5
    record Need(String skill, int minimum) {}

    /// Ends a treatment and takes the customer out of the queue; the queue step's `leave` says where to. Treatments
    /// only.
    record Leave(QueueExit exit) implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of();
        }
    }

    enum QueueExit {
        OVERFLOW,
        CALLBACK,
        VOICEMAIL,
        CLOSED;

        /// As written in a file: `overflow`.
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Records a message and opens a case for it.
    record Voicemail(
            int maxSeconds, String caseType, @Nullable String queue, String next, String failed) implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next), new Exit("failed", failed));
        }
    }

    /// Runs another flow of the same client and comes back.
    ///
    /// @param pausesOffers of one who waits: the place is kept meanwhile, and no agent interrupts
    record SubFlow(String flow, boolean pausesOffers, String next) implements FlowStep {
        public SubFlow(String flow, String next) {
            this(flow, false, next);
        }

        @Override
        public List<Exit> exits() {
            return List.of(new Exit("next", next));
        }
    }

    /// Ends a sub-flow, or a treatment that has nothing more to say: the wait goes on with music.
    record Return() implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of();
        }
    }

    /// Hands the caller to another party and ends the flow.
    record Transfer(Target target) implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of();
        }
    }

    record HangUp(HangUpCause cause) implements FlowStep {
        @Override
        public List<Exit> exits() {
            return List.of();
        }
    }

    enum HangUpCause {
        NORMAL,
        BUSY,
        REJECTED,
        /// Something of the flow broke and it says nowhere to go; the server opens a case for the caller.
        FAULT
    }

    /// The word of the file for a step: `menu`, `hang-up` …
    static String kind(FlowStep step) {
        return switch (step) {
            case Announce announce ->
                switch (announce.announcement()) {
                    case Announcement.Spoken _ -> "say";
                    case Announcement.Clips _ -> "play";
                };
            case Menu _ -> "menu";
            case Collect _ -> "collect";
            case Hours _ -> "hours";
            case SetVariables _ -> "set";
            case Condition _ -> "condition";
            case Lookup _ -> "lookup";
            case Echo _ -> "echo";
            case Pause _ -> "pause";
            case Position _ -> "position";
            case WaitTime _ -> "wait-time";
            case OfferCallBack _ -> "offer-call-back";
            case CallBack _ -> "call-back";
            case RingOff _ -> "ring-off";
            case Dial _ -> "dial";
            case Queue _ -> "queue";
            case Leave _ -> "leave";
            case Voicemail _ -> "voicemail";
            case SubFlow _ -> "flow";
            case Return _ -> "return";
            case Transfer _ -> "transfer";
            case HangUp _ -> "hang-up";
            case ScriptStep script -> ScriptStep.kind(script);
        };
    }
}

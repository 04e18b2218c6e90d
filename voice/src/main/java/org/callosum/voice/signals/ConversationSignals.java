package org.callosum.voice.signals;

/// Listens to both sides of a conversation, 20 ms at a time, and tells what it hears live and at the end.
///
/// ```java
/// var signals = new ConversationSignals(SignalSettings.DEFAULT);
/// signals.frame(customerSaid, agentSaid);      // every 20 ms, 160 samples each
/// signals.held();                              // instead, while the customer is on hold
/// var live = signals.now();                    // once a second
/// var facts = signals.finish();
/// ```
///
/// A frame is judged one second after it came, when it is known how loud the noise around it was, what leaks from
/// the other side, and whether the sound goes on; segments therefore have their true ends, and no time for
/// hanging over. A frame is loud at 5 dB (more where the noise is unsteady) above the noise and above what the
/// other side's leak explains. Four loud frames make speech, shorter sounds are clicks.
///
/// Belongs to one thread. Frames allocate nothing; a segment that ends and [#now] do. Music, key tones and other
/// loud sounds that are neither steady nor a leak count as speech.
public final class ConversationSignals {
    /// Segments kept of one conversation; more are counted and left out.
    public static final int MOST_SEGMENTS = 4_096;

    private static final int LOOK_AHEAD = 50;
    /// no voice so near means noise
    private static final int NOISE_FRAMES = 4;
    private static final double SYLLABLE_MARGIN = 3;
    private static final int MILLIS = 20;

    private final Ear customer;
    private final Ear agent;
    private final Conversation conversation;
    private final int tellBehind;
    private final int[] syllables = new int[2];
    private final long[] raisedFrames = new long[2];
    private final int[] raisedTimes = new int[2];

    private long heard;
    private long decided;
    private long told;

    public ConversationSignals(SignalSettings settings) {
        customer = new Ear(settings);
        agent = new Ear(settings);
        conversation = new Conversation(settings);
        tellBehind = settings.pauseMillis() / MILLIS + Ear.UNTIL_CONFIRMED;
    }

    /// The next 20 ms of both sides.
    ///
    /// @param customerSaid 160 samples at 8 kHz; only read
    /// @param agentSaid as many
    public void frame(short[] customerSaid, short[] agentSaid) {
        customer.hear(heard, customerSaid);
        agent.hear(heard, agentSaid);
        customer.leak.learn(heard, customer, agent);
        agent.leak.learn(heard, agent, customer);
        heard++;
        if (heard - decided > LOOK_AHEAD) {
            decide();
        }
        if (decided - told > tellBehind) {
            tell();
        }
    }

    /// 20 ms on hold: they pass, and are no part of the conversation.
    public void held() {
        if (told < heard) {
            flush();
        }
        heard++;
        decided = heard;
        told = heard;
    }

    private void flush() {
        while (decided < heard) {
            decide();
        }
        while (told < heard) {
            tell();
        }
        conversation.cut(heard);
        customer.cut();
        agent.cut();
    }

    private void decide() {
        var number = decided++;
        var customerLoud = loud(number, customer, agent);
        var agentLoud = loud(number, agent, customer);
        voice(0, number, customer, customerLoud, agentLoud);
        voice(1, number, agent, agentLoud, customerLoud);
        customer.decided(number, customerLoud);
        agent.decided(number, agentLoud);
    }

    private boolean loud(long number, Ear here, Ear there) {
        var level = here.loudness(number);
        if (here.loudest(Math.min(number + NOISE_FRAMES, heard - 1), 2 * NOISE_FRAMES) < here.threshold()) {
            here.noise.learn(level);
            return false;
        }
        return here.loud(number, heard - 1) && level >= here.leak.explains(number, there);
    }

    private void voice(int side, long number, Ear ear, boolean loud, boolean otherLoud) {
        var least = ear.threshold() + SYLLABLE_MARGIN;
        if (ear.syllables.hear(ear.first(number), least) && loud) {
            syllables[side]++;
        }
        if (ear.syllables.hear(ear.second(number), least) && loud) {
            syllables[side]++;
        }
        var semitones = ear.semitones(number);
        if (loud && !otherLoud && !Double.isNaN(semitones)) {
            var was = ear.raised.raised();
            if (ear.raised.hear(ear.loudness(number), semitones) && !was) {
                raisedTimes[side]++;
            }
        }
    }

    private void tell() {
        var number = told++;
        var customerSpeaks = customer.speech(number);
        var agentSpeaks = agent.speech(number);
        if (customerSpeaks && customer.raised.raised()) {
            raisedFrames[0]++;
        }
        if (agentSpeaks && agent.raised.raised()) {
            raisedFrames[1]++;
        }
        conversation.frame(number, customerSpeaks, agentSpeaks);
    }

    /// How it sounds now.
    public LiveSignals now() {
        var customerSpeaks = conversation.speaks(Side.CUSTOMER);
        var agentSpeaks = conversation.speaks(Side.AGENT);
        return new LiveSignals(
                sums(),
                customerSpeaks,
                agentSpeaks,
                conversation.silentForMillis(),
                conversation.overtalkForMillis(),
                customerSpeaks && customer.raised.raised(),
                agentSpeaks && agent.raised.raised());
    }

    /// The conversation is over. Nothing may be fed afterwards.
    public SpeechSummary finish() {
        flush();
        return conversation.summary(sums());
    }

    private SpeechSums sums() {
        return conversation.sums(side(Side.CUSTOMER), side(Side.AGENT));
    }

    private SideSignals side(Side side) {
        var at = side.ordinal();
        return new SideSignals(
                conversation.spokenMillis(side),
                conversation.interruptions(side),
                syllables[at],
                raisedFrames[at] * MILLIS,
                raisedTimes[at]);
    }
}

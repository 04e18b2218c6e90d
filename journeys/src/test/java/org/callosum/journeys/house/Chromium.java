package org.callosum.journeys.house;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Tracing;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The browser that is installed on this machine, with a microphone that beeps or hums. Playwright's own downloads stay
/// unused.
public final class Chromium implements AutoCloseable {
    private static final double PATIENCE_MILLIS = 30_000;
    private static final int TWO_SECONDS_OF_PACKETS = 100;

    /// A hum at a quarter of full scale gathers 0.03 a second.
    private static final double AUDIBLE = 0.03;

    private static final Path WINDOWS = Path.of("target", "windows");
    private static final Path RECORDED = Path.of("target", "recorded");

    /// Remembers the page's connection, so that its statistics can be read; a microphone of a chosen pitch.
    private static final String EARS = """
            const Native = window.RTCPeerConnection;
            window.RTCPeerConnection = class extends Native {
              constructor(...settings) { super(...settings); window.__line = this; }
            };
            """;

    /// Counts what the page has asked for and not been answered yet.
    private static final String ASKING = """
            window.__asking = 0;
            const ask = window.fetch;
            window.fetch = (...asked) => {
              window.__asking += 1;
              const answer = ask(...asked);
              const done = () => { window.__asking -= 1; };
              answer.then(done, done);
              return answer;
            };
            """;

    private static final String HUM = """
            if (navigator.mediaDevices) navigator.mediaDevices.getUserMedia = async () => {
              const room = new AudioContext();
              const voice = room.createOscillator();
              const volume = room.createGain();
              const out = room.createMediaStreamDestination();
              voice.frequency.value = %s;
              volume.gain.value = 0.25;
              voice.connect(volume).connect(out);
              voice.start();
              return out.stream;
            };
            """;

    private static final String HEARD = """
            async () => {
              const heard = { packets: 0, lost: 0, energy: 0, sent: 0 };
              const line = window.__line;
              if (!line) return heard;
              (await line.getStats()).forEach((row) => {
                if (row.type === 'inbound-rtp') {
                  heard.packets = row.packetsReceived;
                  heard.lost = row.packetsLost;
                  heard.energy = row.totalAudioEnergy ?? 0;
                } else if (row.type === 'outbound-rtp') heard.sent = row.packetsSent;
              });
              return heard;
            }
            """;

    /// How loud a tone is in what the page hears now, by a Fourier transform of 0.17 s of it.
    private static final String LEVEL = """
            async (hertz) => {
              const track = window.__line?.getReceivers().find((each) => each.track?.kind === 'audio')?.track;
              if (!track) return -200;
              let ear = window.__ear;
              if (ear?.track !== track) {
                const room = new AudioContext();
                await room.resume();
                const analyser = room.createAnalyser();
                analyser.fftSize = 8192;
                analyser.smoothingTimeConstant = 0;
                room.createMediaStreamSource(new MediaStream([track])).connect(analyser);
                ear = { track, room, analyser, bins: new Float32Array(analyser.frequencyBinCount) };
                window.__ear = ear;
              }
              ear.analyser.getFloatFrequencyData(ear.bins);
              const bin = Math.round((hertz * ear.analyser.fftSize) / ear.room.sampleRate);
              return Math.max(-200, ...ear.bins.slice(bin - 2, bin + 3));
            }
            """;

    private static final double HEARD_DECIBELS = -50;

    private final Playwright playwright;
    private final Browser browser;
    private final List<BrowserContext> people = new ArrayList<>();
    private final Map<Page, List<String>> told = new LinkedHashMap<>();

    public Chromium() {
        this(program -> program);
    }

    /// @param place where the browser lives: makes a program that starts it there out of the program
    public Chromium(UnaryOperator<Path> place) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(place.apply(
                                Path.of(System.getenv().getOrDefault("CALLOSUM_CHROMIUM", "/usr/bin/chromium"))))
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--use-fake-device-for-media-stream",
                                "--use-fake-ui-for-media-stream",
                                "--autoplay-policy=no-user-gesture-required")));
    }

    /// A window of a person who has never been here, microphone allowed.
    ///
    /// @param language of the browser, `en-GB`
    public Page person(URI address, String language) {
        return person(address, language, "");
    }

    /// The same with a microphone in which somebody hums a steady tone.
    public Page humming(URI address, String language, double hertz) {
        return person(address, language, HUM.formatted(hertz));
    }

    private Page person(URI address, String language, String microphone) {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(language)
                .setViewportSize(1440, 900)
                // a certificate that the centre has made for itself is known to nobody
                .setIgnoreHTTPSErrors(true)
                .setPermissions(List.of("microphone")));
        context.setDefaultTimeout(PATIENCE_MILLIS);
        context.addInitScript(EARS + ASKING + microphone);
        people.add(context);
        var page = context.newPage();
        var said = new ArrayList<String>();
        page.onConsoleMessage(message -> said.add(message.type() + ": " + message.text()));
        page.onPageError(problem -> said.add("uncaught: " + problem));
        told.put(page, said);
        page.navigate(address.toString());
        return page;
    }

    /// What a page's connection has heard and sent so far.
    ///
    /// @param packets received
    /// @param energy of the sound, as WebRTC's `totalAudioEnergy` has it
    /// @param sent packets
    public record Heard(double packets, double lost, double energy, double sent) {}

    public static Heard heard(Page page) {
        var row = (Map<?, ?>) page.evaluate(HEARD);
        return new Heard(figure(row, "packets"), figure(row, "lost"), figure(row, "energy"), figure(row, "sent"));
    }

    /// Waits until each page has heard two more seconds that are not silent.
    public static void hearEachOther(Page... pages) {
        for (var page : pages) {
            var before = heard(page);
            Await.until(
                    "two seconds of sound in " + page.url(),
                    () -> heard(page),
                    now -> now.packets() > before.packets() + TWO_SECONDS_OF_PACKETS
                            && now.sent() > before.sent() + TWO_SECONDS_OF_PACKETS
                            && now.energy() > before.energy() + AUDIBLE);
        }
    }

    /// How loud a tone is in what a page hears now, in decibels of full scale; -200 for silence.
    public static double level(Page page, double hertz) {
        return ((Number) page.evaluate(LEVEL, hertz)).doubleValue();
    }

    /// Waits until a page hears a tone.
    public static void hearTone(Page page, double hertz) {
        Await.until(hertz + " Hz in " + page.url(), () -> level(page, hertz), decibels -> decibels > HEARD_DECIBELS);
    }

    private static double figure(Map<?, ?> row, String name) {
        return ((Number) row.get(name)).doubleValue();
    }

    /// Every act in a window from now on, with pictures, until it is closed; then in `target/recorded/<name>.zip`, for
    /// Playwright's trace viewer. Nothing of it is asserted on, so a journey is the same without.
    public static Recording record(Page page, String name) {
        var tracing = page.context().tracing();
        tracing.start(new Tracing.StartOptions().setScreenshots(true).setSnapshots(true));
        return () -> tracing.stop(new Tracing.StopOptions().setPath(RECORDED.resolve(name + ".zip")));
    }

    /// A window that is being recorded.
    @FunctionalInterface
    public interface Recording extends AutoCloseable {
        @Override
        void close();
    }

    /// Pictures of all windows, and what they wrote on the console, into `target/windows`.
    void keepWhatIsShown(String name) {
        int window = 0;
        for (var page : told.keySet()) {
            window++;
            try {
                Files.createDirectories(WINDOWS);
                page.screenshot(new Page.ScreenshotOptions().setPath(WINDOWS.resolve(name + "." + window + ".png")));
                Files.write(WINDOWS.resolve(name + "." + window + ".txt"), told.getOrDefault(page, List.of()));
            } catch (IOException | PlaywrightException gone) {
                System.err.println("No picture of window " + window + ": " + gone.getMessage());
            }
        }
    }

    void closeWindows() {
        people.forEach(BrowserContext::close);
        people.clear();
        told.clear();
    }

    public static Locator button(Page page, String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /// Signs in at the door and waits for what comes behind it.
    public static void signIn(Page page, String name, String password) {
        page.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill(name);
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill(password);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
    }

    /// From the door to a desk that waits for the next call, sound included.
    public static void beginWork(Page page, String name, String password) {
        beginShift(page, name, password);
        button(page, "Go ready").first().click();
        PlaywrightAssertions.assertThat(page.getByText("You are ready").first()).isVisible();
    }

    /// From the door to a desk with sound, not ready.
    public static void beginShift(Page page, String name, String password) {
        signIn(page, name, password);
        // whose calls usually ring at a desk phone takes them here today
        page.getByText("this browser").first().click();
        button(page, "Start my shift").first().click();
        PlaywrightAssertions.assertThat(page.getByText("Sound connected").first())
                .isVisible();
    }

    /// A figure of the desk's sound, `inbound.packets`.
    public static double stat(Page desk, String what) {
        // between two connections the page has nothing to tell
        return ((Number) desk.evaluate("async () => (await window.__callosum?.stats())?." + what + " ?? 0"))
                .doubleValue();
    }

    /// Says what the call was about and waits for the next.
    public static void chooseFirstDisposition(Page desk) {
        finishWrapUp(desk);
        PlaywrightAssertions.assertThat(desk.getByText("You are ready").first()).isVisible();
    }

    /// Says what the call was about; the next one may ring at once.
    public static void finishWrapUp(Page desk) {
        var finish = button(desk, "Finish, go ready");
        PlaywrightAssertions.assertThat(finish).isVisible();
        var first = desk.getByRole(
                        AriaRole.GROUP,
                        new Page.GetByRoleOptions().setName("Disposition").setExact(true))
                .locator("button")
                .first();
        first.click();
        PlaywrightAssertions.assertThat(first).hasAttribute("aria-checked", "true");
        finish.click();
    }

    @Override
    public void close() {
        closeWindows();
        browser.close();
        playwright.close();
    }
}

package org.callosum.server.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.Channel;
import org.callosum.floor.Decision;
import org.callosum.floor.EndedBy;
import org.callosum.floor.Exit;
import org.callosum.floor.Floor;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Needed;
import org.callosum.floor.QueueRules;
import org.callosum.floor.RequirementStep;
import org.callosum.floor.WorkView;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.InteractionId;
import org.callosum.kernel.id.OfferId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Days as earlier builds wrote them are read by this one and end in the state they ended in then. A day is never
/// edited or
/// written anew; a new one is added beside it (`-Dcallosum.day.write=NAME` writes the seeded day below). What stands in
/// a
/// `.state.json` may be written anew when the snapshot's layout changes on purpose.
class RecordedDaysTest {
    private static final Path DAYS = Path.of("src/test/resources/days");
    private static final long NINE = 1_795_251_600_000L;

    static List<Path> days() throws IOException {
        try (Stream<Path> files = Files.list(DAYS)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
    }

    private static Path state(Path day) {
        return day.resolveSibling(day.getFileName().toString().replace(".jsonl", ".state.json"));
    }

    @ParameterizedTest
    @MethodSource("days")
    void aDayOfAnEarlierBuildEndsAsItEndedThen(Path day) throws IOException {
        Floor floor = new Floor();
        for (String line : Files.readAllLines(day)) {
            floor.evolve(FloorEventCodec.read(line));
        }
        assertThat(FloorSnapshotCodec.read(Files.readString(state(day)))).isEqualTo(floor.snapshot());
    }

    @Test
    void theDayKnowsEveryKindOfEventThatADayHas() throws IOException {
        List<String> kinds = new ArrayList<>();
        for (Path day : days()) {
            for (String line : Files.readAllLines(day)) {
                kinds.add(FloorEventCodec.read(line).getClass().getSimpleName());
            }
        }
        assertThat(kinds)
                .contains(
                        "QueueConfigured",
                        "AgentConfigured",
                        "SkillGranted",
                        "AgentSignedIn",
                        "AgentBecameReady",
                        "AgentBecameNotReady",
                        "AgentSignedOut",
                        "InteractionQueued",
                        "RequirementRelaxed",
                        "OfferMade",
                        "OfferAccepted",
                        "OfferDeclined",
                        "OfferExpired",
                        "OfferWithdrawn",
                        "InteractionAbandoned",
                        "InteractionLeftQueue",
                        "InteractionInterrupted",
                        "HoldStarted",
                        "HoldEnded",
                        "ConversationEnded",
                        "WrapUpStarted",
                        "WrapUpCompleted");
    }

    @Test
    void aSeededDayIsWrittenWhereOneIsAskedFor() throws IOException {
        List<String> lines = new ArrayList<>();
        Floor floor = seededDay(lines);
        Floor replayed = new Floor();
        lines.forEach(line -> replayed.evolve(FloorEventCodec.read(line)));
        assertThat(replayed.snapshot()).isEqualTo(floor.snapshot());
        String name = System.getProperty("callosum.day.write");
        if (name != null) {
            Path day = DAYS.resolve(name + ".jsonl");
            assertThat(day).doesNotExist();
            Files.createDirectories(DAYS);
            Files.write(day, lines);
            Files.writeString(state(day), FloorSnapshotCodec.write(floor.snapshot()) + "\n");
        }
    }

    private static Floor seededDay(List<String> lines) {
        Random chance = new Random(20_261_121);
        Floor floor = new Floor();
        long[] now = {NINE};
        ClientId client = new ClientId(2);
        SkillId renewals = new SkillId(5);
        for (long queue = 1; queue <= 3; queue++) {
            QueueRules rules =
                    QueueRules.of(client, Channel.VOICE, queue == 1 ? List.of(new Needed(renewals, 3)) : List.of());
            if (queue == 1) {
                rules = rules.withSteps(List.of(
                        new RequirementStep(0, List.of(new Needed(renewals, 3))),
                        new RequirementStep(15_000, List.of())));
            }
            tell(floor, new FloorCommand.ConfigureQueue(new QueueId(queue), rules), now, lines);
        }
        for (long agent = 11; agent <= 16; agent++) {
            AgentId id = new AgentId(agent);
            tell(
                    floor,
                    new FloorCommand.ConfigureAgent(
                            id, new AgentRules(Set.of(client), Map.of(Channel.VOICE, 1), List.of())),
                    now,
                    lines);
            if (agent % 2 == 0) {
                tell(floor, new FloorCommand.GrantSkill(id, renewals, 1 + (int) (agent % 5)), now, lines);
            }
            tell(floor, new FloorCommand.SignIn(id), now, lines);
            tell(floor, new FloorCommand.GoReady(id), now, lines);
        }
        for (long id = 1; id <= 150; id++) {
            now[0] += chance.nextInt(9_000);
            tell(floor, new FloorCommand.AdvanceTime(), now, lines);
            tell(
                    floor,
                    new FloorCommand.Enqueue(
                            new InteractionId(1_000 + id),
                            new QueueId(1 + chance.nextInt(3)),
                            Arrival.plain(chance.nextInt(10))
                                    .withAttributes(Map.of("language", chance.nextBoolean() ? "en" : "zh-Hans"))),
                    now,
                    lines);
            AgentId agent = new AgentId(11 + chance.nextInt(6));
            if (chance.nextInt(10) == 0) {
                tell(floor, new FloorCommand.GoNotReady(agent, "break"), now, lines);
            } else if (chance.nextInt(40) == 0) {
                tell(floor, new FloorCommand.SignOut(agent), now, lines);
            } else {
                tell(floor, new FloorCommand.SignIn(agent), now, lines);
                tell(floor, new FloorCommand.GoReady(agent), now, lines);
            }
            for (WorkView work : floor.interactions()) {
                now[0] += chance.nextInt(400);
                FloorCommand next = next(work, chance);
                if (next != null) {
                    tell(floor, next, now, lines);
                }
            }
        }
        return floor;
    }

    private static @org.jspecify.annotations.Nullable FloorCommand next(WorkView work, Random chance) {
        InteractionId interaction = work.interaction();
        int dice = chance.nextInt(20);
        return switch (work.stage()) {
            case WAITING ->
                switch (dice) {
                    case 0 -> new FloorCommand.Abandon(interaction);
                    case 1 -> new FloorCommand.LeaveQueue(interaction, Exit.values()[chance.nextInt(5)]);
                    case 2 -> new FloorCommand.Interrupt(interaction);
                    default -> null;
                };
            case OFFERED ->
                dice < 8
                        ? new FloorCommand.AcceptOffer(new OfferId(interaction, work.offers()))
                        : dice < 10
                                ? new FloorCommand.DeclineOffer(new OfferId(interaction, work.offers()))
                                : dice == 10 ? new FloorCommand.Abandon(interaction) : null;
            case TALKING ->
                dice < 3
                        ? new FloorCommand.StartHold(interaction)
                        : dice < 9 ? new FloorCommand.EndConversation(interaction, EndedBy.CUSTOMER) : null;
            case ON_HOLD -> dice < 10 ? new FloorCommand.EndHold(interaction) : null;
            case WRAPPING_UP ->
                dice < 9 ? new FloorCommand.CompleteWrapUp(interaction, work.agent(), List.of("sold")) : null;
        };
    }

    private static void tell(Floor floor, FloorCommand command, long[] now, List<String> lines) {
        if (floor.handle(command, now[0]) instanceof Decision.Accepted(var events)) {
            for (FloorEvent event : events) {
                lines.add(FloorEventCodec.write(event));
            }
        }
    }
}

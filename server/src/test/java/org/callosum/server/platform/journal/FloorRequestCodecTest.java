package org.callosum.server.platform.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.callosum.floor.AgentRules;
import org.callosum.floor.Arrival;
import org.callosum.floor.Channel;
import org.callosum.floor.Decision;
import org.callosum.floor.FloorCommand;
import org.callosum.floor.FloorEvent;
import org.callosum.floor.Needed;
import org.callosum.floor.QueueRules;
import org.callosum.floor.Refusal;
import org.callosum.floor.RequirementStep;
import org.callosum.kernel.id.AgentId;
import org.callosum.kernel.id.ClientId;
import org.callosum.kernel.id.QueueId;
import org.callosum.kernel.id.SkillId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FloorRequestCodecTest {
    private static final Needed RENEWALS = new Needed(new SkillId(5), 3);

    static Stream<Class<?>> commands() {
        return Arrays.stream(FloorCommand.class.getPermittedSubclasses());
    }

    static Stream<Class<?>> refusals() {
        return Arrays.stream(Refusal.class.getPermittedSubclasses());
    }

    /// New kinds are met here by themselves.
    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandArrivesAsItWasSent(Class<?> kind) throws ReflectiveOperationException {
        FloorCommand command = (FloorCommand) made(kind);
        assertThat(FloorRequestCodec.command(FloorRequestCodec.write(command))).isEqualTo(command);
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void eachRefusalArrivesAsItWasSaid(Class<?> kind) throws ReflectiveOperationException {
        var answer = new FloorRequestCodec.Answer(new Decision.Refused((Refusal) made(kind)), 7);
        assertThat(FloorRequestCodec.answer(FloorRequestCodec.write(answer))).isEqualTo(answer);
    }

    @Test
    void anAcceptedAnswerCarriesItsEvents() {
        List<FloorEvent> events = List.of(new FloorEvent.AgentSignedIn(new AgentId(7), 1_795_282_792_000L));
        var answer = new FloorRequestCodec.Answer(new Decision.Accepted(events), 12);
        assertThat(FloorRequestCodec.answer(FloorRequestCodec.write(answer))).isEqualTo(answer);
    }

    @Test
    void anotherVersionsCommandIsNamed() {
        assertThatThrownBy(() -> FloorRequestCodec.command("{\"command\":\"Teleport\",\"of\":{}}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Teleport");
    }

    private static Object made(Type type) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType generic) {
            Object one = made(generic.getActualTypeArguments()[0]);
            Class<?> raw = (Class<?>) generic.getRawType();
            if (raw == List.class) {
                return List.of(one);
            }
            if (raw == Set.class) {
                return Set.of(one);
            }
            return Map.of(one, made(generic.getActualTypeArguments()[1]));
        }
        Class<?> kind = (Class<?>) type;
        if (kind == long.class || kind == Long.class) {
            return 9_007_199_254_740_993L;
        } else if (kind == int.class || kind == Integer.class) {
            return 3;
        } else if (kind == boolean.class) {
            return true;
        } else if (kind == String.class) {
            return "breakfast \"at\" 九点";
        } else if (kind.isEnum()) {
            return kind.getEnumConstants()[0];
        } else if (kind == QueueRules.class) {
            return QueueRules.of(new ClientId(2), Channel.VOICE, List.of(RENEWALS))
                    .withSteps(
                            List.of(new RequirementStep(0, List.of(RENEWALS)), new RequirementStep(30_000, List.of())));
        } else if (kind == AgentRules.class) {
            return new AgentRules(
                    Set.of(new ClientId(2)), Map.of(Channel.VOICE, 1, Channel.CHAT, 3), List.of(new QueueId(3)));
        } else if (kind == Arrival.class) {
            return Arrival.plain(4)
                    .withNeeds(List.of(RENEWALS))
                    .withLast(new AgentId(8), 20_000)
                    .withAttributes(Map.of("language", "zh-Hans"))
                    .withOffersBefore(2);
        } else if (kind.isRecord()) {
            RecordComponent[] parts = kind.getRecordComponents();
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                values[i] = made(parts[i].getGenericType());
            }
            var constructor = kind.getDeclaredConstructor(
                    Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        }
        throw new AssertionError("Say here how a " + kind + " is made");
    }
}

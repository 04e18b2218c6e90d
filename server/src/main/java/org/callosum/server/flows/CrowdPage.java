package org.callosum.server.flows;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.callosum.flow.FlowCrowd;

/// How many callers came where, and which ways they took.
///
/// @param callers who were led through; fewer than wished where there was no time for more
/// @param wanted as wished
/// @param cut whose call was too long to be led to its end
/// @param meanMillis of a call in virtual time
@Schema(name = "FlowCrowd")
record CrowdPage(
        int callers, int wanted, long seed, int cut, long meanMillis, List<At> steps, List<Way> ways, List<End> ends) {

    /// @param callers who came to the step at least once
    /// @param visits how often it was entered, all together
    /// @param left hung up there
    @Schema(name = "FlowCrowdStep")
    record At(String step, int callers, int visits, int left) {}

    @Schema(name = "FlowCrowdWay")
    record Way(String from, String to, int times) {}

    /// @param outcome `served`, `caller-left`, `completed`, `transferred`, `fault` …
    @Schema(name = "FlowCrowdEnd")
    record End(String outcome, int callers) {}

    static CrowdPage of(FlowCrowd.Result result, int wanted, long seed) {
        return new CrowdPage(
                result.callers(),
                wanted,
                seed,
                result.cut(),
                result.millis(),
                result.steps().entrySet().stream()
                        .map(each -> new At(
                                each.getKey(),
                                each.getValue().callers(),
                                each.getValue().visits(),
                                each.getValue().left()))
                        .toList(),
                result.ways().stream()
                        .map(way -> new Way(way.from(), way.to(), way.times()))
                        .toList(),
                result.ends().entrySet().stream()
                        .map(end -> new End(end.getKey(), end.getValue()))
                        .toList());
    }
}

package org.callosum.measures.facts;

/// An agent's state as figures know it (`metrics.md` 0.1). The order is the order in which they apply when an
/// agent has several interactions at once.
public enum MetricState {
    /// 通话
    TALK,
    /// 保持
    HOLD,
    /// 振铃
    RINGING,
    /// 话后处理
    ACW,
    /// 示闲, 就绪
    READY,
    /// 示忙
    NOT_READY
}

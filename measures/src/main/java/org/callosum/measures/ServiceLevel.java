package org.callosum.measures;

import org.callosum.kernel.Ratio;

/// M:SL, service level 服务水平: the share answered within T, in the variants of `metrics.md`; always shown with its
/// variant, T and S. Both counts are kept.
///
/// @see "Cisco ICM software manual: service level, three treatments of abandons"
public enum ServiceLevel {
    /// A_T ÷ (A + B): every abandon counts against.
    SL_OFFERED("sl_offered"),
    /// A_T ÷ (A + B − B_s), the default: short abandons are left out.
    SL_NO_SHORT("sl_no_short"),
    /// A_T ÷ (A + B − B_T): abandons within T are left out.
    SL_ABN_IGNORED("sl_abn_ignored"),
    /// (A_T + B_T) ÷ (A + B): abandons within T count as success.
    SL_ABN_POSITIVE("sl_abn_positive"),
    /// A_T ÷ A: abandons are ignored.
    SL_ANSWERED("sl_answered"),
    /// A_T ÷ (A + B − B_s + F): as the default, and flow-outs count against.
    SL_NO_SHORT_FLOWOUT("sl_no_short_flowout");

    private final String code;

    ServiceLevel(String code) {
        this.code = code;
    }

    /// As annex B of `metrics.md` names the column.
    public String code() {
        return code;
    }

    /// @throws IllegalArgumentException if there is no such variant
    public static ServiceLevel of(String code) {
        for (var variant : values()) {
            if (variant.code.equals(code)) {
                return variant;
            }
        }
        throw new IllegalArgumentException("No service level variant '%s'; for instance sl_no_short".formatted(code));
    }

    public Ratio of(QueueCounts c) {
        long finished = c.answered() + c.abandoned();
        return switch (this) {
            case SL_OFFERED -> new Ratio(c.answeredInT(), finished);
            case SL_NO_SHORT -> new Ratio(c.answeredInT(), finished - c.abandonedShort());
            case SL_ABN_IGNORED -> new Ratio(c.answeredInT(), finished - c.abandonedInT());
            case SL_ABN_POSITIVE -> new Ratio(c.answeredInT() + c.abandonedInT(), finished);
            case SL_ANSWERED -> new Ratio(c.answeredInT(), c.answered());
            case SL_NO_SHORT_FLOWOUT -> new Ratio(c.answeredInT(), finished - c.abandonedShort() + c.flowOuts());
        };
    }
}

package org.callosum.server.customers.goods;

import java.util.List;

/// Where an order stands, and where it may go from there.
public enum OrderState {
    PLACED("placed"),
    CONFIRMED("confirmed"),
    SHIPPED("shipped"),
    DELIVERED("delivered"),
    CANCELLED("cancelled"),
    RETURNED("returned");

    private final String code;

    OrderState(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    public static OrderState of(String code) {
        for (var state : values()) {
            if (state.code.equals(code)) {
                return state;
            }
        }
        throw new IllegalArgumentException("No order is " + code);
    }

    List<OrderState> next() {
        return switch (this) {
            case PLACED -> List.of(CONFIRMED, SHIPPED, CANCELLED);
            case CONFIRMED -> List.of(SHIPPED, CANCELLED);
            case SHIPPED -> List.of(DELIVERED, RETURNED);
            case DELIVERED -> List.of(RETURNED);
            case CANCELLED, RETURNED -> List.of();
        };
    }

    /// Its lines and its delivery may still be changed.
    public boolean open() {
        return this == PLACED || this == CONFIRMED;
    }
}

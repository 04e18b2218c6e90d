package org.callosum.journeys.walls.guilty;

import com.fasterxml.jackson.databind.ObjectMapper;

/// Guilty on purpose: a class that binds JSON with Jackson 2.
public class BindsWithJackson2 {
    public final ObjectMapper mapper = new ObjectMapper();
}

package org.callosum.voice.engine;

import org.callosum.voice.LegId;

/// A browser's leg as the control thread sees it.
record WebLeg(LegId id, MediaLeg media, WebWire wire) implements LegControl {}

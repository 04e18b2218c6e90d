/// What journeys share: a running centre, people's sessions with it, simulated callers, patience.
package org.callosum.journeys.house;

package org.callosum.server.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.callosum.server.Callosum;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/// A test on the running application: one application and one database for all classes of a JVM, so each test opens
/// a house of its own ([HousesForTests]) and leaves the others alone. Add no properties and no mock beans: they
/// would start another application.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(classes = Callosum.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = InstallationForTests.class)
public @interface ServerTest {}

package io.sqlcache.cli.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * All that everybody logs at the lowest levels while this is open: ours, the pool's, and the driver's by {@code java.util.logging}.
 * It comes here instead of being printed.
 */
public final class EverythingLogged implements AutoCloseable {

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger ours = (Logger) LoggerFactory.getLogger("io.sqlcache");
    private final Logger pool = (Logger) LoggerFactory.getLogger("com.zaxxer.hikari");
    private final Level before = root.getLevel();
    private final @Nullable Level oursBefore = ours.getLevel();
    private final @Nullable Level poolBefore = pool.getLevel();
    private final List<Appender<ILoggingEvent>> printing = new ArrayList<>();
    private final OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
    private final java.util.logging.Logger driver = java.util.logging.Logger.getLogger("org.postgresql");
    private final java.util.logging.Level driverBefore = driver.getLevel();
    private final StreamHandler driverLog = new StreamHandler(log, new SimpleFormatter());

    public EverythingLogged() {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%-5level %logger{0} - %msg%n%ex{full}");
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.setOutputStream(log);
        appender.start();
        root.iteratorForAppenders().forEachRemaining(printing::add);
        printing.forEach(root::detachAppender);
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        ours.setLevel(Level.TRACE);
        pool.setLevel(Level.TRACE);
        driverLog.setLevel(java.util.logging.Level.ALL);
        driver.addHandler(driverLog);
        driver.setLevel(java.util.logging.Level.ALL);
        driver.setUseParentHandlers(false);
    }

    public String text() {
        driverLog.flush();
        return log.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        driver.setUseParentHandlers(true);
        driver.setLevel(driverBefore);
        driver.removeHandler(driverLog);
        ours.setLevel(oursBefore);
        pool.setLevel(poolBefore);
        root.setLevel(before);
        root.detachAppender(appender);
        printing.forEach(root::addAppender);
    }
}

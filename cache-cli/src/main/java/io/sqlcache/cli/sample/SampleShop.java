package io.sqlcache.cli.sample;

import io.sqlcache.api.ConfiguredCatalog;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A small shop whose data come in two syncs, the same bytes each time: customers and orders with a primary key and a cursor
 * (the second sync changes some and adds some), products as a full list without either (the second sync sends a new one).
 */
public final class SampleShop {

    public static final String SOURCE = "sample-shop";

    private static final int CUSTOMERS = 1_000;
    private static final int CUSTOMERS_CHANGED = 120;
    private static final int CUSTOMERS_NEW = 30;
    private static final int PRODUCTS = 200;
    private static final int PRODUCTS_NEW = 5;
    private static final int ORDERS = 2_500;
    private static final int ORDERS_SHIPPED = 300;
    private static final int ORDERS_NEW = 200;

    private static final Instant FIRST_DAY = Instant.parse("2025-03-01T06:00:00Z");
    private static final Instant SECOND_DAY = FIRST_DAY.plus(1, ChronoUnit.DAYS);
    private static final int RECORDS_A_STATE = 500;

    private SampleShop() {}

    public static ConfiguredCatalog catalog() {
        try (InputStream resource = SampleShop.class.getResourceAsStream("sample-catalog.json")) {
            if (resource == null) {
                throw new IllegalStateException("sample-catalog.json is missing beside " + SampleShop.class);
            }
            return new ConfiguredCatalog(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** 1,000 customers, 200 products, 2,500 orders. */
    public static InputStream firstSync() {
        SampleMessages messages = new SampleMessages(FIRST_DAY);
        messages.log("Reading the shop for the first time");
        incremental(messages, "customers", FIRST_DAY, IntStream.rangeClosed(1, CUSTOMERS), id -> time -> {
            return SampleRecords.customer(id, 0, time);
        });
        products(messages, PRODUCTS, 0);
        incremental(messages, "orders", FIRST_DAY, IntStream.rangeClosed(1, ORDERS), id -> time -> {
            return SampleRecords.order(
                    id, id > ORDERS - ORDERS_SHIPPED ? "paid" : "shipped", CUSTOMERS, PRODUCTS, time);
        });
        return new ByteArrayInputStream(messages.toBytes());
    }

    /** 120 changed and 30 new customers, a list of 205 products, 300 changed and 200 new orders. */
    public static InputStream secondSync() {
        SampleMessages messages = new SampleMessages(SECOND_DAY);
        messages.log("Reading what changed since yesterday");
        IntStream customers = IntStream.concat(
                IntStream.rangeClosed(1, CUSTOMERS_CHANGED).map(number -> number * (CUSTOMERS / CUSTOMERS_CHANGED)),
                IntStream.rangeClosed(CUSTOMERS + 1, CUSTOMERS + CUSTOMERS_NEW));
        incremental(messages, "customers", SECOND_DAY, customers, id -> time -> {
            return SampleRecords.customer(id, id > CUSTOMERS ? 0 : 1, time);
        });
        products(messages, PRODUCTS + PRODUCTS_NEW, 1);
        IntStream orders = IntStream.rangeClosed(ORDERS - ORDERS_SHIPPED + 1, ORDERS + ORDERS_NEW);
        incremental(messages, "orders", SECOND_DAY, orders, id -> time -> {
            return SampleRecords.order(id, id > ORDERS ? "paid" : "shipped", CUSTOMERS, PRODUCTS, time);
        });
        return new ByteArrayInputStream(messages.toBytes());
    }

    private static void products(SampleMessages messages, int count, int priceList) {
        messages.status("products", "STARTED");
        messages.status("products", "RUNNING");
        for (int number = 1; number <= count; number++) {
            messages.record("products", SampleRecords.product(number, priceList));
        }
        messages.status("products", "COMPLETE");
    }

    /** A stream with a cursor: records in its order, and a state after so many of them and at the end. */
    private static void incremental(
            SampleMessages messages, String stream, Instant start, IntStream ids, IntFunction<Version> versions) {
        messages.status(stream, "STARTED");
        messages.status(stream, "RUNNING");
        int records = 0;
        Instant cursor = start;
        for (int id : ids.toArray()) {
            cursor = cursor.plusSeconds(1);
            messages.record(stream, versions.apply(id).at(cursor));
            if (++records % RECORDS_A_STATE == 0) {
                messages.state(stream, cursor.toString(), RECORDS_A_STATE);
            }
        }
        if (records % RECORDS_A_STATE > 0) {
            messages.state(stream, cursor.toString(), records % RECORDS_A_STATE);
        }
        messages.status(stream, "COMPLETE");
    }

    /** A record as of a time. */
    private interface Version {
        SampleRecords.Fields at(Instant updated);
    }
}

package io.sqlcache.cli.sample;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

/**
 * The records of the sample shop. A record depends on its number only, so that the second sync can send the same customer
 * again with a few changes.
 */
final class SampleRecords {

    private static final List<String> FIRST_NAMES = List.of(
            "Ada", "Bruno", "Chloé", "Dmitri", "Elif", "Farid", "Grete", "Hiroshi", "Inés", "Jürgen", "Kofi", "Lena",
            "Mei", "Nadia", "Óscar", "Priya", "Quentin", "Rosa", "Søren", "Tamar", "Uma", "Viktor", "Wen", "Zofia");

    private static final List<String> LAST_NAMES = List.of(
            "Almeida",
            "Bauer",
            "Chen",
            "Diallo",
            "Eriksson",
            "Ferrari",
            "García",
            "Haddad",
            "Ito",
            "Jansen",
            "Kowalski",
            "López",
            "Müller",
            "Nakamura",
            "O'Brien",
            "Petrov",
            "Quist",
            "Rossi",
            "Schäfer",
            "Tanaka",
            "Ünal",
            "Weber");

    private static final List<String> PLACES = List.of(
            "Lisbon,PT,38.7223,-9.1393",
            "Köln,DE,50.9375,6.9603",
            "Accra,GH,5.6037,-0.1870",
            "Kyoto,JP,35.0116,135.7681",
            "São Paulo,BR,-23.5505,-46.6333",
            "Oslo,NO,59.9139,10.7522",
            "Québec,CA,46.8139,-71.2080",
            "Kraków,PL,50.0647,19.9450",
            "Chennai,IN,13.0827,80.2707",
            "İzmir,TR,38.4237,27.1428");

    private static final List<String> STREETS =
            List.of("Market Street", "Rua das Flores", "Gartenweg", "Harbour Road", "Rue du Moulin", "Hill Lane");

    private static final List<String> ADJECTIVES =
            List.of("Blue", "Folding", "Quiet", "Copper", "Travel", "Little", "Woollen", "Bright", "Garden", "Oak");

    private static final List<String> THINGS =
            List.of("Kettle", "Lamp", "Notebook", "Teapot", "Chair", "Blanket", "Radio", "Basket", "Clock", "Mug");

    private static final List<String> TAGS = List.of("loyal", "wholesale", "gifts", "late payer", "press", "friend");
    private static final List<String> TIERS = List.of("basic", "silver", "gold");
    private static final List<String> MESSAGES =
            List.of("Happy birthday! 🎂", "Thank you,\nfor everything", "For Zoë — \"the one who knows\"", "おめでとう 🎉");

    private static final Instant OPENING = Instant.parse("2024-03-01T09:00:00Z");

    private SampleRecords() {}

    /** A customer as of a day of the shop; {@code changes} counts how often they were changed. */
    static Fields customer(int id, int changes, Instant updated) {
        Random random = random(1, id);
        String first = pick(FIRST_NAMES, random);
        String last = pick(LAST_NAMES, random);
        String[] place = pick(PLACES, random).split(",");
        Instant created = OPENING.plus(id * 37L, ChronoUnit.MINUTES);
        return json -> {
            json.writeNumberField("id", id);
            json.writeStringField("name", first + " " + last);
            json.writeStringField("email", "customer%d@example.%s".formatted(id, changes == 0 ? "com" : "org"));
            json.writeStringField("tier", TIERS.get((random.nextInt(TIERS.size()) + changes) % TIERS.size()));
            if (random.nextInt(10) == 0) {
                json.writeNullField("birth_date");
            } else {
                json.writeStringField(
                        "birth_date",
                        LocalDate.of(1940, 1, 1)
                                .plusDays(random.nextInt(24_000))
                                .toString());
            }
            json.writeNumberField("credit_limit", cents(random.nextInt(1_000_000)));
            json.writeBooleanField("newsletter", random.nextBoolean());
            strings(json, "tags", TAGS, random);
            address(json, place, random);
            json.writeStringField("created_at", created.toString());
            json.writeStringField("updated_at", updated.toString());
        };
    }

    /** A product; its price rises by a tenth with each price list. */
    static Fields product(int number, int priceList) {
        Random random = random(2, number);
        return json -> {
            json.writeStringField("sku", sku(number));
            json.writeStringField("name", pick(ADJECTIVES, random) + " " + pick(THINGS, random));
            json.writeNumberField("price", price(number, priceList));
            json.writeNumberField("stock", random.nextInt(500) / (priceList + 1));
            strings(json, "categories", List.of("home", "garden", "office", "gift", "sale"), random);
            json.writeObjectFieldStart("dimensions");
            json.writeNumberField("width_cm", BigDecimal.valueOf(10 + random.nextInt(900), 1));
            json.writeNumberField("height_cm", BigDecimal.valueOf(10 + random.nextInt(900), 1));
            json.writeEndObject();
            json.writeStringField(
                    "available_from",
                    LocalDate.of(2024, 1, 1).plusDays(random.nextInt(400)).toString());
        };
    }

    /** An order of one of the first {@code customers} customers; its total is the sum of its items. */
    static Fields order(int id, String status, int customers, int products, Instant updated) {
        Random random = random(3, id);
        Instant placed = OPENING.plus(id * 181L, ChronoUnit.MINUTES).plusMillis(random.nextInt(60_000));
        return json -> {
            json.writeNumberField("id", id);
            json.writeNumberField("customer_id", 1 + random.nextInt(customers));
            json.writeStringField("status", status);
            BigDecimal total = items(json, products, random);
            json.writeNumberField("total", total);
            if (random.nextInt(8) == 0) {
                json.writeStringField("gift_message", pick(MESSAGES, random));
            } else {
                json.writeNullField("gift_message");
            }
            json.writeStringField("placed_at", placed.toString());
            json.writeStringField("updated_at", updated.toString());
        };
    }

    private static BigDecimal items(JsonGenerator json, int products, Random random) throws IOException {
        BigDecimal total = BigDecimal.ZERO;
        json.writeArrayFieldStart("items");
        for (int left = 1 + random.nextInt(4); left > 0; left--) {
            int product = 1 + random.nextInt(products);
            int quantity = 1 + random.nextInt(3);
            json.writeStartObject();
            json.writeStringField("sku", sku(product));
            json.writeNumberField("quantity", quantity);
            json.writeNumberField("unit_price", price(product, 0));
            json.writeEndObject();
            total = total.add(price(product, 0).multiply(BigDecimal.valueOf(quantity)));
        }
        json.writeEndArray();
        return total;
    }

    private static void address(JsonGenerator json, String[] place, Random random) throws IOException {
        json.writeObjectFieldStart("address");
        json.writeStringField("street", pick(STREETS, random) + " " + (1 + random.nextInt(120)));
        json.writeStringField("city", place[0]);
        json.writeStringField("country", place[1]);
        json.writeObjectFieldStart("position");
        json.writeNumberField("latitude", new BigDecimal(place[2]));
        json.writeNumberField("longitude", new BigDecimal(place[3]));
        json.writeEndObject();
        json.writeEndObject();
    }

    /** None to two of the choices. */
    private static void strings(JsonGenerator json, String field, List<String> choices, Random random)
            throws IOException {
        int from = random.nextInt(choices.size() - 1);
        json.writeArrayFieldStart(field);
        for (String chosen : choices.subList(from, from + random.nextInt(3))) {
            json.writeString(chosen);
        }
        json.writeEndArray();
    }

    private static String sku(int product) {
        return "SKU-%04d".formatted(product);
    }

    private static BigDecimal price(int product, int priceList) {
        BigDecimal first = cents(199 + random(4, product).nextInt(20_000));
        return priceList == 0 ? first : first.multiply(new BigDecimal("1.1")).setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal cents(int amount) {
        return BigDecimal.valueOf(amount, 2);
    }

    private static <T> T pick(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The numbers of {@link Random} are specified, so they are the same on every Java; neighbouring seeds need mixing. */
    private static Random random(int kind, int number) {
        return new Random((kind * 1_000_003L + number) * 0x9E3779B97F4A7C15L);
    }

    /** Writes the fields of one record. Done once: it draws its random numbers on the way. */
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}

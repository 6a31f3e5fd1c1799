package io.sqlcache.postgres.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.core.backend.Repertoire;
import io.sqlcache.postgres.testing.TestSchema;
import java.sql.SQLException;
import java.util.BitSet;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which characters an encoding has is what the server says. */
@Tag("server-version")
class ServerEncodingTest {

    private static final List<String> KNOWN = List.of(
            "LATIN1",
            "LATIN2",
            "LATIN3",
            "LATIN4",
            "LATIN5",
            "LATIN7",
            "LATIN9",
            "LATIN10",
            "ISO_8859_5",
            "ISO_8859_6",
            "ISO_8859_7",
            "ISO_8859_8",
            "WIN866",
            "WIN874",
            "WIN1250",
            "WIN1251",
            "WIN1252",
            "WIN1253",
            "WIN1254",
            "WIN1255",
            "WIN1256",
            "WIN1257",
            "WIN1258",
            "KOI8R",
            "KOI8U",
            "EUC_CN",
            "EUC_KR",
            "EUC_JP");

    /** The server's conversion of one character after the other. */
    private static final String CHARACTERS = """
            create or replace function pg_temp.characters(encoding text) returns setof int language plpgsql as $$
            begin
              for point in 128..65535 loop
                begin
                  perform convert(convert_to(chr(point), 'UTF8'), 'UTF8', encoding);
                  return next point;
                exception when others then null;
                end;
              end loop;
            end $$""";

    @RegisterExtension
    private final TestSchema schema = new TestSchema();

    private static String text(BitSet points) {
        return points.stream()
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Test
    @Tag("slow")
    void theServerTakesEveryCharacterThatAnEncodingHas() throws SQLException {
        DSLContext sql = TestSchema.sql(schema.connect());
        for (String encoding : KNOWN) {
            String all = text(ServerEncoding.characters(encoding).orElseThrow());
            assertThat(sql.fetchValue("select length(convert(convert_to(?, 'UTF8'), 'UTF8', ?)) > 0", all, encoding))
                    .as(encoding)
                    .isEqualTo(true);
        }
    }

    @Test
    @Tag("slow")
    void anEncodingHasEveryCharacterThatTheServerTakes() throws SQLException {
        DSLContext sql = TestSchema.sql(schema.connect());
        sql.execute(CHARACTERS);
        for (String encoding : KNOWN) {
            BitSet there = new BitSet();
            sql.fetch("select pg_temp.characters(?)", encoding).forEach(row -> there.set(row.get(0, Integer.class)));
            assertThat(ServerEncoding.characters(encoding)).as(encoding).contains(there);
        }
    }

    @Test
    void anEncodingThatIsNotKnownHasNoRepertoire() {
        assertThat(ServerEncoding.repertoire("LATIN8")).isEmpty();
        assertThat(ServerEncoding.repertoire("UTF8")).contains(Repertoire.UNICODE);
    }
}

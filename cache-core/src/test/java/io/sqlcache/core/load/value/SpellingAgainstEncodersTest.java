package io.sqlcache.core.load.value;

import static org.assertj.core.api.Assertions.assertThat;

import io.sqlcache.api.CacheException;
import io.sqlcache.core.backend.ValueLimits;
import io.sqlcache.core.message.Message;
import io.sqlcache.core.message.MessageReader;
import io.sqlcache.core.message.MutatedLines;
import io.sqlcache.core.message.RecordMessage;
import io.sqlcache.core.message.RecordMessage.Token;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the reader tells of a value's spelling is what a closer look finds. */
class SpellingAgainstEncodersTest {

    private static final int LINES = 10_000;
    private static final Duration LONG = Duration.ofSeconds(30);

    private final CleanJson json = new CleanJson(ValueLimits.DEFAULT);
    private final DecodedText text = new DecodedText(Integer.MAX_VALUE);
    private int verbatim;
    private int decoded;
    private int plain;
    private int odd;
    private boolean hasEnded;

    @Test
    @Timeout(60)
    void valuesThatNeedNoCloserLookAreWrittenAsTheyStand() throws InterruptedException {
        MutatedLines mutated = new MutatedLines(MutatedLines.SEED);
        ByteArrayOutputStream input = new ByteArrayOutputStream();
        for (int i = 0; i < LINES; i++) {
            input.writeBytes(mutated.next());
            input.write('\n');
        }
        ByteArrayInputStream lines = new ByteArrayInputStream(input.toByteArray());
        try (MessageReader reader = MessageReader.of(lines, List.of(MutatedLines.USERS))) {
            while (!hasEnded) {
                look(reader);
            }
        }
        assertThat(List.of(verbatim, decoded, plain, odd))
                .allSatisfy(count -> assertThat(count).isGreaterThan(500));
    }

    private void look(MessageReader reader) throws InterruptedException {
        try {
            Message message = reader.next(LONG);
            hasEnded = message == Message.Signal.END_OF_INPUT;
            if (message instanceof RecordMessage record) {
                for (int i = 0; i < record.layout().fields().size(); i++) {
                    lookAtText(record, i);
                    lookAtJson(record, i);
                }
            }
        } catch (CacheException e) {
            assertThat(e.kind()).isEqualTo(CacheException.Kind.DATA);
        }
    }

    private void lookAtText(RecordMessage record, int field) {
        if (record.token(field) != Token.STRING) {
            return;
        }
        Fit fit = text.decode(record.bytes(), record.start(field), record.end(field));
        boolean asItStands = fit == Fit.EXACT && text.bytes() == record.bytes();
        assertThat(record.isVerbatim(field)).as(() -> said(record, field)).isEqualTo(asItStands);
        verbatim += asItStands ? 1 : 0;
        decoded += asItStands ? 0 : 1;
    }

    private void lookAtJson(RecordMessage record, int field) {
        int quote = record.token(field) == Token.STRING ? 1 : 0;
        int start = record.start(field) - quote;
        int end = record.end(field) + quote;
        if (record.token(field) == Token.ABSENT || !record.isPlainJson(field) || !json.isStorableIfPlain(end - start)) {
            odd++;
            return;
        }
        plain++;
        assertThat(json.clean(record.bytes(), start, end))
                .as(() -> said(record, field))
                .isEqualTo(Fit.EXACT);
        assertThat(json.bytes()).as(() -> said(record, field)).isSameAs(record.bytes());
    }

    private static String said(RecordMessage record, int field) {
        return new String(
                record.bytes(),
                record.start(field),
                record.end(field) - record.start(field),
                StandardCharsets.ISO_8859_1);
    }
}

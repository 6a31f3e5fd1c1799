package io.sqlcache.core.message;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;

/** Makes a parser for each line; parsers share their buffers and the names they have seen. Thread-safe. */
final class SlicingParserFactory extends JsonFactory {

    private static final long serialVersionUID = 1L;

    SlicingParserFactory() {
        super((JsonFactoryBuilder) JsonFactory.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build()));
    }

    /** A parser of the JSON between start and end; its ranges point into the whole array. To be closed. */
    SlicingParser over(byte[] bytes, int start, int end) throws IOException {
        return (SlicingParser) createParser(bytes, start, end - start);
    }

    /** Always UTF-8: the encoding is not guessed from the first bytes. */
    @Override
    protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context) {
        return new SlicingParser(
                context,
                _parserFeatures,
                _byteSymbolCanonicalizer.makeChildOrPlaceholder(_factoryFeatures),
                data,
                offset,
                offset + length);
    }
}

package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;

/** A column of JSON: numbers go there as JSON spells them, with all their digits. */
final class NumberAsJson implements NumberTarget {

    private final JsonNumber literal = new JsonNumber();

    @Override
    public Fit write(DecimalText number, RowSink sink) {
        if (!number.fitsNumeric()) {
            return Fit.OVERFLOW;
        }

        literal.spell(number);
        sink.writeJson(literal.bytes(), literal.start(), literal.length());

        return Fit.EXACT;
    }
}

package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;
import io.sqlcache.core.backend.ValueLimits.Decimals;

/** A column of JSON: numbers go there as JSON spells them, with all their digits. */
final class NumberAsJson implements NumberTarget {

    private final Decimals limits;
    private final JsonNumber literal = new JsonNumber();

    NumberAsJson(Decimals limits) {
        this.limits = limits;
    }

    @Override
    public Fit write(DecimalText number, RowSink sink) {
        if (!number.fits(limits)) {
            return Fit.OVERFLOW;
        }

        literal.spell(number);
        sink.writeJson(literal.bytes(), literal.start(), literal.length());

        return Fit.EXACT;
    }
}

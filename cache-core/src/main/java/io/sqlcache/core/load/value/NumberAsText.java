package io.sqlcache.core.load.value;

import io.sqlcache.core.backend.RowSink;

/** A column of text: numbers go there as the source spells them. */
final class NumberAsText implements NumberTarget {

    private final TextColumn column;

    NumberAsText(TextColumn column) {
        this.column = column;
    }

    @Override
    public Fit write(DecimalText number, RowSink sink) {
        return column.write(number.bytes(), number.start(), number.end(), sink);
    }
}

package io.sqlcache.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sqlcache.api.CacheException;
import io.sqlcache.api.StreamId;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamLookupTest {

    private static final StreamId USERS = StreamId.of("users");
    private static final StreamId SHOP_USERS = new StreamId("shop", "users");
    private static final StreamId SHOP_ORDERS = new StreamId("shop", "orders");

    @Test
    void streamIsFoundByNamespaceAndName() {
        assertThat(StreamLookup.find(List.of(USERS, SHOP_USERS), "shop.users", null))
                .isEqualTo(SHOP_USERS);
    }

    @Test
    void exactNameWinsOverTheSameNameInANamespace() {
        assertThat(StreamLookup.find(List.of(SHOP_USERS, USERS), "users", null)).isEqualTo(USERS);
    }

    @Test
    void nameAloneIsEnoughIfItIsUnique() {
        assertThat(StreamLookup.find(List.of(SHOP_USERS, SHOP_ORDERS), "orders", null))
                .isEqualTo(SHOP_ORDERS);
    }

    @Test
    void nameInTwoNamespacesIsRefusedWithBoth() {
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> StreamLookup.find(List.of(SHOP_USERS, new StreamId("crm", "users")), "users", null))
                .withMessage("\"users\" may mean \"users\" in namespace \"crm\", \"users\" in namespace \"shop\":"
                        + " say which with NAMESPACE.NAME, or with --namespace and the bare name.");
    }

    @Test
    void dotsThatCanBeReadTwoWaysAreToldApartByTheNamespace() {
        StreamId dotted = StreamId.of("shop.users");
        List<StreamId> streams = List.of(SHOP_USERS, dotted);

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> StreamLookup.find(streams, "shop.users", null))
                .withMessageContaining("--namespace");
        assertThat(StreamLookup.find(streams, "shop.users", "")).isEqualTo(dotted);
        assertThat(StreamLookup.find(streams, "users", "shop")).isEqualTo(SHOP_USERS);
    }

    @Test
    void unknownStreamListsWhatThereIs() {
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> StreamLookup.find(List.of(SHOP_ORDERS, USERS), "user", null))
                .withMessage("There is no stream \"user\" here; found \"users\", \"orders\" in namespace \"shop\".");
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> StreamLookup.find(List.of(), "user", null))
                .withMessage("There is no stream \"user\" here; this schema holds no streams at all yet.")
                .extracting(CacheException::kind)
                .isEqualTo(CacheException.Kind.CONFIG);
    }
}

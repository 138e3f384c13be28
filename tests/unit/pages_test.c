#include "unit/unit.h"

#include "base/arena.h"
#include "base/map.h"
#include "base/pages.h"

#include <sys/mman.h>

enum { PAGES_MOST = 512 };

static char *map_pages(size_t count)
{
    char *memory =
        mmap(NULL, count * PAGES_SMALL, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    assert_ptr_not_equal(memory, MAP_FAILED);
    return memory;
}

static size_t pages_there(char *memory, size_t count)
{
    unsigned char there[PAGES_MOST];
    size_t found = 0;
    assert_true(count <= PAGES_MOST);
    assert_int_equal(mincore(memory, count * PAGES_SMALL, there), 0);
    for (size_t i = 0; i < count; i++) {
        found += there[i] & 1;
    }
    return found;
}

/* Some systems do not know how. They are asked here, so that nothing that is left undone passes. */
static bool can_fill(void)
{
#if defined(MADV_POPULATE_WRITE)
    char *memory = map_pages(1);
    bool can = madvise(memory, PAGES_SMALL, MADV_POPULATE_WRITE) == 0;
    munmap(memory, PAGES_SMALL);
    return can;
#else
    return false;
#endif
}

/* What shares a page with the ends is another's. */
static void whole_pages_alone_are_filled(void **state)
{
    (void)state;
    enum { COUNT = 64 };
    char *memory = map_pages(COUNT);
    assert_int_equal(pages_there(memory, COUNT), 0);
    pages_fill(memory + 1, 10);
    pages_fill(NULL, COUNT);
    assert_int_equal(pages_there(memory, COUNT), 0);
    pages_fill(memory + 100, COUNT * PAGES_SMALL - 200);
    assert_int_equal(pages_there(memory, COUNT), can_fill() ? COUNT - 2 : 0);
    munmap(memory, COUNT * PAGES_SMALL);
}

/* A block of the last size is filled before anything is written to it. */
static void the_last_blocks_of_an_arena_are_filled(void **state)
{
    (void)state;
    struct arena arena = { 0 };
    for (size_t i = 0; i < 16 && arena.left < 1000 << 10; i++) {
        arena_bytes(&arena, arena.left);
        assert_non_null(arena_bytes(&arena, 1));
    }
    char *begin = arena.next + (PAGES_SMALL - (uintptr_t)arena.next % PAGES_SMALL);
    size_t count = (arena.left - PAGES_SMALL) / PAGES_SMALL;
    assert_true(count > 200);
    if (can_fill()) {
        assert_int_equal(pages_there(begin, count), count);
    }
    arena_free(&arena);
}

static bool same(const void *owner, uint32_t value, struct slice key)
{
    (void)owner;
    (void)value;
    (void)key;
    return false;
}

/* A large map has large pages alone, a small one takes none. */
static void large_maps_begin_a_large_page(void **state)
{
    (void)state;
    struct map map;
    map_init(&map, same, NULL);
    assert_true(map_reserve(&map, 300000));
    assert_true(map.room * sizeof *map.slots > PAGES_LARGE);
    assert_int_equal((uintptr_t)map.slots % PAGES_LARGE, 0);
    for (uint32_t i = 0; i < 1000; i++) {
        assert_int_equal(map_get_or_put(&map, SLICE("key"), i), i);
    }
    map_free(&map);
    assert_true(map_reserve(&map, 1000));
    assert_true(map.room * sizeof *map.slots < PAGES_LARGE);
    map_free(&map);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_pages_alone_are_filled),
        cmocka_unit_test(the_last_blocks_of_an_arena_are_filled),
        cmocka_unit_test(large_maps_begin_a_large_page),
    };
    return cmocka_run_group_tests_name("pages", tests, NULL, NULL);
}

/* Words by which pages say that they are not there, and what is near them and says something else.
 */
#include "unit.h"

#include "places/missing.h"

#include <string.h>

static const struct {
    const char *title;
    bool want;
} titles[] = {
    { "404", true },
    { "Error 404", true },
    { "404 Error!", true },
    { "HTTP 404", true },
    { "404 Not Found", true },
    { "404: Not Found", true },
    { "404 - Page Not Found", true },
    { "Page Not Found (404)", true },
    { "PAGE NOT FOUND", true },
    { "Page not found.", true },
    { "Oops! That page can’t be found.", true },
    { "Oops! That page can't be found.", true },
    { "😢 Page not found", true },
    { "Sorry, this page isn't available.", true },
    { "Page not found | The Eastmoor Courier", true },
    { "The Eastmoor Courier | Page not found", true },
    { "Page not found - The Eastmoor Courier", true },
    { "Page not found – The Eastmoor Courier", true },
    { "Page not found :: The Eastmoor Courier", true },
    { "Courier · 404 · News", true },
    { "Courier|Not found", true },
    { "Seite nicht gefunden – Kurier", true },
    { "Fehler 404: Seite nicht gefunden", true },
    { "Diese Seite existiert nicht mehr", true },
    { "Page non trouvée", true },
    { "Cette page n’existe pas", true },
    { "Página no encontrada", true },
    { "PÁGINA NÃO ENCONTRADA", true },
    { "Errore 404 - Pagina non trovata", true },
    { "Pagina niet gevonden", true },
    { "Sidan kunde inte hittas", true },
    { "Siden ble ikke funnet", true },
    { "Siden blev ikke fundet", true },
    { "Sivua ei löytynyt", true },
    { "Nie znaleziono strony", true },
    { "Stránka nenalezena", true },
    { "Stránka sa nenašla", true },
    { "Az oldal nem található", true },
    { "Pagina nu a fost găsită", true },
    { "Страницата не е намерена", true },
    { "Страница не найдена", true },
    { "Ошибка 404", true },
    { "Errore 404", true },
    { "Błąd 404 | Kurier", true },
    { "Whoops! Error 404", true },
    { "Ooops, page not found", true },
    { "Fejl 404", true },
    { "Σφάλμα 404", true },
    { "Greška 404", true },
    { "Сторінку не знайдено", true },
    { "Stranica nije pronađena", true },
    { "Stran ni bila najdena", true },
    { "Η σελίδα δεν βρέθηκε", true },
    { "Sayfa bulunamadı", true },
    { "الصفحة غير موجودة", true },
    { "הדף לא נמצא", true },
    { "صفحه یافت نشد", true },
    { "पृष्ठ नहीं मिला", true },
    { "页面不存在", true },
    { "抱歉 | 找不到頁面", true },
    { "お探しのページは見つかりませんでした。", true },
    { "페이지를 찾을 수 없습니다", true },
    { "ไม่พบหน้า", true },
    { "Không tìm thấy trang", true },
    { "Halaman tidak ditemukan", true },
    { "Pàgina no trobada", true },
    { "Puslapis nerastas", true },
    { "Lapa nav atrasta", true },
    { "Lehte ei leitud", true },
    { "Síða fannst ekki", true },
    { "", false },
    { "|", false },
    { " - ", false },
    { "Error", false },
    { "Oops!", false },
    { "Sorry", false },
    { "4040", false },
    { "404 ways to cook eel", false },
    { "404 Not Found: a history", false },
    { "Page not found: what museums lose", false },
    { "How we built our 404 page", false },
    { "Error handling in C - The Courier", false },
    { "Not found guilty - The Courier", false },
    { "Lost and found | The Courier", false },
    { "Page-not-founder", false },
    { "Why a page not found costs money | Courier", false },
    { "Route 404 reopens | Courier", false },
    { "Harbour gates reopen after eleven years", false },
};

static void titles_say_that_a_page_is_missing(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT_OF(titles); i++) {
        bool failed = false;
        if (missing_in_title(slice_from(titles[i].title), &failed) != titles[i].want || failed) {
            fail_msg("%s", titles[i].title);
        }
    }
}

static void a_phrase_is_all_of_a_text(void **state)
{
    (void)state;
    bool failed = false;
    assert_true(missing_is_phrase(SLICE(" Page  not\nfound! "), &failed));
    assert_false(missing_is_phrase(SLICE("Page not found | Courier"), &failed));
    assert_false(missing_is_phrase(SLICE("Page not found, says the harbour master"), &failed));
    assert_false(failed);
}

static void paths_name_what_is_missing(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        bool want;
    } rows[] = {
        { "/404", true },
        { "/404.html", true },
        { "/en/404/", true },
        { "/errors/404.php", true },
        { "/error-404", true },
        { "/not-found", true },
        { "/NotFound.aspx", true },
        { "/page-not-found/", true },
        { "/PageNotFound", true },
        { "/wiki/HTTP_404", true },
        { "/Error404.htm", true },
        { "/", false },
        { "/2023/story", false },
        { "/4040", false },
        { "/1404/", false },
        { "/a404b", false },
        { "/error-handling", false },
        { "/notfounders", false },
        { "/40", false },
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        if (missing_in_path(slice_from(rows[i].path)) != rows[i].want) {
            fail_msg("%s", rows[i].path);
        }
    }
}

static void phrases_are_sorted(void **state)
{
    (void)state;
    assert_in_range(missing_phrase_count, 500, 1000);
    for (size_t i = 1; i < missing_phrase_count; i++) {
        assert_true(strcmp(missing_phrases[i - 1], missing_phrases[i]) < 0);
    }
}

/* Each row is what it is compared with: it finds itself. */
static void phrases_are_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < missing_phrase_count; i++) {
        bool failed = false;
        if (!missing_is_phrase(slice_from(missing_phrases[i]), &failed) || failed) {
            fail_msg("%s", missing_phrases[i]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(titles_say_that_a_page_is_missing),
        cmocka_unit_test(a_phrase_is_all_of_a_text),
        cmocka_unit_test(paths_name_what_is_missing),
        cmocka_unit_test(phrases_are_sorted),
        cmocka_unit_test(phrases_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

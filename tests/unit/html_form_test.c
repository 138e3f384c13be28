/* What forms send, unless somebody fills them in. */
#include "unit.h"
#include "unit/growth.h"

#include "syntax/html_form.h"
#include "syntax/html_page.h"

/* The form that begins at the first "<form": its action, whether it moves its reader, its query. */
static const struct {
    const char *in, *want;
} forms[] = {
    { "<form action=/a>", "/a yes " },
    { "<p>x<form>", " yes " },
    { "<form action=' /a?b ' method=GET target=_self>", "/a?b yes " },
    { "<form method=PUT>", " yes " },
    { "<form method=post>", " no " },
    { "<form method=Dialog>", " no " },
    { "<form target=new>", " no " },
    { "<form target=''>", " yes " },
    { "<form><input name=a value=b><input name=c>", " yes a=b&c=" },
    { "<form><input value=b><input name='' value=c>", " yes " },
    { "<form><input name='a b' value='1+1=2 &lt;\xc3\xa9&amp;&NotIt;'>",
      " yes a+b=1%2B1%3D2+%3C%C3%A9%26%26NotIt%3B" },
    { "<form><input name=a value='x\r\ny\nz\rw'>", " yes a=x%0D%0Ay%0D%0Az%0D%0Aw" },
    { "<form><input type=Submit name=a value=b><input type=image name=a><button name=a value=b>",
      " yes " },
    { "<form><input type=checkbox name=a value=b><input type=RADIO name=a checked>", " yes a=on" },
    { "<form><input type=file name=a value=b>", " yes a=" },
    { "<form><input type=hidden name=_charset_ value=x>", " yes _charset_=UTF-8" },
    { "<form><input name=a disabled value=b>", " yes " },
    { "<form><fieldset disabled><fieldset><input name=a></fieldset><input name=b></fieldset>"
      "<input name=c>",
      " yes c=" },
    { "<form></fieldset><fieldset><input name=a></fieldset>", " yes a=" },
    { "<form><datalist><input name=a></datalist><input name=b>", " yes b=" },
    { "<form><textarea name=a></textarea><textarea name=b>\n\nx&lt;</textarea>",
      " yes a=&b=%0D%0Ax%3C" },
    { "<form><select name=a><option value=1>x<option value=2>y</select>", " yes a=1" },
    { "<form><select name=a><option disabled>x<option> y </select>", " yes a=y" },
    { "<form><select name=a><option>x<option selected>y<option>z</select>", " yes a=y" },
    { "<form><select name=a multiple><option>x<option selected>y<option selected "
      "value=q>z</select>",
      " yes a=y&a=q" },
    { "<form><select name=a></select><select name=b disabled><option>x</select>", " yes " },
    { "<form><select><option>x</select><option value=1>y", " yes " },
    { "<form><select name=a><option>x</form><input name=b>", " yes a=x" },
    { "<input form=f name=z value=y><form id=f></form><input form=f name=a><input name=b><input "
      "form=g name=c>",
      " yes z=y&a=" },
    { "<form><input form=f name=a></form>", " yes " },
    { "<form><form><input name=a></form><input name=b>", " yes a=" },
    { "<form></form><form><input name=a>", " yes " },
    { "<form><template><input name=a></template><noscript><input name=b></noscript><svg><input "
      "name=c></svg>",
      " yes " },
};

static void forms_are_read(void **state)
{
    (void)state;
    struct buffer got = BUFFER(1 << 16);
    struct buffer query = BUFFER(1 << 16);
    for (size_t i = 0; i < COUNT_OF(forms); i++) {
        struct slice in = slice_from(forms[i].in);
        struct html_form form;
        buffer_reset(&got);
        buffer_reset(&query);
        html_form_read(in, slice_find_nocase(in, SLICE("<form")), &form, &query);
        buffer_add(&got, form.action);
        buffer_printf(&got, " %s ", form.moves ? "yes" : "no");
        buffer_add(&got, buffer_slice(&query));
        assert_string_equal(buffer_string(&got), forms[i].want);
        assert_false(query.failed);
    }
    buffer_free(&got);
    buffer_free(&query);
}

/* Number, name, id and the scripts before each. */
static void a_page_says_where_its_forms_are(void **state)
{
    (void)state;
    static const char in[] =
        "<form name=a><form name=b></form><script>1</script><noscript><form name=c></form>"
        "</noscript><template><form name=d></template><form id=e></form></form><form name=f id=g>";
    struct buffer text = BUFFER(URL_MOST);
    struct url url;
    struct script scripts;
    struct html_page page;
    assert_int_equal(url_parse(SLICE("https://a.test/"), NULL, &text, &url), URL_OK);
    script_open(&scripts, &url);
    html_read_page(slice_from(in), &page, &scripts);
    assert_int_equal(page.form_count, 3);
    assert_slice(page.forms[0].name, "a");
    assert_slice(page.forms[1].id, "e");
    assert_slice(page.forms[2].name, "f");
    assert_slice(page.forms[2].id, "g");
    assert_int_equal(page.forms[0].at, 0);
    assert_int_equal(page.forms[0].scripts, 0);
    assert_int_equal(page.forms[1].scripts, 1);
    script_free(&scripts);
    buffer_free(&text);
}

static void read_many(const void *of, struct slice input)
{
    (void)of;
    struct buffer query = BUFFER(GROWTH_LARGEST * 4);
    struct html_form form;
    html_form_read(input, 0, &form, &query);
    assert_false(query.failed);
    buffer_free(&query);
}

static void time_grows_as_the_page_does(void **state)
{
    (void)state;
    static const struct growth g = { read_many, NULL, "html_form_read" };
    static const struct hostile patterns[] = {
        { "<form>", "<input name=a value=b>", NULL },
        { "<form>", "<select name=a><option>x", NULL },
        { "<form><select name=a multiple>", "<option selected>x", NULL },
        { "<form>", "<fieldset disabled>", NULL },
        { "<form>", "<textarea name=a>x</textarea>", NULL },
        { "<form>", "<form></form>", NULL },
        { "<form><input name=a value='", "\n", "'>" },
    };
    for (size_t i = 0; i < COUNT_OF(patterns); i++) {
        growth_check(&g, &patterns[i]);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(forms_are_read),
        cmocka_unit_test(a_page_says_where_its_forms_are),
        cmocka_unit_test(time_grows_as_the_page_does),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#!/usr/bin/python3
"""Writes missing.inc: how languages say that a page was not found, as sites title such pages.

    ./missing.py Django-5.1.4-py3-none-any.whl > missing.inc

The first source is the catalogue of Django 5.1.4 (BSD-3-Clause; from PyPI), whose page for errors has a title in 90 languages.
What other systems and sites write is listed below by hand."""

import struct
import sys
import unicodedata
import zipfile

MESSAGES = ("Page not found", "We’re sorry, but the requested page could not be found.",
            "We're sorry, but the requested page could not be found.")

BY_HAND = """
page not found | not found | file not found | file or directory not found | page cannot be found | page can't be found
the page cannot be found | the page can't be found | the page could not be found | this page could not be found
this page cannot be found | this page can't be found | that page can't be found | the page was not found
page could not be found | page was not found | the page you requested could not be found | the page you requested was not found
the page you requested cannot be found | the requested page could not be found | the requested page was not found
requested page not found | requested url not found | the requested url was not found on this server
the page you are looking for could not be found | the page you are looking for cannot be found
the page you are looking for can't be found | the page you're looking for can't be found | the page you are looking for was not found
the page you're looking for could not be found | the page you're looking for doesn't exist | the page you're looking for was not found
the page you are looking for does not exist | the page you are looking for doesn't exist | the page you were looking for doesn't exist
the page you were looking for does not exist | the page you were looking for could not be found | page doesn't exist
page does not exist | this page does not exist | this page doesn't exist | that page does not exist | that page doesn't exist
the page does not exist | the page doesn't exist | page no longer exists | this page no longer exists
page not available | page unavailable | page is not available | this page is not available | this page isn't available
this page is no longer available | page no longer available | page removed | page missing | missing page
content not found | content not available | content unavailable | this content isn't available | this content is no longer available
article not found | post not found | story not found | item not found | product not found | document not found
resource not found | url not found | object not found | link not found | entry not found | topic not found | thread not found
video not found | image not found | photo not found | profile not found | user not found | event not found | listing not found
job not found | we can't find that page | we can't find this page | we couldn't find that page | we couldn't find this page
we can't find the page you're looking for | we couldn't find the page you're looking for | we could not find that page
we couldn't find the page you were looking for | we could not find the page you were looking for
we can't seem to find the page you're looking for | can't find page | cannot find page | page not here | this page isn't here
this article does not exist | this article is no longer available
seite nicht gefunden | nicht gefunden | die seite wurde nicht gefunden | seite wurde nicht gefunden | seite konnte nicht gefunden werden
die seite konnte nicht gefunden werden | die angeforderte seite wurde nicht gefunden | die gesuchte seite wurde nicht gefunden
diese seite wurde nicht gefunden | diese seite existiert nicht | diese seite existiert nicht mehr | die seite existiert nicht
seite existiert nicht | seite nicht vorhanden | seite nicht verfügbar | inhalt nicht gefunden | artikel nicht gefunden
datei nicht gefunden | dokument nicht gefunden | beitrag nicht gefunden | diese seite gibt es nicht | diese seite gibt es nicht mehr
page non trouvée | page non trouvee | page introuvable | page inexistante | cette page n'existe pas | cette page n'existe plus
la page n'existe pas | la page n'a pas été trouvée | la page demandée n'existe pas | la page demandée est introuvable
la page que vous recherchez est introuvable | la page que vous recherchez n'existe pas | cette page est introuvable
article introuvable | contenu introuvable | document introuvable | fichier introuvable | non trouvé | introuvable | page indisponible
página no encontrada | pagina no encontrada | no encontrado | no encontrada | la página no existe | esta página no existe
página inexistente | no se encontró la página | no se ha encontrado la página | no se encuentra la página | página no disponible
la página que buscas no existe | la página que busca no existe | la página solicitada no existe | la página solicitada no se encuentra
contenido no encontrado | artículo no encontrado | archivo no encontrado | no hemos encontrado la página
página não encontrada | pagina nao encontrada | não encontrado | não encontrada | esta página não existe | a página não existe
a página não foi encontrada | página inexistente | conteúdo não encontrado | página indisponível | página não existe
pagina non trovata | non trovato | non trovata | la pagina non esiste | questa pagina non esiste | pagina inesistente
la pagina richiesta non esiste | la pagina cercata non esiste | impossibile trovare la pagina | pagina non disponibile
contenuto non trovato | articolo non trovato
pagina niet gevonden | niet gevonden | deze pagina bestaat niet | de pagina bestaat niet | pagina bestaat niet
deze pagina bestaat niet meer | de pagina is niet gevonden | de pagina kon niet gevonden worden | artikel niet gevonden
sidan hittades inte | sidan kunde inte hittas | sidan kan inte hittas | sidan finns inte | sidan finns inte längre | hittades inte
sidan saknas | vi hittar inte sidan
siden ble ikke funnet | siden finnes ikke | fant ikke siden | ikke funnet | siden kan ikke finnes | finner ikke siden
siden blev ikke fundet | siden findes ikke | siden kunne ikke findes | ikke fundet | siden eksisterer ikke
sivua ei löytynyt | sivua ei löydy | ei löydy | ei löytynyt | sivua ei ole olemassa | hakemaasi sivua ei löytynyt
nie znaleziono strony | strona nie została znaleziona | nie znaleziono | strona nie istnieje | nie ma takiej strony
nie odnaleziono strony | podana strona nie istnieje | strony nie znaleziono
stránka nenalezena | stránka nebyla nalezena | nenalezeno | stránka neexistuje | požadovaná stránka nebyla nalezena
stránka nenájdená | stránka sa nenašla | stránka nebola nájdená | stránka nenašla
az oldal nem található | oldal nem található | a keresett oldal nem található | nem található | nincs ilyen oldal
pagina nu a fost găsită | pagina nu a fost gasita | pagină negăsită | pagina nu există | pagina nu exista | pagină inexistentă
страницата не е намерена | страницата не беше намерена | страницата не съществува | страницата не може да бъде намерена
страница не найдена | не найдено | не найдена | страница не существует | такой страницы нет | документ не найден
запрашиваемая страница не найдена | запрошенная страница не найдена | такой страницы не существует | страницы не существует
материал не найден | файл не найден | страница отсутствует | страница удалена | объект не найден
сторінку не знайдено | сторінка не знайдена | не знайдено | сторінки не існує | сторінка не існує | такої сторінки не існує
старонка не знойдзена | страница није пронађена | страницата не е пронајдена
stranica nije pronađena | stranica nije pronadjena | stranica ne postoji | tražena stranica ne postoji | nije pronađeno
stran ni bila najdena | strani ni mogoče najti | stran ne obstaja | stran ni najdena
η σελίδα δεν βρέθηκε | σελίδα δεν βρέθηκε | δεν βρέθηκε | η σελίδα δεν υπάρχει | δε βρέθηκε η σελίδα | δεν βρέθηκε η σελίδα
sayfa bulunamadı | bulunamadı | sayfa bulunamadi | sayfa mevcut değil | aradığınız sayfa bulunamadı | böyle bir sayfa yok
الصفحة غير موجودة | لم يتم العثور على الصفحة | غير موجود | تعذر العثور على الصفحة | صفحة غير موجودة | الصفحة المطلوبة غير موجودة
הדף לא נמצא | העמוד לא נמצא | דף לא נמצא | עמוד לא נמצא | לא נמצא | הדף המבוקש לא נמצא
صفحه یافت نشد | صفحه پیدا نشد | یافت نشد | صفحه مورد نظر یافت نشد | صفحه مورد نظر پیدا نشد
पृष्ठ नहीं मिला | पेज नहीं मिला | पृष्ठ मौजूद नहीं है | পৃষ্ঠা পাওয়া যায়নি | পাতাটি পাওয়া যায়নি | صفحہ نہیں ملا
页面不存在 | 页面未找到 | 找不到页面 | 未找到页面 | 找不到该页面 | 找不到此页面 | 无法找到页面 | 无法找到该页 | 您访问的页面不存在 | 网页不存在
您要找的页面不存在 | 您请求的页面不存在 | 未找到 | 文章不存在 | 内容不存在 | 页面没有找到 | 没有找到页面 | 页面找不到了 | 您查看的页面不存在
頁面不存在 | 找不到頁面 | 找不到網頁 | 找不到此頁面 | 找不到該頁面 | 您要找的頁面不存在 | 頁面未找到 | 無法找到頁面 | 找不到您要的頁面
ページが見つかりません | ページが見つかりませんでした | お探しのページは見つかりませんでした | お探しのページが見つかりません
お探しのページが見つかりませんでした | お探しのページは見つかりません | 指定されたページが見つかりません | ページは存在しません
ページが存在しません | 見つかりませんでした | 記事が見つかりません | このページは存在しません | ページが見つからない
指定されたページは存在しません | お探しのページは存在しません | ファイルが見つかりません | ページは見つかりませんでした
페이지를 찾을 수 없습니다 | 페이지를 찾을 수 없음 | 찾을 수 없습니다 | 존재하지 않는 페이지 | 존재하지 않는 페이지입니다
요청하신 페이지를 찾을 수 없습니다 | 페이지가 존재하지 않습니다 | 없는 페이지입니다
ไม่พบหน้า | ไม่พบหน้าที่คุณต้องการ | ไม่พบหน้านี้ | ไม่พบหน้าเว็บ | ไม่พบหน้าที่ต้องการ
không tìm thấy trang | trang không tồn tại | không tìm thấy | không tìm thấy trang này | trang bạn tìm kiếm không tồn tại
halaman tidak ditemukan | tidak ditemukan | halaman tidak tersedia | halaman tidak ada | laman tidak ditemui | halaman tidak dijumpai
pàgina no trobada | no s'ha trobat la pàgina | la pàgina no existeix | páxina non atopada | non se atopou a páxina | orria ez da aurkitu
puslapis nerastas | lapa nav atrasta | lehte ei leitud | lehekülge ei leitud | síða fannst ekki | síðan fannst ekki
faqja nuk u gjet | bladsy nie gevind nie | ukurasa haukupatikana | გვერდი ვერ მოიძებნა | էջը չի գտնվել | ni chafwyd hyd i'r dudalen
"""


def normalised(text):
    """As missing.c has it: case folded, letters, digits and marks alone."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return "".join(c for c in folded if unicodedata.category(c)[0] not in "PZSC")


def catalogue(data):
    """The messages of a compiled catalogue (GNU gettext, section 10.3)."""
    count, originals, translations = struct.unpack("<3I", data[8:20])

    def text(table, index):
        length, at = struct.unpack_from("<2I", data, table + 8 * index)
        return data[at:at + length].decode()
    return {text(originals, index): text(translations, index) for index in range(count)}


def phrases(wheel):
    with zipfile.ZipFile(wheel) as archive:
        for name in archive.namelist():
            if name.endswith(".mo"):
                messages = catalogue(archive.read(name))
                yield from (messages[message] for message in MESSAGES if messages.get(message))
    yield from BY_HAND.replace("\n", "|").split("|")


def main():
    rows = sorted({row.encode() for row in map(normalised, phrases(sys.argv[1])) if row})
    print("/* Written by missing.py from Django 5.1.4 (its catalogues) and its own list; sorted. */")
    for row in rows:
        print(f'"{row.decode()}",')


if __name__ == "__main__":
    main()

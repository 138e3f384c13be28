"""Invented names, posts and articles, and the dates of Twitter's languages: what the generated cases are made of."""

import datetime
import os

SEED = os.environ.get("CHECK_SEED", "")  # another seed draws other posts and combinations from the same templates

# --- Months as Twitter's widget prints them (CLDR's long dates), each with its order of day, month, year ---

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "pl": "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "uk": "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня",
    "tr": "Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık",
    "hu": "január február március április május június július augusztus szeptember október november december",
    "cs": "ledna února března dubna května června července srpna září října listopadu prosince",
    "ro": "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie",
    "sv": "januari februari mars april maj juni juli augusti september oktober november december",
    "da": "januar februar marts april maj juni juli august september oktober november december",
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "fi": "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta "
          "marraskuuta joulukuuta",
    "el": "Ιανουαρίου Φεβρουαρίου Μαρτίου Απριλίου Μαΐου Ιουνίου Ιουλίου Αυγούστου Σεπτεμβρίου Οκτωβρίου Νοεμβρίου "
          "Δεκεμβρίου",
    "he": "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "fa": "ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر",
    "hi": "जनवरी फ़रवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्तूबर नवंबर दिसंबर",
    "th": "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม",
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "ms": "Januari Februari Mac April Mei Jun Julai Ogos September Oktober November Disember",
    "ca": "de gener|de febrer|de març|d’abril|de maig|de juny|de juliol|d’agost|de setembre|d’octubre|de novembre|de desembre",
}
ORDER = {
    "en": "{m} {d}, {y}", "es": "{d} de {m} de {y}", "pt": "{d} de {m} de {y}", "de": "{d}. {m} {y}", "ru": "{d} {m} {y} г.",
    "uk": "{d} {m} {y} р.", "hu": "{y}. {m} {d}.", "cs": "{d}. {m} {y}", "da": "{d}. {m} {y}", "nb": "{d}. {m} {y}",
    "fi": "{d}. {m} {y}", "he": "{d} ב{m} {y}", "ca": "{d} {m} de {y}", "vi": "{d} tháng {n}, {y}", "ja": "{y}年{n}月{d}日",
    "zh": "{y}年{n}月{d}日", "ko": "{y}년 {n}월 {d}일",
}
LANGUAGES = sorted({*MONTHS, *ORDER})


def printed(day, lang="en"):
    """A date as Twitter prints it."""
    names = MONTHS.get(lang, "")
    month = names.split("|" if "|" in names else None)[day.month - 1] if names else ""
    return ORDER.get(lang, "{d} {m} {y}").format(d=day.day, m=month, n=day.month, y=day.year)


def twitter_id(moment):
    """The id of a post of that moment (milliseconds kept)."""
    ms = round(moment.timestamp() * 1000)
    return (ms - 1288834974657) << 22


def moment_of(ms):
    """Milliseconds since 1970 as RFC 3339."""
    when = datetime.datetime.fromtimestamp(ms // 1000, datetime.timezone.utc)
    return when.strftime("%Y-%m-%dT%H:%M:%S") + f".{ms % 1000:03}Z"


# --- Posts by language: nobody wrote them, they could have been written ---

POSTS = {
    "en": [
        "BREAKING: Two people are in custody after a truck struck the gate of the Halvern naval yard, police say",
        "Our tracker has now counted 412 outages since Monday. That is more than in all of last year",
        "The committee will vote at noon. Nobody I spoke to expects it to pass",
        "Full time at Millbrook Park. A late header from Osei, three points, and we are top of the table",
        "I have signed the order. The bridge opens on Friday, toll free, as I said it would",
        "Scoop: the governor’s office knew of the leak in March, according to e-mails we have seen",
        "“We are not asking for favours, we are asking for water,” says the mayor of Tarn Valley",
        "#StormEdda update: ferry services suspended, schools closed in six districts, 14,000 homes without power",
        "Thread: what the new rules mean for renters, landlords and everyone in between",
        "This is what the inside of the tunnel looked like an hour after the fire",
        "@NorthDeskDaily no one told us either. The letter came by post, unsigned",
        "Congratulations to our apprentices, all nine passed with distinction! #proud",
        "Photographs from the square tonight. Tens of thousands, and still arriving",
        "7.1-magnitude earthquake strikes 40 km south of Port Alder, no tsunami warning in effect",
    ],
    "fr": ["Le préfet annonce la fermeture de la vallée jusqu’à samedi en raison des crues",
           "Victoire 3-1 ce soir à Bréval ! Merci à nos supporters, vous avez été incroyables #AllezBréval"],
    "es": ["Última hora: evacuado el barrio de San Telmo por una fuga de gas, informan los bomberos",
           "Hoy firmamos el acuerdo que los vecinos pedían desde hace nueve años"],
    "pt": ["A prefeitura confirma: a ponte reabre na segunda-feira, com pedágio suspenso por 30 dias",
           "Que noite! Obrigado a todos que vieram ao estádio, vocês são gigantes"],
    "it": ["Chiusa la statale per frana tra Borgo Nuovo e Valdena, traffico deviato sulla provinciale",
           "Grazie ragazzi, una serata che non dimenticheremo mai #Coppa"],
    "nl": ["Treinverkeer rond Meerdijk ligt stil na een aanrijding, naar verwachting tot 18.00 uur",
           "Wat een wedstrijd, wat een publiek! Morgen de samenvatting"],
    "de": ["Die Feuerwehr ist mit 80 Kräften im Einsatz, bitte meidet die Hafenstraße weiträumig",
           "Der Stadtrat hat heute beschlossen: Das Freibad bleibt, die Eintrittspreise auch"],
    "pl": ["Uwaga, zamknięty most w Zalesiu Dolnym, objazd przez Kamionkę do odwołania",
           "Dziękujemy kibicom za wspaniały doping, wracamy z trzema punktami"],
    "ru": ["В посёлке Верхнереченск отключено электричество, ремонтные бригады работают на месте",
           "Сегодня подписали соглашение, которого жители ждали девять лет"],
    "uk": ["У громаді Верхня Балка відновили водопостачання, школи працюють у звичайному режимі",
           "Дякуємо всім, хто прийшов сьогодні на площу"],
    "tr": ["Yeşilova ilçesinde su kesintisi sona erdi, ekiplerimize teşekkür ederiz",
           "Bu akşam sahada büyük mücadele vardı, taraftarımıza teşekkürler"],
    "hu": ["Lezárták a völgyhidat, a forgalmat a régi útra terelik", "Köszönjük a szurkolóknak, felejthetetlen este volt"],
    "cs": ["Silnice do Horní Lhoty je po nehodě uzavřena, objížďka vede přes Dubí", "Děkujeme fanouškům za skvělou atmosféru"],
    "ro": ["Podul de la Valea Mare se redeschide luni, fără taxă în prima lună", "Mulțumim tuturor celor care au fost alături de noi"],
    "sv": ["Tågtrafiken vid Åsby står still efter ett elfel, prognos klockan 18", "Tack för i kväll, vilken publik"],
    "da": ["Broen ved Nørrevig er spærret indtil videre, kør via Sønderby", "Tak for støtten, vi ses på lørdag"],
    "nb": ["Veien over Heifjellet er stengt på grunn av uvær, ny vurdering klokken 20", "Takk for støtten, for en kveld"],
    "fi": ["Silta on suljettu myrskyn vuoksi, kiertotie kulkee Ylikylän kautta", "Kiitos kaikille, mikä ilta"],
    "el": ["Κλειστός ο δρόμος προς την Άνω Βρύση λόγω κατολίσθησης", "Ευχαριστούμε όλους όσοι ήρθαν σήμερα στην πλατεία"],
    "he": ["הכביש לכפר נחל נחסם בעקבות השיטפון, כוחות ההצלה במקום", "תודה לכל מי שהגיע הערב לכיכר"],
    "ar": ["إغلاق الطريق المؤدي إلى وادي الزهور بسبب السيول وفرق الإنقاذ في الموقع", "شكرا لكل من حضر الليلة إلى الساحة"],
    "fa": ["جاده دره گل به دلیل سیل بسته شد و نیروهای امدادی در محل هستند", "از همه کسانی که امشب آمدند سپاسگزاریم"],
    "hi": ["बाढ़ के कारण नई घाटी की सड़क बंद, राहत दल मौके पर मौजूद", "आज शाम मैदान में आने वाले सभी लोगों का धन्यवाद"],
    "th": ["ปิดถนนเข้าหมู่บ้านดอยใหม่เนื่องจากน้ำท่วม เจ้าหน้าที่กู้ภัยอยู่ในพื้นที่", "ขอบคุณทุกคนที่มาร่วมงานคืนนี้"],
    "vi": ["Đường vào thung lũng Hoa bị phong tỏa do lũ, lực lượng cứu hộ đã có mặt", "Cảm ơn tất cả mọi người đã đến tối nay"],
    "id": ["Jalan menuju Lembah Bunga ditutup karena banjir, tim SAR sudah di lokasi", "Terima kasih untuk semua yang hadir malam ini"],
    "ms": ["Jalan ke Lembah Bunga ditutup kerana banjir, pasukan penyelamat di lokasi", "Terima kasih kepada semua yang hadir malam ini"],
    "ja": ["大雨のため新谷町の県道は通行止めです。救助隊が現場で活動しています", "今夜はスタジアムに来てくれてありがとうございました"],
    "zh": ["因洪水新谷镇公路封闭,救援人员已抵达现场", "感谢今晚来到广场的每一个人"],
    "ko": ["폭우로 신곡읍 도로가 통제되었으며 구조대가 현장에서 활동 중입니다", "오늘 밤 경기장에 와 주신 모든 분께 감사드립니다"],
    "ca": ["Tallada la carretera de Vallnova per una esllavissada, els bombers hi treballen", "Gràcies a tothom per una nit inoblidable"],
}

NAMES = {
    "en": [("Halvern Police", "HalvernPolice"), ("Joan Mbeki-Ross", "joanmbekiross"), ("North Desk", "NorthDeskDaily"),
           ("Rory O’Dell", "rory_odell"), ("The Tarn Valley Post", "tarnvalleypost"), ("Dr. Ines Calder, PhD", "InesCalderPhD")],
    "fr": [("Préfet de la Brenne", "Prefet_Brenne"), ("Élodie Marchais", "emarchais")],
    "es": [("Bomberos San Telmo", "BomberosSTelmo"), ("Íñigo Peñalba", "ipenalba_")],
    "pt": [("Prefeitura de Rio Claro Novo", "PrefRCN"), ("João Conceição", "jconceicao10")],
    "it": [("Polizia Stradale Valdena", "PSValdena"), ("Nicolò Ferrante", "nicoferrante")],
    "nl": [("Spoor Meerdijk", "SpoorMeerdijk"), ("Jip van der Velde", "jipvdvelde")],
    "de": [("Feuerwehr Nordhafen", "FW_Nordhafen"), ("Jörg Müßig", "joerg_muessig")],
    "pl": [("Drogi Powiatu Zalesie", "DrogiZalesie"), ("Łukasz Żak", "lukaszzak_")],
    "ru": [("Верхнереченск онлайн", "vrechensk"), ("Алёна Кирсанова", "kirsanova_al")],
    "uk": [("Верхньобалківська громада", "vbalka_gov"), ("Їжакевич Олесь", "oles_yi")],
    "tr": [("Yeşilova Belediyesi", "yesilovabld"), ("Çağrı Işık", "cagriisik")],
    "hu": [("Völgyhíd Info", "volgyhidinfo"), ("Őry Zsófia", "oryzsofi")],
    "cs": [("Policie Horní Lhota", "PolicieHL"), ("Jiří Šťastný", "jstastny")],
    "ro": [("Primăria Valea Mare", "PrimValeaMare"), ("Ștefan Țurcanu", "sturcanu")],
    "sv": [("Åsby kommun", "asbykommun"), ("Örjan Ek", "orjan_ek")],
    "da": [("Nørrevig Politi", "NVPoliti"), ("Søren Østby", "sostby")],
    "nb": [("Vegmeldinger Heifjell", "VTSheifjell"), ("Åse Bråten", "asebraten")],
    "fi": [("Ylikylän pelastus", "YlikylaPel"), ("Väinö Mäkelä", "vmakela")],
    "el": [("Τροχαία Άνω Βρύσης", "TrohaiaAV"), ("Ελένη Ζαχαρίου", "elzachariou")],
    "he": [("חדשות כפר נחל", "kfarnahal"), ("מיכל רון", "michalron_")],
    "ar": [("أخبار الوادي", "AkhbarAlwadi"), ("مريم الخطيب", "mkhatib_")],
    "fa": [("خبر دره", "khabar_darreh"), ("نگار رستمی", "negar_rst")],
    "hi": [("घाटी समाचार", "GhatiSamachar"), ("अनिता वर्मा", "anitaverma_")],
    "th": [("ข่าวดอยใหม่", "doimainews"), ("สมชาย ใจดี", "somchai_jd")],
    "vi": [("Tin Thung Lũng", "tinthunglung"), ("Nguyễn Thị Hạnh", "nguyenhanh_")],
    "id": [("Info Lembah", "infolembah"), ("Siti Rahmawati", "sitirahma_")],
    "ms": [("Info Lembah MY", "infolembahMY"), ("Aiman Zulkifli", "aimanzul")],
    "ja": [("新谷町防災", "shintani_bosai"), ("佐藤 みなみ", "sato_minami")],
    "zh": [("新谷早报", "xingudaily"), ("李雨桐", "liyutong_")],
    "ko": [("신곡읍 소식", "singok_news"), ("김하늘", "kimhaneul_")],
    "ca": [("Bombers Vallnova", "bombersvallnova"), ("Núria Colomé", "ncolome")],
}

# Names that try a reader.
HARD_NAMES = [
    ("(((Ruth Edelstein)))", "rutheinvale"), ("VELLE Magazine (UK)", "VELLEmag"), ("Dar )0v0( Tell", "dartell_x"),
    ("¯\\_(ツ)_/¯", "shrugdept"), ("ALT- Forestry 🌲", "ALT_forest"), ("win, lose, draw, win, win", "drawwin"),
    ("Mike Certain ??", "mikecertain"), ("Wildcatturn\u200f", "wildcatturn"), ("Sam Deen - Vale Times", "samdeenvt"),
    ("J. K. L. Moreau, M.D.", "JKLMoreauMD"), ("🇺🇦 Olena 🌻", "olena_sun"), ("NWS Port Alder", "NWSPortAlder"),
    ("“Big” Tom Ashby", "bigtomashby"), ("C+J", "CplusJ"), ("50% Lawyer", "50pctlawyer"), ("Anna @ Home", "anna_at_home"),
    ("Ｗｉｄｅ　Ｔｙｐｅ", "widetype"), ("Dept. of Roads & Bridges", "RoadsBridges"), ("Ben [he/him]", "ben_hehim"),
    ("#1 Fan", "numberonefan"), ("𝓕𝓪𝓷𝓬𝔂", "fancyletters"), ("Matt | The Wire", "mattwire"), ("No. 10 Mill Lane", "10MillLane"),
    ("x", "x_"), ("The Late Show / Unofficial", "lateshowunoff"), ("A.", "a_dot_"), ("Zo\u0308e K", "zoe_k"),
    ("👑", "crownonly"), ("Nadia (on leave) 🦋", "nadia_onleave"), ("2019 Valley Games", "valleygames"),
]

# --- The article around a post: paragraphs without a joint that could be taken for a lost line break ---

BEFORE = [
    "The department confirmed the closure in a short statement on Tuesday evening and asked residents to be patient.",
    "Within minutes the clip had been watched half a million times, and the company had no comment.",
    "Officials in the valley had warned of exactly this for years, according to records seen by this newspaper.",
    "The player, who joined from Eastmoor in the summer, was quick to thank the crowd afterwards.",
    "Several reporters who were at the scene described the moment the doors were opened.",
]
AFTER = [
    "The council meets again next week, and a decision is expected before the summer recess.",
    "A spokesman did not respond to a request for comment by the time of publication.",
    "Neighbours said they had heard nothing unusual during the night.",
    "The club plays its next match away, at Port Alder, on Sunday afternoon.",
    "It was not immediately clear how many people were affected.",
]

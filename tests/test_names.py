"""Names: which spellings are one name, and which are not."""

import subprocess
import sys

import pytest

from spacetimeline.names import (
    MAX_NAME,
    fold,
    fold_word,
    leading_words,
    nearest,
    plain,
    starts_with_words,
    stored_keys,
    too_long,
    typed_keys,
    word_key,
    word_range,
    words,
)

# One key: spellings, and why they differ.
ONE_NAME = [
    ("Аимбетов Aïmbetov Aymbetov Aimbetov Ajmbetov AIMBETOV Айымбетов", "й, French, ISO 9, Kazakh"),
    ("Байконур Baïkonour Baykonur Baikonur Bajkonur", "the same of a place"),
    ("Мұсабаев Мусабаев Musabayev Musabaev Mussabajew Moussabaïev Mūsabaev", "ұ, ye, German ss"),
    ("Крикалёв Крикалев Krikalev Krikalyov Krikaliov Krikaljow Krikalëv", "ё"),
    ("Волков Volkov Wolkow", "German w"),
    ("Циблиев Tsibliyev Tsibliev Cibliev Tzibliev", "ц"),
    ("Кузнецов Kuznetsov Kuznecov Kouznetsov", "ц as a c before o, at the end only"),
    ("Ткачёв Tkachev Tkachyov Tkatschow Tkatchov Tkachov", "ч, and ё after it"),
    ("Трещёв Treshchov Treshchyov Treshchev Trechtchev Treschtschow", "щ"),
    ("Юрий Yuri Yuriy Yury Iouri Jurij Juri Youri Yurii", "ю and -ий"),
    ("Сергей Sergei Sergey Serguei Sergueï Sergej", "French gue"),
    ("Геннадий Gennady Gennadi Guennadi Gennadij", "French gue"),
    ("Артемьев Artemyev Artemiev Artemjew Artem'ev Artemʹev Artem’yev", "ь, dropped or not"),
    ("Александр Aleksandr Alexandr Alexander Alexandre Aleksandar Александър", "x, and -er"),
    ("Дёмин Демин Dyomin Demin Djomin Diomine", "ё, French final e"),
    ("Гагарин Gagarin Gagarine Гага́рин", "French final e, a stress mark"),
    ("Соловьёв Solovyov Soloviev Solovyev Solowjow Solov'ëv", "ь before ё"),
    ("Самокутяев Samokutyayev Samokutyaev Samokoutiaïev Samokutjajew", "я and е in a row"),
    ("Новицкий Novitskiy Novitsky Novitski Novickij", "-ий, ц"),
    ("Каденюк Kadenyuk Kadeniuk Kadeniouk Kadenjuk", "ю after a consonant"),
    ("Фёдор Fyodor Fedor Fiodor Fjodor", "ё at the start"),
    ("Пётр Петр Pyotr Petr Pjotr Piotr", "ё"),
    ("Джезказган Жезказган Zhezkazgan Dzhezkazgan", "Kazakh ж in Russian is дж"),
    ("Қызылорда Qyzylorda Kyzylorda Кызылорда", "қ"),
    ("Тоқтар Токтар Toktar Toqtar", "қ"),
    ("Әубәкіров Äubäkirov Aubakirov Аубакиров Aoubakirov", "ә, і, Kazakh Latin of 2021"),
    ("Талғат Talğat Talgat Талгат", "ғ"),
    ("Viehböck Viehboeck Viehbock VIEHBÖCK", "ö"),
    ("Jähn Jaehn Jahn", "ä"),
    ("Müller Mueller Muller", "ü"),
    ("Ørsted Oersted Orsted", "ø"),
    ("Ångström Angstroem Angstrom", "å"),
    ("Weiß Weiss", "ß"),
    ("Mirosław Miroslaw", "ł"),
    ("Gurragchaa Gürragchaa Гүррагчаа Gurragcha", "Mongolian ү, doubled letters"),
    ("Petrović Petrovic", "an accent folds, even where it stands for a letter"),
    ("Космос-2251 Kosmos-2251 Cosmos_2251 kosmos.2251", "hard c; punctuation"),
    ("KazSat-2 KAZSAT2 Казсат-2 Kazsat–2", "a number may touch"),
    ("Союз_ТМА-18М Soyouz_TMA-18M Soyuz_TMA-18M Sojus_TMA-18M Sojuz_TMA18M", "German s"),
    ("Soyuz_TMA-18М Sоyuz_TMA-18M Союз_TMA-18M Cоюз_ТМА-18М", "letters of the wrong alphabet"),
    ("Протон-К Proton-K Proton-К Proton/K", "a hyphen, a slash"),
    ("Молния Molniya Molnija Molnia", "-ия"),
    ("Луч Luch Loutch Lutsch", "short words too"),
    ("Яр Yar Iar Jar", "short words too"),
    ("Лев Lev Lew Лёв", "short words too"),
    ("野口_聡一 野口聡一 野口・聡一", "spaces and dots inside Japanese"),
    ("이소연 이_소연", "spaces inside Korean"),
    ("ＩＳＳ ISS iss", "full-width letters"),
    ("٢٠١٥ 2015", "digits of other scripts"),
    ("O'Connor OConnor O’Connor", "an apostrophe"),
    ("Га\u00adгарин Гагарин", "a soft hyphen"),
    ("Δημήτρης Dimitris", "Greek"),
    ("μ-Lab Mu-Lab µ-Lab", "a Greek letter on its own"),
    ("Science_&_Technology Science_and_Technology", "an ampersand"),
]

# Found although the key differs, since a spelling can be read in more than one way.
READ_ANOTHER_WAY = [
    ("Терешкова", "Terechkova", "French ch"),
    ("Терешкова", "Tereschkowa", "German sch"),
    ("Чернушка", "Tchernouchka", "French tch and ch"),
    ("Жолобов", "Jolobov", "French j"),
    ("Жолобов", "Scholobow", "German sch for ж"),
    ("Рождественский", "Rojdestvenski", "French j"),
    ("Джанибеков", "Djanibekov", "French dj"),
    ("Джанибеков", "Dschanibekow", "German dsch"),
    ("Джанибеков", "Janibekov", "English j"),
    ("Жезказган", "Jezkazgan", "Kazakh j"),
    ("Jezqazğan", "Жезказган", "stored in Kazakh Latin"),
    ("Jibek Joly", "Жибек Жолы", "stored in Kazakh Latin, without its letters"),
    ("Шымкент", "Şymkent", "Kazakh ş"),
    ("Ляхов", "Ljachow", "German ch"),
    ("Хрунов", "Chrunow", "German ch"),
    ("Циблиев", "Ziblijew", "German z"),
    ("Кузнецов", "Kusnezow", "German z"),
    ("Ткачёв", "Tkačëv", "ISO 9 č"),
    ("Tkačëv", "Ткачёв", "ISO 9 č, stored"),
    ("Щёголев", "Ŝëgolev", "ISO 9 ŝ"),
    ("Юлия", "Ûliâ", "ISO 9 û and â"),
    ("Буран", "Bourane", "French final e"),
    ("Hryhoriy", "Григорiй", "Ukrainian г, with a Latin i"),
    ("Proton-K", "ProtonK", "two words as one"),
    ("Sary Shagan", "Saryshagan", "two words as one"),
    ("Li Wei", "Liwei", "two words as one"),
    ("CZ-2C", "CZ-2С", "a Cyrillic С"),
]

# Names of the field that are not to be taken for each other.
DIFFERENT = [
    ("Kosmos-1100", "Kosmos-110", "doubled digits stay"),
    ("Soyuz TMA-18M", "Soyuz TMA-8M", "digits stay"),
    ("Falcon 9 v1.1", "Falcon 9 v11", "a point divides digits"),
    ("Angara 1.2", "Angara 12", "a point divides digits"),
    ("X-1-5", "X-15", "a hyphen divides digits"),
    ("LC1/5", "LC15", "a slash divides digits"),
    ("Titan II", "Titan III", "Roman numerals"),
    ("Titan I", "Titan II", "Roman numerals"),
    ("Black Brant XI", "Black Brant XII", "Roman numerals"),
    ("Black Brant IIB", "Black Brant IIIB", "Roman numerals with a letter"),
    ("Strypi VIIR", "Strypi VIIIR", "Roman numerals with a letter"),
    ("KZ-11", "CZ-11", "Kuaizhou, Chang Zheng: codes have no sounds"),
    ("SJ-7", "SY-7", "Shijian, Shiyan"),
    ("Shijian 11", "Shiyan 11", "the same in full"),
    ("KazSat-1", "KA-SAT", "compounds with Sat"),
    ("KazSat-2", "CATSat-2", "compounds with Sat"),
    ("JERS-1", "ERS-1", "initials with vowels"),
    ("ERTS-1", "ERS-1", "initials with vowels"),
    ("ESSA", "ESA", "initials with vowels"),
    ("CASA", "KASA", "initials with vowels"),
    ("LARES", "Larets", "ц is not с"),
    ("Antares 230+", "Antares 230", "a plus counts"),
    ("Shenzhou", "Shenzhu", "the Chinese ou is no French u"),
    ("Zhang", "Yang", "Chinese initials"),
    ("Zhang", "Chang", "Chinese initials"),
    ("Chen", "Shen", "Chinese initials"),
    ("Jing", "Ying", "Chinese initials"),
    ("Titov", "Tito", "a shorter name"),
    ("Volkov", "Volk", "a shorter name"),
    ("Ivanov", "Ivanova", "his and hers"),
    ("Romanenko", "Kononenko", "a like ending"),
    ("Soyuz-U2", "Soyuz-U", "a longer designation"),
    ("Salyut 6", "Salyut 7", "a number"),
    ("神舟五号", "神舟六号", "Chinese numbers"),
    ("がく", "かく", "a Japanese mark is part of the letter"),
    ("राम", "रम", "an Indian vowel sign is part of the letter"),
]


def spellings(text: str) -> list[str]:
    return [spelling.replace("_", " ") for spelling in text.split()]


@pytest.mark.parametrize(("names", "why"), ONE_NAME)
def test_spellings_of_one_name_fold_together(names: str, why: str) -> None:
    keys = {spelling: fold(spelling) for spelling in spellings(names)}
    assert len(set(keys.values())) == 1, (why, keys)


@pytest.mark.parametrize(("stored", "typed", "why"), READ_ANOTHER_WAY)
def test_other_readings_find_a_name(stored: str, typed: str, why: str) -> None:
    assert set(stored_keys(stored)) & set(typed_keys(typed)), (why, stored, typed)


@pytest.mark.parametrize(("one", "other", "why"), DIFFERENT)
def test_different_names_stay_apart(one: str, other: str, why: str) -> None:
    assert fold(one) != fold(other), why
    assert not set(stored_keys(one)) & set(typed_keys(other)), why


def test_the_key_is_words() -> None:
    assert fold(" «Союз»  ТМА-18М ") == "soius tma 18 m"
    assert words("Soyuz TMA-18M") == ("soius", "tma", "18", "m")
    assert plain("Союз ТМА-18М") == "soyuz tma 18 m"
    assert fold("神舟5号") == "神舟 5 号"
    assert fold("") == fold(" -/ ") == fold("\x00") == fold("\ud800") == ""


def test_first_key_is_the_fold() -> None:
    for text in ("Терешкова", "Terechkova", "Tkačëv", "Proton-K"):
        assert typed_keys(text)[0] == stored_keys(text)[0] == fold(text)
    assert stored_keys("—") == typed_keys("—") == ()


def test_plain_tells_apart_what_fold_does_not() -> None:
    assert fold("Michel") == fold("Mitchell")
    assert plain("Michel") != plain("Mitchell")
    assert plain("MICHEL!") == plain("Michel")


def test_what_is_too_long_is_cut() -> None:
    assert not too_long("a" * MAX_NAME)
    assert too_long("a" * (MAX_NAME + 1))
    assert plain("ab" * MAX_NAME) == plain("ab" * (MAX_NAME // 2))


@pytest.mark.parametrize(
    ("name", "prefix", "expected"),
    [
        ("Proton-M/Briz-M", "Протон", True),
        ("Proton-M/Briz-M", "Proton-M", True),
        ("Proton-M/Briz-M", "Proton-M Briz", True),
        ("Proton-M/Briz-M", "Briz", False),
        ("Proton-K/DM-2M", "Proton-K/DM-2", False),
        ("KazSat-1", "KazSat", True),
        ("KazSat-1", "Kaz", False),
        ("CATSat-1", "KazSat", False),
        ("Soyuz-U-PVB", "Soyuz-U", True),
        ("Soyuz-U2", "Soyuz-U", False),
        ("Союз-У-ПВБ", "Soyouz U", True),
        ("Soyuz-2-1A", "Soyuz-2", True),
        ("Soyuz-2.1a", "Soyuz-2", False),  # words end at space, hyphen and slash only
        ("Falcon 9", "Falcon 9", True),
        ("Falcon 9", "Falcon 90", False),
        ("Antares 230+", "Antares 230", False),
        ("Delta 4M+(4,2)", "Delta 4M+", True),
        ("राकेश शर्मा", "राकेश", True),
        ("Proton", "", False),
    ],
)
def test_leading_words(name: str, prefix: str, expected: bool) -> None:
    assert starts_with_words(name, prefix) is expected
    low, high = word_range(prefix)
    assert (low <= word_key(name) < high) is expected
    as_bytes = [key.encode() for key in (low, word_key(name), high)]  # as SQLite compares
    assert (as_bytes[0] <= as_bytes[1] < as_bytes[2]) is expected


def test_letters_and_digits_stay_together_in_leading_words() -> None:
    assert leading_words("Soyuz-U2") == ("soius", "u2")
    assert word_key("Soyuz TMA-18M") == " soius tma 18m "
    assert word_key("...") == ""
    assert word_range("...") == ("", "")


def test_words_of_a_vocabulary() -> None:
    for text in ("Partial_Failure", "partial failure", " PARTIAL--failure "):
        assert fold_word(text) == "partial failure"
    assert fold_word("deep‐space") == "deep space"
    assert fold_word("öffentlich") != fold_word("offentlich")


def test_nearest() -> None:
    keywords = ["year", "vehicle", "country", "outcome", "payload", "payload_country", "since"]
    assert nearest("vehical", keywords)[0] == "vehicle"
    assert nearest("outcom", keywords) == ["outcome"]
    assert nearest("payload country", keywords)[0] == "payload_country"
    assert nearest("Gagrin", ["Helen Sharman", "Yuri Gagarin"]) == ["Yuri Gagarin"]
    assert nearest("Kazsta-2", ["Apstar 2", "Kazsat-2", "OSTA-2"])[0] == "Kazsat-2"
    assert nearest("Аимбетв", ["Aidyn Aimbetov", "Talgat Musabayev"]) == ["Aidyn Aimbetov"]
    assert nearest("zzzz", keywords) == nearest("", keywords) == nearest("year", []) == []
    assert len(nearest("Kosmos-2", [f"Kosmos-{n}" for n in range(9999)], limit=5)) == 5


def test_import_is_cheap() -> None:
    code = "import sys; import spacetimeline.names; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    ).stdout.split()
    for module in ("typing", "dataclasses", "pathlib", "difflib", "rapidfuzz", "sqlalchemy"):
        assert module not in loaded

"""Claims that are told in other languages: found in them, shown in them, and told from what is not the same."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.engine import Engine, open_engine
from bot.guard.claim_reading import ClaimReading
from bot.index import Index
from bot.language.languages import language
from bot.language.reading import Reading
from bot.language.text import words
from bot.model import Candidate, Claim, Finding, Message, Translation
from bot.store import Store

from .claims import make_claim

FOUNDING = "obama-more-flexibility-russia"
ASKED = {
    "es": "¿Dijo Obama que tendría más flexibilidad después de las elecciones?",
    "fr": "Obama a-t-il dit à Medvedev qu'il aurait plus de flexibilité après l'élection ?",
    "de": "Hat Obama Medwedew gesagt, er werde nach der Wahl mehr Spielraum haben?",
    "pt": "É verdade que Obama disse a Medvedev que teria mais flexibilidade depois da eleição?",
    "it": "Obama ha detto che avrebbe avuto più flessibilità?",
    "nl": "Zei Obama dat hij meer flexibiliteit zou hebben?",
    "sv": "Sa Obama att han skulle ha mer flexibilitet?",
    "da": "Sagde Obama, at han ville have mere fleksibilitet?",
    "no": "Sa Obama at han ville ha mer fleksibilitet?",
    "fi": "Sanoiko Obama, että hänellä olisi enemmän joustovaraa?",
    "pl": "Czy to prawda, że Obama powiedział Miedwiediewowi, że po wyborach będzie miał większą swobodę?",
    "cs": "Řekl Obama, že bude mít větší flexibilitu?",
    "hu": "Azt mondta Obama, hogy nagyobb rugalmassága lesz?",
    "ro": "A spus Obama că va avea mai multă flexibilitate?",
    "ru": "Обама говорил, что у него будет больше гибкости?",
    "uk": "Чи казав Обама, що матиме більше гнучкості?",
    "el": "Είπε ο Ομπάμα ότι θα έχει περισσότερη ευελιξία;",
    "tr": "Obama daha fazla esnekliğim olacak dedi mi?",
    "ar": "هل قال أوباما إنه سيكون لديه مرونة أكبر؟",
    "fa": "آیا اوباما گفت که انعطاف بیشتری خواهد داشت؟",
    "he": "האם אובמה אמר שתהיה לו יותר גמישות?",
    "hi": "क्या ओबामा ने कहा था कि उनके पास ज़्यादा लचीलापन होगा?",
    "bn": "ওবামা কি বলেছিলেন যে তার আরও নমনীয়তা থাকবে?",
    "ur": "کیا اوباما نے کہا تھا کہ ان کے پاس زیادہ لچک ہوگی؟",
    "zh": "奥巴马说过他会有更多灵活性吗？",
    "ja": "オバマはもっと柔軟性を持てると言ったのか？",
    "ko": "오바마가 더 많은 유연성을 갖게 될 것이라고 말했나요?",
    "id": "Apakah Obama mengatakan dia akan punya lebih banyak fleksibilitas?",
    "vi": "Obama có nói rằng ông sẽ có nhiều linh hoạt hơn không?",
    "th": "โอบามาพูดว่าเขาจะมีความยืดหยุ่นมากขึ้นหรือไม่",
}
NOT_ASKED = [
    "¿Dijo Putin que tendría más flexibilidad después de las elecciones?",
    "¿Dijo Obama que tendría menos flexibilidad?",
    "Merkel a-t-elle dit à Medvedev qu'elle aurait plus de flexibilité après l'élection ?",
    "Obama a-t-il dit à Medvedev qu'il aurait plus d'argent après l'élection ?",
    "Hat Merkel Medwedew gesagt, sie werde nach der Wahl mehr Spielraum haben?",
    "Zei Poetin dat hij meer flexibiliteit zou hebben?",
    "Sa Putin att han skulle ha mer flexibilitet?",
    "Sa Putin at han ville ha mer fleksibilitet?",
    "Czy to prawda, że Tusk powiedział Miedwiediewowi, że po wyborach będzie miał większą elastyczność?",
    "Erdoğan daha fazla esnekliğim olacak dedi mi?",
    "Путин говорил, что у него будет больше гибкости?",
    "Обама никогда не говорил, что у него будет больше гибкости?",
    "Правда ли, что Медведев сказал Обаме, что после выборов у него будет больше гибкости?",
    "هل قال بوتين إنه سيكون لديه مرونة أكبر؟",
    "آیا پوتین گفت که انعطاف بیشتری خواهد داشت؟",
    "האם פוטין אמר שתהיה לו יותר גמישות?",
    "क्या मोदी ने कहा था कि उनके पास ज़्यादा लचीलापन होगा?",
    "ওবামা কি মেদভেদেভকে টাকা দেবেন বলেছিলেন?",
    "پوتن نے کہا تھا کہ ان کے پاس زیادہ لچک ہوگی؟",
    "普京说过他会有更多灵活性吗？",
    "プーチンはもっと柔軟性を持てると言ったのか？",
    "오바마가 메르켈에게 더 많은 유연성을 갖게 될 것이라고 말했나요?",
    "Obama có nói rằng ông sẽ có ít linh hoạt hơn không?",
    "ปูตินพูดว่าเขาจะมีความยืดหยุ่นมากขึ้นหรือไม่",
]
OR_NOT = {
    "ar": "أم لا",
    "bn": "নাকি না",
    "cs": "nebo ne",
    "da": "eller ej",
    "de": "oder nicht",
    "el": "ή όχι",
    "es": "o no",
    "fa": "یا نه",
    "fi": "vai ei",
    "fr": "ou pas",
    "he": "או לא",
    "hi": "या नहीं",
    "hu": "vagy nem",
    "id": "atau tidak",
    "it": "o no",
    "nl": "of niet",
    "pl": "czy nie",
    "pt": "ou não",
    "ro": "sau nu",
    "ru": "или нет",
    "sv": "eller inte",
    "tr": "yoksa yalan mı",
    "uk": "чи ні",
    "ur": "یا نہیں",
    "vi": "hay không",
}
# What is put behind a question in other languages as "right?" and "isn't it?" are: often a word of denial.
TAGS = {
    "es": "¿no",
    "fr": "non",
    "de": "ne",
    "pt": "não foi",
    "it": "no",
    "nl": "niet waar",
    "da": "ikke",
    "no": "ikke sant",
    "fi": "eikö niin",
    "cs": "že ne",
    "hu": "nem",
    "ru": "не так ли",
    "uk": "хіба ні",
    "el": "έτσι δεν είναι",
    "tr": "değil mi",
    "ar": "مش كده",
    "fa": "مگه نه",
    "hi": "है ना",
    "bn": "তাই না",
    "ur": "ہے نا",
    "zh": "对不对",
    "ja": "じゃないの",
    "ko": "아닌가요",
    "id": "bukan",
    "vi": "phải không",
}
MOON = Translation("it", "La luna è fatta di formaggio.", (), ("lunare", "groviera"))


@pytest.mark.parametrize(("code", "text"), ASKED.items(), ids=ASKED)
def test_the_founding_question_is_answered_in_its_own_language(engine: Engine, code: str, text: str) -> None:
    finding = engine.ask(Message(text)).findings[0]
    assert finding.outcome == "match"
    assert finding.claim
    assert (finding.claim.id, finding.claim.language, finding.claim.verdict) == (FOUNDING, code, "true")
    assert finding.claim.quotes[0].text.startswith("This is my last election.")


@pytest.mark.parametrize(("code", "or_not"), OR_NOT.items(), ids=OR_NOT)
def test_or_not_denies_nothing_in_any_language(engine: Engine, code: str, or_not: str) -> None:
    asked = ASKED[code].rstrip("?？؟ ")
    assert engine.ask(Message(f"{asked} {or_not}?")).outcome == "match"


@pytest.mark.parametrize(("code", "tag"), TAGS.items(), ids=TAGS)
def test_nor_does_what_only_asks_to_be_told_that_it_is_so(engine: Engine, code: str, tag: str) -> None:
    asked = ASKED[code].rstrip("?？؟ ;吗").removeprefix("¿")
    between = "" if code in ("zh", "ja") else ", "
    assert engine.ask(Message(f"{asked}{between}{tag}?")).outcome == "match"


@pytest.mark.parametrize(
    "text",
    [
        "Obama no dijo que tendría más flexibilidad, ¿no?",
        "Obama hat nie gesagt, dass er mehr Spielraum hätte, oder?",
        "奥巴马没有说过他会有更多灵活性，对不对？",
        "Obama daha esnek olmayacağını söyledi mi?",
        "Obama daha fazla esnekliğim olmaz dedi mi?",
        "A spus Obama că n-o să aibă mai multă flexibilitate?",
        "هل قال أوباما إنه لن يكون لديه مرونة أكبر؟",
        "اوباما نگفت که انعطاف بیشتری خواهد داشت",
    ],
)
def test_what_is_denied_gets_no_verdict_in_any_language(engine: Engine, text: str) -> None:
    finding = engine.ask(Message(text)).findings[0]
    assert finding.outcome == "related"
    assert "negation" in {each.kind for each in finding.differs}


@pytest.mark.parametrize("code", ["zh", "ja", "el", "ro", "ur"])
def test_a_question_on_one_claim_says_no_more_than_that(engine: Engine, code: str) -> None:
    answer = engine.ask(Message(ASKED[code]))
    assert (answer.outcome, answer.note) == ("match", None)


def test_a_long_message_in_signs_that_says_more_is_told_so(engine: Engine) -> None:
    claim = engine.store.get(FOUNDING)
    assert claim
    more = "另外，昨天上海的一家面馆因为卫生问题被关闭，老板说他会搬到北京重新开店。"
    for said, note in ((claim.told_in("zh").text, None), (f"{claim.told_in('zh').text}。{more}", "more")):
        answer = engine.ask(Message(said))
        assert (answer.outcome, answer.note) == ("match", note)


def test_a_denial_with_another_ending_or_word_is_the_claims_own(store: Store) -> None:
    engine = _engine_over(store, {"de": "Die Kanzlerin schickte zum Osterfest keinen Gruß an Christen"})
    for asked in (
        "Kein Gruß der Kanzlerin an Christen zum Osterfest?",
        "Die Kanzlerin schickte nix zum Osterfest",
    ):
        kinds = {each.kind for each in engine.ask(Message(asked)).findings[0].differs}
        assert "negation" not in kinds, asked
    (finding,) = engine.ask(Message("Die Kanzlerin schickte zum Osterfest einen Gruß an Christen")).findings
    assert finding.outcome == "related"


@pytest.mark.parametrize(
    "text",
    [
        "Heeft Obama gezegd dat hij meer flexibiliteit zou hebben?",
        "Heeft Obama ooit beweerd dat hij meer flexibiliteit zou hebben?",
        "Klopt het dat Obama zei dat hij meer flexibiliteit zou hebben?",
        "Ik las dat Obama zei dat hij meer flexibiliteit zou hebben, klopt dat?",
        "Obama falou que teria mais flexibilidade?",
        "He leído que Obama dijo que tendría más flexibilidad, ¿es verdad?",
        "¿Es cierto que Obama declaró que tendría más flexibilidad?",
        "Påstod Obama, at han ville have mere fleksibilitet?",
        "Обама заявлял, что у него будет больше гибкости?",
        "Обама заявляв, що матиме більше гнучкості?",
        "أوباما قال إنه هيبقى عنده مرونة أكتر؟",
        "Hat Obama erklärt, er werde mehr Flexibilität haben?",
        "¿Aseguró Obama que sería más flexible?",
        "Sagte Obama, dass er flexibler sein würde?",
        "Obama a-t-il dit qu'il serait plus flexible ?",
    ],
)
def test_by_which_verb_it_was_said_makes_no_difference_in_any_language(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "match"


UNHEARD = {
    "es": "¿Obama le dijo a Medvedev sin que se diera cuenta del micrófono que tendría más flexibilidad?",
    "fr": "Obama a-t-il vraiment dit à Medvedev, sans se savoir écouté, qu'il aurait plus de flexibilité ?",
    "ro": "A spus Obama, fără să-și dea seama că e microfonul deschis, că va avea mai multă flexibilitate?",
    "el": "Είπε ο Ομπάμα, χωρίς να ξέρει ότι τον ακούνε, ότι θα έχει περισσότερη ευελιξία;",
    "sv": "Obama visste inte att han hördes när han sa till Medvedev att han skulle ha mer flexibilitet?",
    "fi": "Obama ei tiennyt että häntä kuunnellaan kun hän sanoi Medvedeville että joustovaraa on enemmän?",
    "hu": "Azt mondta Obama Medvegyevnek, nem tudva a mikrofonról, hogy nagyobb rugalmassága lesz?",
    "uk": "Обама не знав, що мікрофон увімкнено, і сказав Медведєву, що матиме більше гнучкості?",
    "vi": "obama medvedev micro chưa tắt sau bầu cử linh hoạt hơn",
    "zh": "歐巴馬沒發現麥克風開著,對梅德維傑夫說選後會更有彈性",
    "fa": "اوباما بدون آنکه بداند صدایش ضبط می‌شود به مدودف گفت بعد از انتخابات انعطاف بیشتری دارد؟",
}


@pytest.mark.parametrize(("code", "text"), UNHEARD.items(), ids=UNHEARD)
def test_who_does_not_know_that_he_is_heard_denies_nothing(engine: Engine, code: str, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "match"


@pytest.mark.parametrize(
    "text",
    [
        "Obama visste inte att han hördes, men han sa aldrig att han skulle ha mer flexibilitet",
        "Obama nu știa de microfon și n-a spus că va avea mai multă flexibilitate",
        "オバマがメドベージェフに選挙後の柔軟性なんて話をした事実は一切ない",
    ],
)
def test_but_what_else_is_denied_is(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome != "match"


BY_THE_WAY = [
    "Klopt het dat Obama via een openstaande microfoon tegen Medvedev zei dat hij flexibeler zou zijn na de"
    " verkiezingen?",
    "Micro indiscret : Obama promet à Medvedev davantage de « flexibilité » une fois réélu",
    "obama beim tuscheln mit medwedew erwischt: mehr handlungsspielraum nach der wahl",
    "Barack Obama venne intercettato da un microfono aperto mentre prometteva a Medvedev più flessibilità"
    " dopo la rielezione.",
    "obamat elkaptak h azt mondja medvegyevnek a valasztas utan tobb flexibilitasa lesz?? mikrofon kozben",
]


@pytest.mark.parametrize("text", BY_THE_WAY)
def test_who_asks_all_of_it_may_say_a_word_by_the_way(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "match"


@pytest.mark.parametrize(
    "text",
    [
        # Without whom he told it, without the election or the flexibility, each with the same word.
        "Klopt het dat Obama via een openstaande microfoon zei dat hij flexibeler zou zijn na de verkiezingen?",
        "Klopt het dat Obama via een openstaande microfoon tegen Medvedev zei dat hij flexibeler zou zijn?",
        "Klopt het dat Obama via een openstaande microfoon tegen Medvedev iets zei over de verkiezingen?",
        # A name, a number, and words of weight.
        "Klopt het dat Obama tegen Medvedev in Zoetermeer zei dat hij flexibeler zou zijn na de verkiezingen?",
        "Obama beim Tuscheln mit Medwedew erwischt: mehr Handlungsspielraum nach der Wahl 2015",
        "Obama zei het expres tegen Medvedev, dat hij flexibeler zou zijn na de verkiezingen",
        "Obama îi va spune săptămâna viitoare lui Medvedev că are mai multă flexibilitate după alegeri",
        "Era all'Aquila che Obama disse a Medvedev che dopo le elezioni avrebbe avuto più flessibilità?",
    ],
)
def test_but_no_word_that_may_change_what_is_asked(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "related"


ENGLISH = "After my election I have more flexibility"


@pytest.mark.parametrize(
    ("around", "outcome"),
    [
        ('"{}" lo dijo Obama?', "match"),
        ('"{}" - c\'est Obama qui a dit ça ?', "match"),
        ('"{}" το είπε ο Ομπάμα στον Μεντβέντεφ;', "match"),
        ("«{}» اینو واقعا اوباما به مدودف گفته؟", "match"),
        ('オバマが"{}"と言った?', "match"),
        ('プーチンが"{}"と言った?', "related"),
        ('"{}" сказал Путин Обаме?', "related"),
        ('"{}" Обама никогда не говорил!', "related"),
        ('"{}" quem disse isso foi o Trump?', "related"),
        ('"{}" real or nah', "match"),
    ],
)
def test_the_quote_itself_may_be_asked_about_in_any_language(
    engine: Engine, around: str, outcome: str
) -> None:
    finding = engine.ask(Message(around.format(ENGLISH))).findings[0]
    assert finding.outcome == outcome
    assert finding.claim
    assert finding.claim.id == FOUNDING


KEYWORDS = {
    "sv": "obama medvedev mikrofon flexibilitet valet",
    "da": "obama medvedev mikrofon fleksibilitet efter valg",
    "fi": "Obama Medvedev mikrofoni joustovaraa",
    "cs": "obama medvedev flexibilitu volbach",
    "tr": "obama medvedev esneklige secimlerinden",
    "ro": "obama medvedev microfon flexibilitate",
    "ur": "اوباما میدویدیف مائیکروفون لچک",
}


@pytest.mark.parametrize(("code", "text"), KEYWORDS.items(), ids=KEYWORDS)
def test_keywords_are_in_the_language_of_the_translation_that_has_them(
    engine: Engine, code: str, text: str
) -> None:
    (finding,) = engine.ask(Message(text)).findings
    assert finding.outcome == "match"
    assert finding.claim
    assert finding.claim.language in (code, {"da": "no"}.get(code))


@pytest.mark.parametrize(
    "text",
    [
        "โอบามา เมดเวเดฟ หลังเลือกตั้ง ยืดหยุ่น เช็กข่าว",  # "check", no Czech
        "ABD başkanı Obama Medvedev'e seçimden sonra daha esnek olurum dedi mi?",  # whose office it is
        "오바마 '선거후 더 유연' 발언 진짜?",  # with its ending
    ],
)
def test_nor_is_this_another_place_or_word(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "match"


@pytest.mark.parametrize("text", NOT_ASKED)
def test_what_was_not_said_gets_no_verdict_in_any_language(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome != "match"


def test_traditional_characters_are_answered_in_them(engine: Engine) -> None:
    finding = engine.ask(Message("歐巴馬說過他會有更多彈性嗎？")).findings[0]
    assert finding.outcome == "match"
    assert finding.claim
    assert "歐巴馬" in finding.claim.text


def test_a_claim_is_found_by_its_translation_until_that_is_taken_away(path: Path) -> None:
    engine = open_engine(path)
    claim = replace(make_claim("moon", "The moon is made of cheese."), claimant=None, keywords=(), quotes=())
    asked = Message("La luna è davvero fatta di formaggio?")
    engine.store.put([claim])
    assert engine.ask(asked).outcome == "none"
    engine.store.put([replace(claim, translations=(MOON,))])
    finding = engine.ask(asked).findings[0]
    assert (finding.outcome, finding.claim and finding.claim.text) == ("match", MOON.text)
    assert engine.ask(Message("La luna è davvero fatta di ghiaccio?")).outcome != "match"
    engine.store.put([claim])
    assert engine.ask(asked).outcome == "none"
    engine.close()


def test_in_a_language_without_lists_a_question_is_answered_too(path: Path) -> None:
    engine = open_engine(path)
    told = Translation("eo", "Jane Doe diris, ke la luno estas el fromaĝo.", ("Jane Doe",))
    claim = replace(make_claim("moon", "The moon is made of cheese."), claimant="Jane Doe", quotes=())
    engine.store.put([replace(claim, translations=(told,))])
    asked = "Ĉu Jane Doe vere diris, ke la luno estas el fromaĝo?"
    assert engine.ask(Message(asked)).outcome == "match"
    assert engine.ask(Message(asked.replace("Jane Doe", "Zebulon Pike"))).outcome != "match"
    engine.close()


def test_a_name_is_no_commoner_for_being_told_in_many_languages(store: Store) -> None:
    told = [Translation(code, f"Zebulon {code} luna.") for code in ("it", "es", "pt")]
    moon = replace(make_claim("moon", "Zebulon saw the moon."), translations=tuple(told))
    store.put([moon, make_claim("sun", "The sun is cold.")])
    index = Index(store)
    assert (index.count(), index.frequency("zebulon"), index.rarity("zebulon")) == (2, 1, 0.5)
    (luna,) = (word.stem for word in words("luna", "it"))
    assert [id_ for id_, _ in index.search(["zebulon", luna], 10)] == ["moon"]
    assert [id_ for id_, _ in index.search([], 10, prefix="lun")] == ["moon"]
    assert (index.has(luna), index.frequency(luna)) == (True, 0)
    store.remove(["moon"])
    index.refresh()
    assert (index.count(), index.search([luna], 10)) == (1, [])


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("¿Dijo Obama que tendría más flexibilidad con Irán?", "es"),  # was found by its Romanian words
        ("Hat Putin gesagt, dass er nach der Wahl flexibler sein werde?", "de"),  # by its English ones
        ("Did Putin say he'd have more flexibility?", "en"),
        # Others share more with these.
        ("¿Dijo Obama que sería menos flexible?", "es"),
        ("Obama a-t-il dit qu'il aurait plus de flexibilité avec l'Iran ?", "fr"),
    ],
)
def test_a_related_claim_is_told_in_the_language_of_the_message(
    engine: Engine, asked: str, language: str
) -> None:
    (finding,) = engine.ask(Message(asked)).findings
    assert finding.outcome == "related"
    assert finding.claim is not None
    assert (finding.claim.id, finding.claim.language) == ("obama-more-flexibility-russia", language)


def test_a_related_claim_without_a_translation_into_the_language_of_the_message_is_told_in_its_own(
    engine: Engine,
) -> None:
    (claim,) = engine.store.claims(["obama-more-flexibility-russia"])
    polish = claim.told_in("pl")
    assert polish.language == "pl"
    finding = Finding("related", "x", 0.1, polish, others=(Candidate(polish, 0.1),))
    told = engine._decider._told(finding, "ca")
    assert told.claim == told.others[0].claim == claim
    assert engine._decider._told(replace(finding, outcome="match"), "ca").claim == polish


def test_a_claim_is_told_in_the_words_of_its_translation() -> None:
    told = Translation("ru", "Джейн Доу говорит, что луна из сыра.", ("Джейн Доу",), ("сырный",))
    claim = replace(make_claim(), claimant="Jane Doe", translations=(told,))
    assert claim.translated(0) is claim
    shown = claim.translated(1)
    assert (shown.text, shown.claimant, shown.language) == (told.text, "Джейн Доу", "ru")
    assert (shown.keywords, shown.quotes, shown.reviews) == (("сырный",), claim.quotes, claim.reviews)
    assert replace(claim, claimant=None).translated(1).claimant is None
    assert ClaimReading(claim, translation=1).who == [("Джейн Доу", "Jane Doe")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("È vero che il comune regala biciclette ai neonati?", "it"),
        ("obama whispering to medvedev vid", "en"),
        ("barak obama hot mike medvedev", "en"),
        ("Sagde han, at han ville have mere?", "da"),
    ],
)
def test_a_language_that_is_seldom_must_be_sure(text: str, found: str) -> None:
    assert language(text, ["en", "es"], ["da", "it", "nl", "sv"]) == found


def test_a_word_that_begins_a_sentence_is_no_name_where_it_says_nothing() -> None:
    assert Reading("Czy Tusk powiedział coś?", language="pl").names == [("tusk",)]
    assert Reading("¿Es verdad que lo dijo Sánchez?", language="es").names == [("sánchez",)]


def test_a_question_in_another_language_than_english_may_not_say_much_of_its_own(engine: Engine) -> None:
    asked = "¿Fue Lula arrestado en 1980 por lavado de dinero?"
    assert engine.ask(Message(asked)).outcome == "match"
    assert engine.ask(Message(asked.replace("lavado de dinero", "encabezar una huelga"))).outcome != "match"


def test_translations_are_of_the_founding_claim_in_every_language_of_the_list(engine: Engine) -> None:
    claim = engine.store.get(FOUNDING)
    assert claim
    assert {told.language for told in claim.translations} == set(ASKED)
    for told in claim.translations:
        assert len(told.people) == 2
        assert not set(words(told.text, told.language)) <= set(words(claim.text, "en"))


def test_a_claim_made_by_hand_has_no_translations() -> None:
    assert Claim("c", "A claim.", ()).translations == ()


def test_a_question_in_malay_or_thai_on_an_imported_claim_gets_its_verdict(store: Store) -> None:
    told = {
        "ms": "Polis Norway menangkap imam di dalam masjid kerana membaca Al-Quran",
        "th": "ทหารพม่าฆ่าหมาตามหมู่บ้านเพราะมันเห่าเวลาเจ้าหน้าที่ทหารไปตามจับชาวบ้าน",
        "pt": "Vacina contra a gripe contém chip que controla a mente dos idosos em Portugal",
    }
    store.put([replace(make_claim(code, text), language=code) for code, text in told.items()])
    engine = Engine(store, Index(store))
    for asked, claim in {
        "Beneran polis Norway tangkap imam kat dalam masjid sebab baca Al-Quran?": "ms",
        "ทหารพม่าฆ่าหมาตามหมู่บ้านเพราะมันเห่าเวลาทหารไปตามจับชาวบ้าน จริงไหม": "th",
    }.items():
        found = engine.ask(Message(asked)).findings[0]
        assert found.claim
        assert (found.outcome, found.claim.id) == ("match", claim), asked


def _engine_over(store: Store, told: dict[str, str]) -> Engine:
    """An engine over a claim in each of some languages, by that."""
    store.put([replace(make_claim(code, text), language=code) for code, text in told.items()])
    return Engine(store, Index(store))


def test_another_word_in_the_place_of_one_of_the_claims_gets_no_verdict(store: Store) -> None:
    told = {
        "es": "El alcalde de Zaragoza cerró tres bibliotecas municipales en 2021",
        "de": "Kurkuma mit Honig heilt Asthma bei Kindern",
        "fr": "Les panneaux solaires attirent la foudre sur les maisons",
        "pt": "O mel de eucalipto cura a gripe das crianças em três dias",
        "ru": "Учёные доказали, что кофе разрушает печень",
        "tr": "Trabzon Valiliği sahilde mangal yakmayı yasakladı",
        "id": "Bupati Sleman membagikan sepeda gratis kepada guru",
    }
    engine = _engine_over(store, told)
    for code, other in {
        "es": ("Zaragoza", "Oviedo"),
        "de": ("Asthma", "Rheuma"),
        "fr": ("la foudre", "les abeilles"),
        "pt": ("gripe", "malária"),
        "ru": ("печень", "сердце"),
        "tr": ("Trabzon", "Bursa"),
        "id": ("sepeda", "laptop"),
    }.items():
        for end in ("?", ""):
            asked = told[code] + end
            assert engine.ask(Message(asked)).outcome == "match", asked
            assert engine.ask(Message(asked.replace(*other))).outcome != "match", asked


def test_somebody_else_in_the_place_of_whoever_a_claim_names_is_told(store: Store) -> None:
    told = {"de": "Angela Merkel hat Helene Fischer umarmt", "es": "Pedro Sánchez compró un yate"}
    engine = _engine_over(store, told)
    assert engine.ask(Message(told["de"])).outcome == "match"
    (finding,) = engine.ask(Message("Angela Merkel hat Greta Thunberg umarmt")).findings
    assert [found.asked for found in finding.differs] == ["Greta Thunberg"]


def test_a_verb_that_is_denied_gets_no_verdict_in_turkish(store: Store) -> None:
    told = "Nane çayı içmek saç dökülmesini önlüyor ve kalbi koruyor"
    engine = _engine_over(store, {"tr": told, "es": "El alcalde de Zaragoza cerró tres bibliotecas"})
    assert engine.ask(Message(told)).outcome == "match"
    for denied in ("önlemiyor", "önlemedi", "önlemez"):
        assert engine.ask(Message(told.replace("önlüyor", denied))).outcome != "match"


def test_a_denial_without_its_accents_is_the_claims_own(store: Store) -> None:
    engine = _engine_over(store, {"pt": "O leite de cabra não engorda porque não tem gordura"})
    assert engine.ask(Message("O leite de cabra nao engorda porque nao tem gordura?")).outcome == "match"
    assert engine.ask(Message("O leite de cabra engorda porque tem gordura?")).outcome != "match"


@pytest.mark.parametrize(
    "text",
    [
        "Có đúng là Obama nói ông sẽ có nhiều linh hoạt hơn không?",
        "Obama i-ar fi zis lui Medvedev că va avea mai multă flexibilitate?",
        "È vero che Obama ne aveva parlato, di avere più flessibilità dopo le elezioni?",
        "麦克风没关的时候奥巴马说过他会有更多灵活性吗？",
    ],
)
def test_what_only_looks_like_a_denial_denies_nothing(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "match"


@pytest.mark.parametrize(
    ("code", "after", "before"),
    [
        ("es", "después de las", "antes de las"),
        ("fr", "après l'élection", "avant l'élection"),
        ("de", "nach der Wahl", "vor der Wahl"),
        ("de", "nach der Wahl", "bis zur Wahl"),
        ("pt", "depois da", "antes da"),
        ("pl", "po wyborach", "przed wyborami"),
    ],
)
def test_before_is_not_after(engine: Engine, code: str, after: str, before: str) -> None:
    assert after in ASKED[code]
    finding = engine.ask(Message(ASKED[code].replace(after, before))).findings[0]
    assert (finding.outcome, finding.differs[0].kind) == ("related", "negation")


@pytest.mark.parametrize(
    "text",
    [
        "Zei Obama dat hij voor de verkiezingen meer flexibiliteit zou hebben?",
        "Sa Obama att han skulle ha mer flexibilitet före valet?",
        "Řekl Obama, že bude mít před volbami větší flexibilitu?",
        "Обама говорил, что до выборов у него будет больше гибкости?",
        "奥巴马说过选举之前他会有更多灵活性吗？",
        "オバマは選挙前ならもっと柔軟性を持てると言ったのか？",
        "오바마가 선거 전에 더 많은 유연성을 갖게 될 것이라고 말했나요?",
        "โอบามาพูดว่าก่อนการเลือกตั้งเขาจะมีความยืดหยุ่นมากขึ้นหรือไม่",
    ],
)
def test_what_would_be_before_the_election_gets_no_verdict(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome != "match"


def test_a_word_for_before_says_nothing_where_it_is_of_something_else(engine: Engine) -> None:
    asked = "Hat Obama Medwedew vor offenem Mikrofon gesagt, er werde mehr Spielraum haben?"
    assert engine.ask(Message(asked)).outcome == "match"
    asked = "Zei Obama voor een open microfoon dat hij meer flexibiliteit zou hebben?"
    assert engine.ask(Message(asked)).outcome == "match"


@pytest.mark.parametrize(
    ("code", "told", "word", "otherwise"),
    [
        ("de", "Die Zahl der Waldbrände ist 2022 in Hessen gestiegen", "gestiegen", "gesunken"),
        ("fr", "Le prix du beurre a augmenté de 20 % en 2022", "augmenté", "baissé"),
        ("pt", "O roubo de celulares caiu 30% em Curitiba", "caiu", "aumentou"),
        ("tr", "Konya'da kira fiyatları 2022'de düştü", "düştü", "arttı"),
        ("ja", "北海道の米の価格は2022年に下がった", "下がった", "上がった"),
        ("th", "ราคาไข่ไก่ในภูเก็ตเพิ่มขึ้นเมื่อปีที่แล้ว", "เพิ่มขึ้น", "ลดลง"),
    ],
)
def test_what_rises_does_not_fall(store: Store, code: str, told: str, word: str, otherwise: str) -> None:
    engine = _engine_over(store, {code: told, "es": "El alcalde de Zaragoza cerró tres bibliotecas"})
    assert engine.ask(Message(told)).outcome == "match"
    finding = engine.ask(Message(told.replace(word, otherwise) + "?")).findings[0]
    assert (finding.outcome, finding.differs[0].kind) == ("related", "negation")


@pytest.mark.parametrize(
    ("code", "told", "own", "other"),
    [
        ("ja", "歌手の山田太郎が沖縄の海で溺れて死亡した", "山田太郎", "鈴木一朗"),
        ("th", "ดื่มชาตะไคร้ร้อนก่อนนอนรักษาโรคหัวใจได้", "โรคหัวใจ", "เบาหวาน"),
        ("zh", "喝柠檬水可以治愈糖尿病和高血压", "糖尿病", "关节炎"),
    ],
)
def test_other_signs_in_the_place_of_the_claims_get_no_verdict(
    store: Store, code: str, told: str, own: str, other: str
) -> None:
    engine = _engine_over(store, {code: told, "es": "El alcalde de Zaragoza cerró tres bibliotecas"})
    assert engine.ask(Message(told)).outcome == "match"
    assert engine.ask(Message(told.replace(own, other))).outcome != "match"


@pytest.mark.parametrize(
    "text",
    [
        "奥巴马对布莱尔说过他会有更多灵活性吗？",
        "歐巴馬對李登輝說過他會有更多彈性嗎？",
        "オバマはキャメロンに選挙後はもっと柔軟性を持てると言ったのか？",
    ],
)
def test_whoever_else_is_told_is_a_stranger_in_signs(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome != "match"


@pytest.mark.parametrize(
    ("code", "claimant", "told", "turned"),
    [
        ("de", "Anna Krüger", "Anna Krüger hat Peter Wolff einen Dieb genannt", "Hat Wolff Anna Krüger einen Dieb genannt?"),
        ("ru", "Иван Соколов", "Иван Соколов назвал Петра Лебедева вором", "Лебедев назвал Соколова вором?"),
        ("tr", "Kemal Aydın", "Kemal Aydın, Zeynep Koç'a hırsız dedi", "Zeynep Koç Kemal Aydın'a hırsız dedi mi?"),
        ("hi", "रमेश गुप्ता", "रमेश गुप्ता ने सुनील वर्मा को चोर कहा", "क्या सुनील वर्मा ने रमेश गुप्ता को चोर कहा?"),
        ("ja", "佐藤一郎", "佐藤一郎は高橋次郎を泥棒と呼んだ", "高橋次郎は佐藤一郎を泥棒と呼んだのですか？"),
        ("th", "สมชาย ใจดี", "สมชาย ใจดี เรียก วิชัย มั่นคง ว่าหัวขโมย", "วิชัย มั่นคง เรียก สมชาย ใจดี ว่าหัวขโมยจริงไหม"),
    ],
)  # fmt: skip
def test_who_said_it_is_not_of_whom_it_was_said(
    store: Store, code: str, claimant: str, told: str, turned: str
) -> None:
    others = make_claim("es", "El alcalde de Zaragoza cerró tres bibliotecas")
    store.put([replace(make_claim(code, told), language=code, claimant=claimant), others])
    engine = Engine(store, Index(store))
    assert engine.ask(Message(f"{told}?")).outcome == "match"
    assert engine.ask(Message(turned)).outcome != "match"


@pytest.mark.parametrize(
    "text",
    [
        "¿Puede confirmar si el presidente Obama comunicó a Medvédev que dispondría de mayor flexibilidad?",
        "Können Sie bestätigen, dass Obama Medwedew mitteilte, er verfüge nach der Wahl über mehr Spielraum?",
        "Kunt u bevestigen dat Obama meedeelde dat hij na de verkiezingen over meer flexibiliteit zou beschikken?",
        "Potete confermare che Obama informò Medvedev che avrebbe avuto più flessibilità?",
        "Czy mogliby Państwo potwierdzić, że Obama poinformował, że będzie miał większą swobodę po wyborach?",
        "Můžete potvrdit, že Obama sdělil, že bude mít větší flexibilitu?",
        "СДЕЛАЙТЕ РЕПОСТ: Обама шепнул Медведеву, что у него будет больше гибкости",
        "هل يمكنك تأكيد أن أوباما أبلغ ميدفيديف أنه سيكون لديه مرونة أكبر؟",
    ],
)
def test_who_asks_formally_or_passes_on_is_answered_too(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "match"


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("fr", "Medvedev a-t-il dit qu'il aurait plus de flexibilité ?"),
        ("es", "¿Dijo Trump que tendría más flexibilidad?"),
        ("it", "Trump ha detto che avrebbe avuto più flessibilità?"),
        ("pt", "Trump disse que teria mais flexibilidade?"),
        ("de", "Sagte Trump, er hätte mehr Flexibilität?"),
        ("nl", "Beloofde Trump dat hij meer flexibiliteit zou hebben?"),
        ("es", "¿Dijo Obama que tendría más flexibilidad con Siria?"),
    ],
)
def test_what_nearly_was_said_is_shown_in_the_language_of_who_asks(
    engine: Engine, code: str, text: str
) -> None:
    finding = engine.ask(Message(text)).findings[0]
    assert finding.claim
    assert (finding.outcome, finding.claim.id, finding.claim.language) == ("related", FOUNDING, code)
    assert finding.differs


def test_words_of_another_translation_outweigh_what_the_language_seems_to_be(engine: Engine) -> None:
    finding = engine.ask(Message("obama noi voi medvedev la sau bau cu se linh hoat hon")).findings[0]
    assert finding.claim
    assert (finding.outcome, finding.claim.language) == ("match", "vi")


def test_until_is_not_since_and_4g_is_not_5g(store: Store) -> None:
    told = {
        "es": "El puente de Triana estará cerrado desde marzo",
        "de": "Die Elbbrücke ist bis Oktober gesperrt",
        "fr": "La piscine de Nantes est gratuite jusqu'en juin",
        "id": "Jembatan Ampera ditutup sejak Agustus",
        "ar": "حديقة الأزبكية مغلقة منذ رمضان",
        "pl": "Most Poniatowskiego jest zamknięty od marca",
        "tr": "Bursa'da 5G direkleri kuşları öldürüyor",
    }
    engine = _engine_over(store, told)
    for code, other in {
        "es": ("desde", "hasta"),
        "de": ("bis", "seit"),
        "fr": ("jusqu'en", "depuis"),
        "id": ("sejak", "hingga"),
        "ar": ("منذ", "حتى"),
        "pl": ("od", "do"),
        "tr": ("5G", "4G"),
    }.items():
        assert engine.ask(Message(told[code])).outcome == "match", code
        finding = engine.ask(Message(told[code].replace(*other))).findings[0]
        assert finding.outcome == "related", code
        assert finding.differs[0].kind == ("number" if code == "tr" else "negation"), code


def test_who_tells_a_part_of_a_claim_denied_gets_no_verdict(store: Store) -> None:
    engine = _engine_over(
        store, {"tr": "Rize'de çay üretimi 2021'de yüzde 6'ya düştü", "es": "La luna es de queso"}
    )
    assert engine.ask(Message("Rize'de çay üretimi düştü")).outcome == "match"
    finding = engine.ask(Message("Rize'de çay üretimi düşmedi")).findings[0]
    assert (finding.outcome, finding.differs[0].kind) == ("related", "negation")


def test_an_everyday_word_for_the_same_is_no_strange_word(store: Store) -> None:
    told = {
        "es": "El gobernador de Jalisco prohibió los patinetes en las playas",
        "de": "Masern-Impfstoffe lösen bei Hunden Allergien aus",
        "fr": "Le thé vert guérit la migraine des adolescents",
        "pt": "O cantor Beto Vilar morreu em um acidente de moto em Olinda",
        "ru": "Прививка от гриппа вызывает облысение",
        "tr": "Kekik çayı astımı iyileştirir",
        "ar": "لقاح الحصبة يسبب تساقط الشعر",
        "ja": "はしかワクチンは抜け毛の原因になる",
    }
    engine = _engine_over(store, told)
    for code, same, other in [
        ("es", ("prohibió", "vetó"), ("prohibió", "regaló")),
        ("de", ("Impfstoffe", "Impfungen"), ("Impfstoffe", "Medikamente")),
        ("fr", ("guérit", "soigne"), ("migraine", "grippe")),
        ("pt", ("morreu", "faleceu"), ("morreu", "riu")),
        ("ru", ("Прививка", "Вакцина"), ("облысение", "бессонницу")),
        ("tr", ("iyileştirir", "tedavi eder"), ("astımı", "vebayı")),
        ("ar", ("لقاح", "تطعيم"), ("الحصبة", "الكوليرا")),
        ("ja", ("ワクチン", "予防接種"), ("ワクチン", "治療薬")),
    ]:
        for words_, outcome in ((same, True), (other, False)):
            asked = told[code].replace(*words_) + "?"
            assert (engine.ask(Message(asked)).outcome == "match") is outcome, asked


def test_who_writes_russian_in_latin_letters_is_shown_the_claim_in_russian(store: Store) -> None:
    told = {
        "en": "Antibiotics cure the coronavirus",
        "ru": "Антибиотики излечивают коронавирус у детей",
        "es": "El alcalde de Zaragoza cerró tres bibliotecas",
    }
    engine = _engine_over(store, told)
    for asked, outcome, claim in (
        ("antibiotiki u detey ot koronavirusa?", "related", "ru"),
        ("izlechivaut li antibiotiki koronavirus", "related", "ru"),
        ("Do antibiotics cure the coronavirus?", "match", "en"),
    ):
        finding = engine.ask(Message(asked)).findings[0]
        assert finding.claim
        assert (finding.outcome, finding.claim.id) == (outcome, claim), asked


@pytest.mark.parametrize(
    ("asked", "outcome"),
    [
        # A third of the words may be its own, and two thirds are enough.
        ("¿De verdad el agua de coco cura la gripe rápido?", "match"),
        ("¿De verdad el agua de coco cura la gripe mañana?", "related"),
        ("¿De verdad el agua de coco cura el mareo rápido?", "related"),
        ("¿El ayuntamiento de Villarejo prohibió los patinetes del parque grande municipal?", "match"),
        ("¿El ayuntamiento de Villarejo prohibió los patinetes del parque por carta mañana?", "related"),
        ("¿El ayuntamiento de Villarejo prohibió los perros y gatos del parque grande?", "related"),
    ],
)
def test_a_question_on_a_claim_of_its_language_may_have_some_words_of_its_own(
    store: Store, asked: str, outcome: str
) -> None:
    told = ("El agua de coco cura la gripe", "Villarejo prohibió los patinetes eléctricos en el parque")
    french = "Le maire a offert des vélos aux enfants du quartier nord"
    engine = _engine_over(store, {"es": f"{told[0]} en dos días", "fr": french})
    store.put([replace(make_claim("parque", f"El ayuntamiento de {told[1]}"), language="es", quotes=())])
    assert engine.ask(Message(asked)).outcome == outcome


@pytest.mark.parametrize(
    ("told", "language", "same", "other"),
    [
        # What says nothing but for its first letter: "ingin".
        ("Minum susu panas setiap malam menyembuhkan sakit kepala", "id", "susu", "dingin"),
        # In a few words that claims have, which make a message seem to be in English.
        ("Vaksin COVID-19 mengandung kaca", "id", "kaca", "babi"),
        # Short words.
        ("बिहार सरकार ने दफ़्तरों में होली मनाने पर रोक लगा दी", "hi", "होली", "ईद"),
    ],
)
def test_a_word_that_looks_like_one_that_says_nothing_is_strange(
    store: Store, told: str, language: str, same: str, other: str
) -> None:
    others = [
        make_claim(f"en-{n}", f"COVID-19 vaccine number {n} was banned in three offices") for n in range(3)
    ]
    store.put(others)
    engine = _engine_over(store, {language: told})
    assert engine.ask(Message(f"{told}?")).outcome == "match"
    assert engine.ask(Message(f"{told.replace(same, other)}?")).outcome != "match"


@pytest.mark.parametrize(
    "text",
    [
        "obama a dit kil aurait plus de flexibilité apres les elections?",
        "hat obama echt gesagt er hat nach der wahl mehr flexibilität?",
        "Erklärte Obama gegenüber Medwedew, er werde nach der Wahl über mehr Flexibilität verfügen?",
        "Kunt u nagaan of Obama verklaarde dat hij over meer flexibiliteit zou beschikken?",
        "Obama ve Medvedev'in açık mikrofon olayı gerçek mi?",
        "هل قصة الميكروفون المفتوح بين أوباما وميدفيديف حقيقية؟",
        "क्या ओबामा और मेदवेदेव वाली खुले माइक की बात सच है?",
        "Obama åkte fast vid öppen mikrofon när han lovade Medvedev mer flexibilitet",
        "Obama ketahuan lewat mikrofon terbuka bilang akan lebih fleksibel setelah pemilu",
        "奥巴马和梅德韦杰夫的麦克风事件是真的吗?",
    ],
)
def test_how_it_is_asked_or_came_out_says_nothing_of_its_own(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "match"


def test_who_calls_for_something_asks_for_it(engine: Engine) -> None:
    asked = "el foro economico mundial pide que se elimine la propiedad privada de vehiculos"
    assert engine.ask(Message(asked)).outcome == "match"


@pytest.mark.parametrize(
    "text",
    [
        "Obama quiere más flexibilidad después de las elecciones",
        "Obama quer mais flexibilidade depois das eleições",
        "Obama vuole più flessibilità dopo le elezioni",
        "Obama seçimden sonra daha fazla esneklik istiyor",
        "Obama ingin lebih banyak fleksibilitas setelah pemilu",
        "奥巴马希望选举后有更大的灵活性",
        "奥巴马后悔对梅德韦杰夫说选举后他会有更大的灵活性",
        "Obama menyesal berkata kepada Medvedev bahwa ia akan lebih fleksibel setelah pemilu",
        "Obama a demandé à Medvedev s'il aurait plus de flexibilité après les élections",
        "Fragte Obama Medwedew, ob er nach der Wahl mehr Flexibilität habe?",
        "Obama vroeg Medvedev of hij na de verkiezingen meer flexibiliteit zou hebben",
        "ओबामा ने मेदवेदेव से पूछा कि क्या चुनाव के बाद उनके पास ज्यादा लचीलापन होगा",
        "奥巴马问梅德韦杰夫选举后是否会有更大的灵活性",
        "¿Tendrá Obama más flexibilidad después de las elecciones?",
        "Obama aura-t-il plus de flexibilité après les élections ?",
        "Wird Obama nach der Wahl mehr Flexibilität haben?",
        "Vil Obama have mere fleksibilitet efter valget?",
        "Czy Obama będzie miał większą elastyczność po wyborach?",
        "Будет ли у Обамы больше гибкости после выборов?",
        "Obama'nın seçimden sonra daha fazla esnekliği olacak mı?",
        "क्या चुनाव के बाद ओबामा के पास ज्यादा लचीलापन होगा?",
        "选举后奥巴马会有更大的灵活性吗?",
        "Tycker du att Obama borde ha sagt till Medvedev att han skulle vara mer flexibel efter valet?",
        "Obama debería haber dicho a Medvedev que tendría más flexibilidad después de las elecciones",
        "Obama sollte Medwedew sagen, dass er nach der Wahl mehr Flexibilität hat",
        "اوباما باید به مدودف می‌گفت بعد از انتخابات انعطاف بیشتری دارد؟",
        "Barack Obama halusi, että hänellä olisi enemmän joustovaraa?",
        "Обама должен был сказать Медведеву, что будет гибче после выборов?",
        "奥巴马应该说他选举后会有更大的灵活性吗",
    ],
)
def test_what_was_wished_or_asked_or_is_to_come_was_not_said(engine: Engine, text: str) -> None:
    finding = engine.ask(Message(text)).findings[0]
    assert (finding.outcome, [found.kind for found in finding.differs]) == ("related", ["unsure"])


@pytest.mark.parametrize(
    "text",
    [
        "mi tío quiere saber si Obama dijo que tendría más flexibilidad después de las elecciones",
        "Meine Tante fragt, ob Obama gesagt hat, dass er nach der Wahl flexibler sein wird",
        "mijn oom vroeg of Obama tegen Medvedev zei dat hij na de verkiezingen meer flexibiliteit zou hebben",
        "şunu sormak istiyorum: Obama Medvedev'e seçimden sonra daha esnek olacağını söyledi mi",
        "请问奥巴马说过选举后会有更大的灵活性吗",
        "奥巴马访问首尔时是否说过选举后会有更大的灵活性",
        "O Obama terá dito que teria mais flexibilidade depois das eleições?",
        "Obama: «tendré más flexibilidad después de las elecciones»",
    ],
)
def test_whoever_asks_wishes_nothing_of_what_was_said(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "match"


@pytest.mark.parametrize(
    "text",
    [
        "hot mic Obama Medvedev flexibilidad reelección verificar",
        'obama hot mic medvedev "more flexibility" – fake oder echt?',
        "Åben mikrofon afslører Obama: Mere spillerum efter valget, lød beskeden til Medvedev",
        "Avoin mikrofoni paljasti: Obama lupasi Medvedeville enemmän liikkumavaraa vaalien jälkeen",
        "Barack Obama byl přistižen na živém mikrofonu, jak Medveděvovi říká, že po volbách bude mít více prostoru",
        "Барака Обаму зафіксував увімкнений мікрофон, коли він говорив Медведєву, що після виборів зможе бути гнучкішим.",
    ],
)
def test_it_is_answered_in_the_words_of_each_language(engine: Engine, text: str) -> None:
    finding = engine.ask(Message(text)).findings[0]
    assert (finding.outcome, finding.claim and finding.claim.id) == ("match", "obama-more-flexibility-russia")


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        # "ruang", "fångade", "stänga" are the claim's.
        ("Obama mengatakan kepada Medvedev bahwa ia akan punya lebih banyak uang setelah pemilu", "uang"),
        ("Obama mengatakan kepada Medvedev bahwa ia akan lebih tegas setelah pemilu", "tegas"),
        ("Obama ångrade att han sa till Medvedev att han skulle ha mer flexibilitet efter valet", "ångrade"),
        ("Obama sa till Medvedev att han skulle vara strängare efter valet", "strängare"),
        ("奥巴马对梅德韦杰夫说选举后他会有更多的钱", "钱"),
    ],
)
def test_a_word_that_only_looks_like_one_of_the_claims_is_strange(
    engine: Engine, text: str, strange: str
) -> None:
    finding = engine.ask(Message(text)).findings[0]
    assert (finding.outcome, [found.asked for found in finding.differs]) == ("related", [strange])


@pytest.mark.parametrize(
    "text",
    [
        "no sé si es verdad que Obama dijo que tendría más flexibilidad después de las elecciones",
        "je sais pas si c'est vrai qu'Obama a dit qu'il aurait plus de flexibilité après l'élection",
        "ich weiß nicht ob das stimmt dass obama medwedew nach der wahl mehr flexibilität versprochen hat",
        "não sei se é verdade que Obama disse que teria mais flexibilidade depois da eleição",
        "nie wiem czy to prawda że Obama obiecał większą elastyczność po wyborach",
        "Не могли бы вы проверить, действительно ли Обама сказал, что у него будет больше гибкости?",
        "Не подскажете, правда ли, что Обама сказал Медведеву, что у него будет больше гибкости?",
        "Obama'nın daha esnek olacağını ifade edip etmediğini doğrulayabilir misiniz?",
        "पता नहीं सच है या नहीं कि ओबामा ने कहा चुनाव के बाद ज्यादा लचीलापन होगा",
        "gak tau bener apa nggak obama bilang lebih fleksibel setelah pemilu",
        "Obama no sabía que el micrófono estaba abierto y dijo que tendría más flexibilidad",
        "Obama wusste nicht, dass das Mikrofon an war, und versprach mehr Flexibilität nach der Wahl",
        "Obama sa til Medvedev at han ville ha mer fleksibilitet, uten å vite at mikrofonen var på",
    ],
)
def test_who_does_not_know_denies_nothing(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "match"


def test_what_he_did_not_know_is_denied_where_it_is_what_was_said(engine: Engine) -> None:
    for asked in (
        "Obama no sabía que tendría más flexibilidad después de las elecciones",
        "Obama weiß nicht, ob er nach der Wahl mehr Flexibilität haben wird",
        "no sé si Obama nunca dijo que tendría más flexibilidad",
    ):
        assert engine.ask(Message(asked)).outcome == "related", asked


def test_whom_something_is_done_to_is_no_place(engine: Engine) -> None:
    finding = engine.ask(Message("En 1980 arrestaron por lavado de dinero a Bolsonaro")).findings[0]
    (found,) = finding.differs
    assert (finding.outcome, found.kind, found.asked) == ("related", "speaker", "Bolsonaro")

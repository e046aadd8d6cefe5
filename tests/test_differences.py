"""The near-miss guard: a question that only looks like a claim is told apart from it."""

from collections.abc import Collection
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bot import starter
from bot.guard.claim_reading import ClaimReading
from bot.guard.differences import differences, differences_around, message_differences
from bot.language.lexicon import Lexicon
from bot.language.reading import Reading
from bot.language.speakers import speakers
from bot.language.text import clean
from bot.model import Claim, Difference, Quote, Review

from .wild import wild_text

WILD = wild_text(
    "Did Obama Putin Michelle tell told say said that not never more less than five 5 million 2012 2015 % "
    "26 March in Seoul was by . ? \n ' \" \ud800 東京"
)
SEOUL = Claim(
    id="flexibility",
    text="Barack Obama told Dmitri Medvedev on a live microphone that he would have more flexibility "
    "after his election.",
    reviews=(),
    claimant="Barack Obama",
    date="2012-03-26",
    place="Seoul, South Korea",
    quotes=(
        Quote(
            "This is my last election. After my election, I have more flexibility.",
            speaker="Barack Obama",
            date="2012-03-26",
            place="Seoul, South Korea",
        ),
        Quote("I will transmit this information to Vladimir", speaker="Dmitri Medvedev", date="2012-03-26"),
    ),
)
STARTER = {claim.id: claim for claim in starter.claims()}
CHECKED_IN_2018 = Claim(
    id="trailer",
    text="The trailer of 2020 shows it",
    reviews=(Review("P", "https://x.org/", "False", "False", "false", date="2018-05-01"),),
)
BOTH = pytest.mark.parametrize(
    "claim", [SEOUL, STARTER["obama-more-flexibility-russia"]], ids=["built", "starter"]
)


def _differ(question: str, claim: Claim) -> list[Difference]:
    return differences(Reading(clean(question)), ClaimReading(claim))


def _knowing(*names: str, common: Collection[str] = ()) -> Lexicon:
    """What a database would know that has these names and these common words."""

    def is_name(word: str) -> bool:
        return word in names

    return Lexicon(is_name, is_name, is_name, lambda word: word in common)


def _kinds(question: str, claim: str | Claim) -> set[str]:
    told = claim if isinstance(claim, Claim) else Claim(id="x", text=claim, reviews=())
    return {difference.kind for difference in _differ(question, told)}


@BOTH
@pytest.mark.parametrize(
    "question",
    [
        "Did Obama say he'd have more flexibility?",
        "did obama say he’d have more flexibility",
        "Did Barak Obma say he'd have more flexability?",
        "Did President Obama say he'd have more flexibility in 2012?",
        "Did Obama say on March 26, 2012, that he'd have more flexibility?",
        "Didn't Obama say he'd have more flexibility after the election?",
        "Was Obama caught on a hot mic saying he'd have more flexibility?",
        "obama more flexibility",
    ],
)
def test_the_founding_question_does_not_differ_from_its_claim(claim: Claim, question: str) -> None:
    assert _differ(question, claim) == []


@BOTH
def test_the_listener_of_the_claim_is_no_difference(claim: Claim) -> None:
    assert _differ("Did Obama tell Medvedev he'd have more flexibility?", claim) == []


@pytest.mark.parametrize("listener", ["Moscow", "the Russians", "Russia", "the Kremlin"])
def test_a_capital_and_its_people_stand_for_a_country(listener: str) -> None:
    question = f"Did Obama tell {listener} he'd have more flexibility?"
    assert _differ(question, STARTER["obama-more-flexibility-russia"]) == []


@BOTH
@pytest.mark.parametrize(
    ("question", "kind", "asked"),
    [
        ("Did Putin say he'd have more flexibility?", "speaker", "Putin"),
        ("did putin say he'd have more flexibility", "speaker", "Putin"),
        ("Did Medvedev say he'd have more flexibility?", "speaker", "Medvedev"),
        ("Did Michelle Obama say she'd have more flexibility?", "speaker", "Michelle Obama"),
        ("Did Obama tell Putin he'd have more flexibility?", "speaker", "Putin"),
        ("Did Medvedev tell Obama he'd have more flexibility?", "speaker", "Medvedev"),
        ("Did Obama say he'd have more flexibility in 2015?", "date", "2015"),
        ("Obama never said he'd have more flexibility", "negation", "not"),
        ("Obama didn't say he'd have more flexibility after the election", "negation", "not"),
        ("Did Obama say he'd have less flexibility?", "negation", "less"),
    ],
)
def test_a_near_miss_of_the_founding_question_differs(
    claim: Claim, question: str, kind: str, asked: str
) -> None:
    first = _differ(question, claim)[0]
    assert (first.kind, first.asked) == (kind, asked)


@BOTH
def test_the_claims_own_side_of_a_difference_is_given(claim: Claim) -> None:
    assert _differ("Did Putin say he'd have more flexibility in 2015?", claim) == [
        Difference("speaker", "Putin", "Barack Obama"),
        Difference("date", "2015", "2012"),
    ]


@BOTH
@pytest.mark.parametrize(
    "message",
    [
        "Did Medvedev say he'd transmit this information to Vladimir?",
        '"I will transmit this information to Vladimir." - Medvedev',
        "After my election I have more flexibility - Obama",
        "After my election I have more flexibility - really",
    ],
)
def test_somebody_quoted_in_a_claim_said_their_own_words(claim: Claim, message: str) -> None:
    assert _differ(message, claim) == []


@pytest.mark.parametrize(
    ("message", "claim", "speaker"),
    [
        ("150 million people have been killed by guns", "biden-150-million-killed-by-guns", "Joe Biden"),
        (
            "Harriet Tubman never actually freed the slaves.",
            "kanye-west-tubman-never-freed-slaves",
            "Kanye West",
        ),
        ("did trump drink bleach", "biden-trump-drink-bleach", "Donald Trump"),
        (
            "Did Obama have more flexibility after his election?",
            "obama-more-flexibility-russia",
            "Barack Obama",
        ),
    ],
)
def test_that_somebody_said_so_is_not_that_it_is_so(message: str, claim: str, speaker: str) -> None:
    assert _differ(message, STARTER[claim])[:1] == [Difference("speaker", "", speaker)]


@pytest.mark.parametrize(
    ("message", "claim"),
    [
        ("Biden: guns killed 150 million people since 2007", "biden-150-million-killed-by-guns"),
        ('"150 million people have been killed by guns" quote, real?', "biden-150-million-killed-by-guns"),
        ("Did Trump say people could drink bleach?", "biden-trump-drink-bleach"),
        ("Did Obama catch a hot mic with more flexibility?", "obama-more-flexibility-russia"),
        ("Are you the first man? After my election I have more flexibility", "obama-more-flexibility-russia"),
    ],
)
def test_who_asks_whether_it_was_said_need_not_say_so_twice(message: str, claim: str) -> None:
    assert all(each.asked for each in _differ(message, STARTER[claim]))


@pytest.mark.parametrize(
    ("asked", "differs"),
    [
        ("did bill clinton land under sniper fire in bosnia", ["Bill Clinton"]),
        ("chelsea clinton landed under sniper fire in bosnia", ["Chelsea Clinton"]),
        ("did hillary clinton land under sniper fire in bosnia", []),
        ("did that guy clinton land under sniper fire in bosnia", []),
    ],
)
def test_a_namesake_in_small_letters_differs(asked: str, differs: list[str]) -> None:
    assert [each.asked for each in _differ(asked, STARTER["clinton-bosnia-sniper-fire"])] == differs


AMAZON = Claim("amazon", "Amazon Corporation paid zero dollars in federal income taxes for 2017.", ())


@pytest.mark.parametrize(
    ("asked", "instead"),
    [
        ("did netflix pay zero federal income tax for 2017", "Netflix"),
        ("Did Google pay zero federal income tax for 2017?", "Google"),
        ("did the post office pay zero federal income tax", "Post Office"),
        ("walmart paid zero dollars in federal income taxes", "Walmart"),
    ],
)
def test_a_name_in_any_letters_in_the_place_of_the_one_a_claim_begins_with_differs(
    asked: str, instead: str
) -> None:
    assert Difference("speaker", instead, "Amazon") in _differ(asked, AMAZON)


@pytest.mark.parametrize("name", ["Theodore Roosevelt", "The Hague"])
def test_a_claim_begins_with_a_name_also_where_that_begins_like_the(name: str) -> None:
    claim = Claim("c", f"{name} paid zero dollars in federal income taxes for 2017.", ())
    assert _differ("did netflix pay zero federal income tax for 2017", claim)[-1].asked == "Netflix"


@pytest.mark.parametrize(
    "asked",
    [
        "did amazon pay zero federal income tax for 2017",
        "did amazn pay zero federal income tax for 2017",
        "Did an online retailer pay zero federal income tax for 2017?",
        "did they ever pay federal income taxes for 2017",
        "zero federal income tax for 2017, paid by whom",
    ],
)
def test_who_does_not_name_whom_a_claim_begins_with_names_nobody_else(asked: str) -> None:
    assert [each for each in _differ(asked, AMAZON) if each.kind == "speaker"] == []


@pytest.mark.parametrize(
    ("warning", "claim"),
    [
        (
            "never use your cell phone while refuelling at a gas station",
            "Using a cell phone while refuelling at a gas station brings a danger of setting off an explosion.",
        ),
        ("please don't call numbers that ring once", "Numbers that ring once are expensive to call."),
        ("Never return calls to 809, it is in the Caribbean", "Calls to 809 lead to the Caribbean."),
        ("They don't teach this in school: Irish slaves in a mine", "Irish slaves were packed into a mine."),
    ],
)
def test_a_warning_denies_nothing(warning: str, claim: str) -> None:
    assert _differ(warning, Claim("x", claim, ())) == []


@BOTH
@pytest.mark.parametrize(
    ("message", "signed", "speaker"),
    [
        ("I will transmit this information to Vladimir - Obama", "Obama", "Dmitri Medvedev"),
        ("After my election, I have more flexibility - Medvedev", "Medvedev", "Barack Obama"),
        ('"After my election, I have more flexibility" - Medvedev', "Medvedev", "Barack Obama"),
    ],
)
def test_whose_name_stands_behind_the_words_of_another_did_not_say_them(
    claim: Claim, message: str, signed: str, speaker: str
) -> None:
    assert _differ(message, claim) == [Difference("speaker", signed, speaker)]


@pytest.mark.parametrize(
    ("question", "claim", "kind"),
    [
        ("Unemployment in Texas rose under Kasich", "Unemployment in Ohio rose under Kasich", "place"),
        ("An earthquake in Japan killed thousands", "An earthquake in Turkey killed thousands", "place"),
        ("Did the wall cost 6 million dollars?", "The wall cost 5 million dollars", "number"),
        (
            "Spicer said precisely 3 million came",
            "Sean Spicer said nobody had ever drawn such a crowd",
            "number",
        ),
        ("NASA hides how fast Earth warms", "NASA exaggerates how fast Earth warms", "negation"),
        ("The wall was finished late", "The wall was finished early", "negation"),
        ("Half of them pay tax", "Half of them pay no tax", "negation"),
        (
            "you can get Ebola from a bus",
            "A person cannot catch Ebola just from riding on a plane or a bus.",
            "negation",
        ),
        ("Are 40% of all voters women?", "30 percent of voters are women", "number"),
        ("Was the law signed on July 5?", "The law was signed on July 4", "date"),
        ("The vaccine is not safe for children", "The vaccine is safe for children", "negation"),
        ("The vaccine is dangerous for children", "The vaccine is safe for children", "negation"),
        ("Did unemployment in Ohio fall?", "Unemployment in Ohio rose", "negation"),
        (
            "Vaccines cause autism in many small children",
            "Vaccines do not cause autism in children",
            "negation",
        ),
        ("Did Donald Trump say that Ted Cruz lied?", "Ted Cruz said that Donald Trump lied", "speaker"),
        ("Is a human's mouth cleaner than a dog's?", "A dog's mouth is cleaner than a human's", "unsure"),
        ("did unemployment in texas rise", "Unemployment in Ohio rose", "place"),
        ("Did the Iranians invade Ukraine?", "Russia invaded Ukraine", "place"),
        ("Did Joe Biden visit the plant?", "Ted Cruz visited the plant", "speaker"),
        ("Did @JoeBiden visit the plant?", "Ted Cruz visited the plant", "speaker"),
        ("JFK visited the plant", "Ted Cruz visited the plant", "speaker"),
        ("Did Germany sue France?", "France sued Germany", "speaker"),
        ("Was France sued by Germany?", "France sued Germany", "speaker"),
        ("La France a rompu avec le Mali", "Le Mali a rompu avec la France", "speaker"),
        ("Is the wall visible from the sun?", "The wall is visible from the moon", "unsure"),
        ("Did six million people vote illegally?", "Three million people voted illegally", "number"),
        ("Did they walk 100 km?", "They walked 20 miles", "number"),
        ("Did Ted Cruz never visit the plant?", "Ted Cruz visited the plant", "negation"),
        ("La vacuna no es segura para los niños", "La vacuna es segura para los niños", "negation"),
        ("بدأ بشار الأسد يعيش في شوارع طهران", "بشار الأسد يعيش في شوارع موسكو", "place"),
        ("日本要求各國制裁俄羅斯，卻大買俄羅斯石油", "美國要求各國制裁俄羅斯，卻大買俄羅斯石油", "place"),
        (
            "Soros financiaria grupos para derrubar o Brasil",
            "Soros financiaria grupos para derrubar os EUA",
            "place",
        ),
        ("மருத்துவமனையில் 20 மாணவர்கள்", "மருத்துவமனையில் 40 மாணவர்கள்", "number"),
        ("ਕੰਪਨੀ ਨੇ 0.4 ਲੱਖ ਕਰਮਚਾਰੀ ਕੱਢੇ", "ਕੰਪਨੀ ਨੇ 1.38 ਲੱਖ ਕਰਮਚਾਰੀ ਕੱਢੇ", "number"),
        (
            "George Bush took 92 days of vacation, Barack Obama took 367",
            "Barack Obama has taken 92 vacation days, against 367 for George W. Bush",
            "speaker",
        ),
        (
            "Do the next eight nations together outspend Germany?",
            "Germany spends more on its army than the next eight nations",
            "unsure",
        ),
        ("Do we use half of one percent of our brains?", "Humans use ten percent of their brains", "number"),
        (
            "Neil Armstrong never said a word about one small step, the line was dubbed in by an actor later",
            "Neil Armstrong stumbled over his line of one small step",
            "negation",
        ),
        (
            "Today, after 25 years as the cartoonist of the Pittsburgh paper, I was not fired by anybody",
            "Rob Rogers was fired by his newspaper after a cartoon",
            "negation",
        ),
        (
            "Congratulations, we always knew you were not a planet at all",
            "Pluto is again a planet",
            "negation",
        ),
        (
            "Did the Soviets spend millions on a space pen while NASA simply used pencils?",
            "NASA spent millions to develop a space pen, whereas the Soviets used pencils",
            "speaker",
        ),
        (
            "Botswana condemns remarks made by President Wolf",
            "Botswana condemned President Donald Trump's alleged remarks",
            "speaker",
        ),
        ("They bought a nine foot portrait", "They bought a six-foot-tall portrait", "number"),
        ("Did the trailer of 2018 show it?", CHECKED_IN_2018, "date"),
        ("Das Rathaus in Hannover ist versunken", "Das Rathaus in Bremen ist versunken", "place"),
        ("Did Minneapolis ban it?", "The city of Dallas, Texas, banned it", "place"),
        ("Did Houston, Texas, ban it?", "The city of Dallas, Texas, banned it", "place"),
        ("Hungary has the lowest taxes in Europe", "Poland has the lowest taxes in Europe", "place"),
        ("Do they all live in Seoul, Afghanistan?", "They all live in Seoul, South Korea", "place"),
        (
            "I have made it my life's mission to destroy all of Toronto, I hate it and all who live there",
            "Soros said: I have made it my life's mission to destroy the United States, I hate all who live there",
            "place",
        ),
        (
            "Did the Pope say it's necessary to believe in God?",
            "The Pope said it's not necessary for anyone to believe in God to be good",
            "negation",
        ),
    ],
)
def test_another_place_number_day_denial_or_order_differs(
    question: str, claim: str | Claim, kind: str
) -> None:
    assert kind in _kinds(question, claim)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        (
            "Did Melania Trump say this would be her last Christmas in the White House?",
            "First lady Melania Trump said this would be her final Christmas in the White House.",
        ),
        ("Are 30 percent of voters women?", "30% of voters are women"),
        ("Were there 3 million people in the crowd?", "Nobody had ever drawn such a crowd"),
        ("Did Moscow invade Ukraine in 2014?", "Russia invaded Ukraine in 2014"),
        (
            "Did the Soviets use pencils while NASA bought pens?",
            "NASA bought pens and the Soviets used pencils",
        ),
        ("Is a dog's mouth cleaner than a human's?", "A dog's mouth is cleaner than a human's"),
        ("Isn't the vaccine safe for children?", "The vaccine is safe for children"),
        ("Did nearly three million people vote illegally?", "2.9 million people voted illegally"),
        ("Is it false that the vaccine is safe?", "The vaccine is safe"),
        ("Did the vaccine not only help children?", "The vaccine helped children"),
        ("Was Germany sued by France?", "France sued Germany"),
        ("Did they walk 62 miles?", "They walked 100 km"),
        ("Did Cruz visit the plant?", "Ted Cruz visited the plant"),
        ("Did Dallas ban it?", "The city of Dallas, Texas, banned it"),
        ("Was it banned in Texas?", "It was banned in Dallas"),
        ("Did Teddy Cruz visit the plant?", "Ted Cruz visited the plant"),
        ("tell us whether France sued Germany", "France sued Germany"),
        ("Robert De Niro was a client of a ring, says Anna Smith", "Robert De Niro linked to a ring"),
        ("Phyllis Schlafly said: over my dead body", 'Phyllis Schlafly once said, "Over my dead body."'),
        (
            "Trump told a crowd that these veterans are not strong, which half of his party was sorry to hear",
            "Trump said that veterans are weak and unfit for their duties",
        ),
        (
            "After 25 years as the cartoonist of the Pittsburgh paper, Rogers says that he was fired today",
            "Rob Rogers was fired by his newspaper after a cartoon",
        ),
        (
            "Barack Obama took 92 days off, and George Bush 367",
            "Barack Obama has taken 92 vacation days, against 367 for George W. Bush",
        ),
        ("केजरीवाल ने दिया था गुजरात वालों को धमकी", "केजरीवाल ने दी गुजरात वालों को धमकी"),
        ("Eu não peço desculpas pelo que estou postando", "Ele escreveu: Eu não peço desculpas"),
        ("Parece que o navio estava perto do litoral", "O navio do Greenpeace estava perto do litoral"),
        ("Eine Parodie auf den Esel im Feld der Soldaten", "Ein Soldat trägt den Esel durch das Minenfeld"),
        ("Juiz autoriza partilha de 146\nmilhões da herança", "Juiz autoriza partilha de 146 milhões"),
        ("The U.S has moved to Defcon 3 amid Russian moves", "The U.S. alert level was raised to DEFCON 3"),
        ("Do women get 77% of what men are paid?", "Women get 77 cents for each dollar that men are paid"),
        (
            "Does the top 1 percent own more than the bottom 90?",
            "The top 1 percent owns more than 90 percent",
        ),
        ("Was the man, once unvaccinated, sent to a camp?", "Who is not vaccinated will be sent to a camp"),
        ("Biden said 150 million, but that was WAY off, wasn't it?", "Biden said 150 million"),
        ("Did hundreds of eagles die in CA?", "Hundreds of eagles died in California"),
        ("Did Amazon pay no taxes?", "Amazon paid zero dollars in federal income taxes"),
        ("Did Amazon pay zip in taxes for 2017?", "Amazon paid zero dollars in taxes for 2017"),
        ("Was Bowe Bergdahl promoted by President Obama?", "President Obama promoted Bowe Bergdahl"),
        ("Was Katy Perry taken from Ohio in handcuffs?", "Katy Perry was taken from Ohio in handcuffs"),
        (
            "Was the shield in Poland and the Czech Republic a gift to Moscow?",
            "The Eastern European shield was given up as a gift to Russia",
        ),
        ("No city has ever had stronger gun laws than Chicago", "Chicago has the strongest gun laws"),
        (
            "Is racism a disease of white people?",
            "Racism is not a disease of colored people but a disease of white people",
        ),
        ("¿Lo dijo Putin en el 98?", "Putin lo dijo el 11 de mayo de 1998"),
        ("Has Poland banned mosques?", "Poland has refused to allow mosques"),
        ("Can't Jane Doe be president?", "Jane Doe is disqualified from being president"),
        ("Will there be no more chocolate by 2020?", "The world will run out of chocolate by 2020"),
        ("Did masks spread the Spanish flu in 1918?", "Masks spread the flu in 1918 in Ohio"),
        ("Did Facebook ban all songs?", "Facebook is banning all songs but will allow hymns"),
        ("Is Las Vegas powered entirely by wind?", "Las Vegas is powered completely by wind"),
        ("Was a man from Ohio killed by a Pole?", "A man from Ohio was killed"),
        ("Tariffs have gone up a lot #NoMoreTariffs", "Tariffs have gone up"),
        ("Were people angry after the US election?", "People in Russia were angry after the election"),
        (
            "Is that picture of Australia's bushfires really a photo from the International Space Station?",
            "A photograph taken from the International Space Station shows bushfires burning across Australia.",
        ),
    ],
)
def test_the_same_thing_in_other_words_does_not_differ(question: str, claim: str) -> None:
    assert _kinds(question, claim) == set()


def test_a_common_word_before_a_verb_of_saying_is_nobody() -> None:
    said = "Alert: The governor said a minute ago, 'We are building a wall in Colorado.'"
    claim = ClaimReading(Claim("x", "Jared Polis said that he is building a wall in Colorado.", ()))
    assert differences(Reading(said, _knowing()), claim)
    assert not differences(Reading(said, _knowing(common=("alert",))), claim)


@pytest.mark.parametrize(
    "asked",
    [
        "Was Wolanski arrested in South Africa trying to see Mandela?",
        "was wolanski arrested in south africa trying to see mandela",
        "Was Wolanski Arrested in South Africa Trying to See Mandela?",
        "They never tell you this: WOW, years ago Wolanski himself was arrested there while he was trying to see "
        "somebody in prison, and nobody who is on the left or on the right wants to talk about it any more.",
    ],
)
def test_somebody_whom_no_claim_knows_in_the_place_of_one_of_its_people_differs(asked: str) -> None:
    told = ClaimReading(
        Claim("x", "Joe Biden was arrested in South Africa as he tried to see Nelson Mandela in prison", ())
    )

    def differs(text: str) -> list[Difference]:
        lexicon = Lexicon(
            lambda word: False, lambda word: True, is_strange=lambda word: word in ("wolanski", "arested")
        )
        reading = Reading(clean(text), lexicon, "en")
        return message_differences(reading, reading, told, author=None, date=None)

    assert [(difference.kind, difference.asked) for difference in differs(asked)] == [("speaker", "Wolanski")]
    assert differs(asked.replace("Wolanski", "Joe Biden").replace("wolanski", "joe biden")) == []
    assert differs("was he arested in south africa trying to see mandela") == []


def test_a_stranger_who_says_it_differs_where_the_claim_tells_of_nobody_who_says_it() -> None:
    told = ClaimReading(Claim("x", "Joe Biden talked about what he described as his hairy legs", ()))
    lexicon = Lexicon(lambda word: False, lambda word: True, is_strange=lambda word: word == "wolanski")
    stranger = Reading("Did Wolanski mention his hairy legs?", lexicon, "en")
    found = message_differences(stranger, stranger, told, author=None, date=None)
    assert [difference.asked for difference in found] == ["Wolanski"]


def test_to_whom_somebody_says_it_is_not_of_whom() -> None:
    told = ClaimReading(STARTER["clinton-hoped-tpp-gold-standard"])
    asked = "When Clinton told Anderson Cooper she had only hoped the trade deal would be a gold standard"
    said = Reading(asked, _knowing("anderson", "clinton"), "en")
    assert message_differences(said, said, told, author=None, date=None) == []


def test_two_words_of_a_claim_written_as_one_are_nobody() -> None:
    told = ClaimReading(Claim("x", "Al Gore said that the ice caps would have melted", ()))
    lexicon = Lexicon(
        lambda word: word == "gore",
        lambda word: False,
        is_strange=lambda word: word in ("icecaps", "wolanski"),
    )

    def differs(text: str) -> list[Difference]:
        reading = Reading(text, lexicon, "en")
        return message_differences(reading, reading, told, author=None, date=None)

    assert differs("the icecaps would be melted") == []
    assert differs("the wolanski would be melted")
    assert differs("By then the Icecaps would be melted, said Gore") == []
    assert differs("By then the Wolanskis would be melted")


def test_whose_something_was_is_shown_as_a_name() -> None:
    found = _differ("after medvedev's own election more flexibility obama", SEOUL)
    assert "Medvedev" in [difference.asked for difference in found]


def test_a_common_noun_does_not_make_a_strangers_name_the_claims() -> None:
    told = Claim(
        "x", "A Craigslist ad looked for people to stand in line for Donald Trump's rally in Erie", ()
    )

    def differs(text: str) -> list[Difference]:
        reading = Reading(text, _knowing("trump"), "en")
        return message_differences(reading, reading, ClaimReading(told), author=None, date=None)

    assert differs("On Craigslist they look for people to stand in line for the Trump Rally in Erie") == []
    assert differs("On Craigslist they look for people to stand in line for the Wolanski Rally in Erie")


def test_initials_of_a_name_with_small_words_are_the_claims() -> None:
    told = Claim("x", "The Department of Justice wanted Jane Miller to force women to wear skirts", ())
    lexicon = Lexicon(lambda word: False, lambda word: True, is_strange=lambda word: word in ("doj", "qxz"))

    def differs(text: str) -> list[Difference]:
        reading = Reading(text, lexicon, "en")
        return message_differences(reading, reading, ClaimReading(told), author=None, date=None)

    assert differs("would doj force women to wear skirts") == []
    assert differs("would qxz force women to wear skirts")


def test_a_tag_with_a_word_before_a_name_is_of_that_person() -> None:
    said = Reading("Everybody is in on it #FireFauci", _knowing("fauci"), "en")
    assert said.persons == [("fauci",)]


def test_a_given_name_in_lower_case_that_is_a_word_is_nobody() -> None:
    said = Reading("They speak of the mark of the beast in Ohio", _knowing("mark", "twain"))
    assert said.persons == []
    assert Reading("They speak of twain in Ohio", _knowing("mark", "twain")).persons == [("twain",)]


def test_a_person_is_known_by_the_fullest_name() -> None:
    """A headline with a capital for every word gives a name's words one by one."""
    review = Review("P", "https://x.org/", "False", "False", "false", title="Did Ilhan Omar Call for It?")
    claim = Claim("x", "U.S. Representative Ilhan Omar called for it.", (review,))

    known = _knowing("ilhan", "omar", "loomer", common=("call",))
    said = "Good grief: Ilhan Omar, of whom Laura Loomer tried to warn us, really did call for it."
    assert ClaimReading(claim, known).persons == [("ilhan", "omar")]
    assert differences(Reading(said, known), ClaimReading(claim, known)) == []


@pytest.mark.parametrize(
    ("swapped", "kind"),
    [
        (("Roosevelt", "McCain"), "speaker"),
        (("400", "120"), "number"),
        (("Texas", "Ohio"), "place"),
        (("1938", "1961"), "date"),
        (("is pardoned", "is not pardoned"), "negation"),
        (("", ""), ""),
    ],
)
def test_who_where_when_how_many_and_that_it_is_not_so_may_stand_anywhere_in_a_long_message(
    swapped: tuple[str, str], kind: str
) -> None:
    claim = ClaimReading(
        Claim("x", "In Texas, in 1938, Franklin Roosevelt was pardoned a $400 fine for speeding.", ())
    )
    post = (
        "You will not believe this one. I read it in an old book that my aunt keeps in her kitchen. It was all"
        " about Franklin Roosevelt and his first car. He drove much too fast, of course. And all that they gave"
        " him was a $400 fine for speeding. In Texas that is pardoned, as it was in 1938. Share it with all!"
    )
    said = Reading(post.replace(*swapped) if kind else post, _knowing("roosevelt", "mccain"))
    found = differences_around(said, claim)
    assert {difference.kind for difference in found} == ({kind} if kind else set())


@pytest.mark.parametrize("claim", STARTER.values(), ids=STARTER)
def test_no_claim_differs_from_its_own_words(claim: Claim) -> None:
    assert _differ(claim.text, claim) == []


def test_a_claim_in_which_somebody_is_told_by_nobody_can_be_compared() -> None:
    title = Review("P", "https://x.org/", "False", "False", "false", title="A letter told Obama to resign")
    claim = Claim(id="y", text="a letter asks a man to resign", reviews=(title,))
    assert _differ("Did a letter tell Obama to resign?", claim) == []


@settings(max_examples=200)
@given(WILD, WILD)
def test_any_two_texts_can_be_compared(question: str, text: str) -> None:
    title = Review("P", "https://x.org/", "False", "False", "false", title=text)
    titled = Claim(id="y", text="a letter asks a man to resign", reviews=(title,))
    for claim in (SEOUL, titled, Claim(id="x", text=text, reviews=(), claimant=question)):
        found = _differ(question, claim)
        assert len({(difference.kind, difference.asked) for difference in found}) == len(found)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (
            "Is the Great Wall of China visible from Mars?",
            "The Great Wall of China is visible from the moon.",
        ),
        (
            "Eating poppy seed bagels or muffins cannot produce a positive result on a drug screening test.",
            "Eating the poppy seeds on bagels and muffins can lead to a positive result on a drug screening test.",
        ),
        ("Is a cat's mouth cleaner than a dog's?", "A dog's mouth is cleaner than a human's."),
        (
            "Do windmills kill millions and millions of eagles?",
            "Windmills kill hundreds and hundreds of eagles.",
        ),
        ("Did Coca-Cola once contain heroin?", "Coca-Cola once had cocaine in it."),
        ("does turmeric lower high blood pressure", "Garlic can be used to bring down high blood pressure."),
        ("Do scanners leave hidden yellow dots?", "Printers leave hidden yellow dots on paper."),
        ("Did Reagan deny amnesty to them?", "Reagan granted amnesty to them."),
        (
            "Did Fauci say masks are needed?",
            "Anthony Fauci, the leading US expert on infectious diseases, said that people in the country have "
            "no need to wear masks for protection against COVID-19.",
        ),
        ("Did he say free people should be unarmed?", "He said that free people should be armed."),
        (
            "Did Zxcv give a talk at Howard University in May?",
            "Zxcv gave a talk at Lincoln University in May.",
        ),
        ("Did the senator disagree with the tax plan?", "The senator agreed with the tax plan."),
        ("Did bills plunge under the plan?", "Under the plan, bills would skyrocket."),
    ],
)
def test_another_thing_or_the_opposite_is_another_claim(asked: str, told: str) -> None:
    claim = ClaimReading(Claim("claim", told, ()))
    assert differences(Reading(asked), claim)
    assert not differences(Reading(told), claim)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Did Putin say that Trump calls him brilliant?", "Vladimir Putin calls Donald Trump brilliant."),
        (
            "Did Barack Obama say that Donald Trump's birth certificate is a forgery?",
            "Barack Obama's birth certificate was forged.",
        ),
    ],
)
def test_who_does_what_to_whom_inside_of_what_is_said(asked: str, told: str) -> None:
    claim = ClaimReading(Claim("claim", told, ()))
    assert "speaker" in {difference.kind for difference in differences(Reading(asked), claim)}


def test_who_says_that_somebody_did_it_did_not_do_it() -> None:
    deal = ClaimReading(
        Claim("x", "The deal gave Iran $150 billion, which was flown in.", (), claimant="Donald Trump")
    )
    assert differences(Reading("Did Trump give Iran $150 billion?"), deal)
    assert not differences(Reading("Did the deal give Iran $150 billion, as Trump says?"), deal)
    assert not differences(Reading("Did Trump get it right, $150 billion for Iran?"), deal)
    we = ClaimReading(Claim("x", "We gave Iran $150 billion.", (), claimant="Donald Trump"))
    assert not differences(Reading("Did Trump give Iran $150 billion?"), we)
    wall = ClaimReading(Claim("x", "A wall has been built in Ohio.", (), claimant="Donald Trump"))
    assert not differences(Reading("Did Trump build a wall in Ohio?"), wall)


def test_initials_stand_for_nobody_else_of_that_name() -> None:
    said = Claim("x", "Theodore Roosevelt said: there is but one answer to terrorism.", ())
    assert _kinds("FDR: there is but one answer to terrorism", said) == {"speaker"}
    assert _kinds("TR: there is but one answer to terrorism", said) == set()
    act = "The American Health Care Act was scored twice by its office."
    assert _kinds("The AHCA was scored twice", act) == set()


def test_a_stranger_in_the_place_of_whom_a_post_is_about_is_seen_though_its_author_is_of_the_claim() -> None:
    told = ClaimReading(
        Claim("c", "Chairman Adam Schiff would not let Elise Stefanik put questions to a witness.", ())
    )
    told_by = (
        "Once again, {} flat out REFUSES to let duly elected members of the committee put questions to the "
    )
    told_by += (
        "witness, simply because of what we are. His behavior is unacceptable, and he goes on to abuse it."
    )

    def found(who: str) -> list[str]:
        post = Reading(told_by.format(who), language="en")
        author, date = "Elise Stefanik (@EliseStefanik)", "2019-11-15"
        return [each.asked for each in message_differences(post, post, told, author=author, date=date)]

    assert found("Starmer") == ["Starmer"]
    assert found("Schiff") == []


def test_a_relative_of_somebody_named_is_no_stranger() -> None:
    claim = "Tom Blasey worked with a relative of Peter Strzok."
    assert _kinds("Peter Strzok's wife Jill Strzok worked with Tom Blasey", claim) == set()
    assert "speaker" in _kinds("Tom Blasey worked with a relative of Jill Strzok", claim)


def test_only_whole_names_in_tags_and_words_that_are_no_common_ones_are_strangers_in_a_post() -> None:
    claim = Claim("x", "Cheryl Mills called soldiers idiots and tortured in an email", ())
    known = _knowing("mills", "trump")
    post = (
        "What tortured idiots is Cheryl Mills writing about in her Email to the Department? #VeteransForTrump"
    )
    assert not differences(Reading(post, known), ClaimReading(claim, known))


def test_what_is_told_of_the_listener_is_not_what_is_told_of_the_speaker() -> None:
    claim = "Barack Obama told Dmitri Medvedev that he would have more flexibility."
    assert "speaker" in _kinds("Obama said Medvedev would have more flexibility", claim)
    assert _kinds("Obama told Medvedev he would have more flexibility", claim) == set()


def test_what_one_says_of_another_is_not_what_the_other_says_of_the_one() -> None:
    review = Review(
        "P", "https://x.org/", "False", "False", "false", title="Romney says Obama began with a tour"
    )
    claim = ClaimReading(Claim("x", "Barack Obama began with a tour.", (review,), claimant="Mitt Romney"))
    known = _knowing("obama", "romney")
    assert differences(Reading("Did Obama say Romney began with a tour?", known), claim)
    assert not differences(Reading("Did Obama begin with a tour, as Romney says?", known), claim)
    assert not differences(Reading("Did Romney say Obama began with a tour?", known), claim)


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        (
            "Did Hillary Clinton say climate change is a hoax invented by the Chinese?",
            "clinton-trump-climate-hoax-chinese",
        ),
        ("Did Joe Biden say that people may be okay if they drink bleach?", "biden-trump-drink-bleach"),
        (
            'Did Steve Bannon tell Americans about the coronavirus "there\'s nothing to worry about"?',
            "bannon-fauci-nothing-to-worry-about",
        ),
        (
            "Did Mark Twain say that it's easier to convince people than to fool them?",
            "twain-easier-to-fool-people",
        ),
        (
            "did putin call the founding of the soviet union the greatest geopolitical tragedy",
            "putin-soviet-breakup-geopolitical-tragedy",
        ),
        (
            "Did Amazon pay zero dollars in property taxes on its warehouses for 2017?",
            "sanders-amazon-paid-zero-tax",
        ),
        ("Can garlic be used to bring down high blood sugar?", "garlic-lowers-high-blood-pressure"),
        ("Does the noise of windmills cause heart attacks?", "trump-windmill-noise-cancer"),
        ("Did Al Gore say in an interview that he invented the cell phone?", "al-gore-invented-the-internet"),
        (
            "Were the polar bear scenes in Disney's White Wilderness staged by the crew?",
            "disney-lemmings-white-wilderness",
        ),
        (
            "Does cranberry juice three times a day keep you from getting the stomach flu?",
            "grape-juice-prevents-stomach-flu",
        ),
        ("was the white house built entirely by slaves?", "michelle-obama-white-house-built-by-slaves"),
        (
            "trump tweet jan 2018: white unemployment is at its lowest level on record. accurate?",
            "trump-black-unemployment-lowest-recorded",
        ),
        ("a giant wave of molasses killed people in New Orleans in 1919", "great-boston-molasses-flood"),
        (
            "Did Obama tell him that after Medvedev's own election there would be more flexibility?",
            "obama-more-flexibility-russia",
        ),
        ("Obama to Medvedev: more flexibility after the Russian election", "obama-more-flexibility-russia"),
        ("Obama's hot mic with Medvedev was about adoption, right?", "obama-more-flexibility-russia"),
        ("Did Obama's hot mic promise concern immigration amnesty?", "obama-more-flexibility-russia"),
        (
            "At a NATO summit, did a mic catch Obama telling Medvedev he'd have more flexibility?",
            "obama-more-flexibility-russia",
        ),
        ("did soldiers play football at christmas in world war 2", "world-war-i-christmas-truce"),
        ("Do 47 percent of American companies pay no income tax?", "romney-47-percent-no-income-tax"),
        ("Is there still cocaine in Coca-Cola today?", "coca-cola-used-to-contain-cocaine"),
        (
            "Teddy Roosevelt said patriotism means standing by the president no matter what - did he say this",
            "teddy-roosevelt-patriotism-not-the-president",
        ),
        ("was the molasses flood in boston caused by an anarchist bomb", "great-boston-molasses-flood"),
        ("Wasn't Trump FOR invading Iraq at first?", "trump-totally-against-iraq-war"),
        (
            "Sarah Palin was FOR the bridge to nowhere when she was running for governor, wasnt she?",
            "palin-bridge-to-nowhere",
        ),
        (
            "Was the White House built entirely by slaves, no free workers whatsoever? Thats how my professor put "
            "it",
            "michelle-obama-white-house-built-by-slaves",
        ),
        ("has even one alligator ever been found in a sewer?", "alligators-in-new-york-sewers"),
        (
            'Who said "our lives begin to end the day we become silent", was that Malcolm X?',
            "patrick-mlk-silent-things-that-matter",
        ),
        ("lincoln quote america will be distroyed from the outside", "lincoln-destroyed-from-within-quote"),
        ("Did Obama tell Putin he'd have more flexibility?", "obama-more-flexibility-russia"),
        (
            "Le Burkina Faso a-t-il mis fin à ses relations diplomatiques avec la France ?",
            "mali-rupture-relations-france",
        ),
    ],
)
def test_what_somebody_else_said_and_another_thing_differ(question: str, claim: str) -> None:
    assert _differ(question, STARTER[claim])


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("trump says putin calls him brilliant. true?", "trump-putin-calls-me-brilliant"),
        (
            "is the usa the only developed country w/o paid maternity leave? obama wrote that",
            "obama-only-country-no-paid-maternity-leave",
        ),
        ("amazon paid $0 federal income tax for 2017?? saw bernie tweet it", "sanders-amazon-paid-zero-tax"),
        ("can a poppy seed bagel make me fail a drug test at work", "poppy-seeds-drug-test"),
        (
            "did the 12 hottest years on record really all come in the last 15, like obama said",
            "obama-12-hottest-years",
        ),
        (
            "trump knew in feb 2020 covid was deadlier than flu but told the public its like the flu, is this true",
            "trump-covid-deadlier-than-flu-february-2020",
        ),
        (
            "Good morning from Lagos! My uncle says the Great Wall can be seen from the moon. True?",
            "great-wall-of-china-visible-from-moon",
        ),
        (
            "Scott Baio says that Barack told Dems to bring guns to a knife fight",
            "obama-gun-to-a-knife-fight",
        ),
        (
            "I from Ukraine. People here say Obama told Medvedev he will have more flexibility. This is truth?",
            "obama-more-flexibility-russia",
        ),
        (
            "Was it about missile defense that Obama told Medvedev he'd be flexible after his election?",
            "obama-more-flexibility-russia",
        ),
        (
            "At the nuclear summit, did a mic catch Obama telling Medvedev he'd have more flexibility?",
            "obama-more-flexibility-russia",
        ),
        (
            "Obama told Medvedev that after Obama's election he'd have more flexibility",
            "obama-more-flexibility-russia",
        ),
        (
            "Did reporters overhear Obama and Medvedev on more flexibility after the US election?",
            "obama-more-flexibility-russia",
        ),
        (
            "from Lagos! My uncle says the Great Wall can be seen from the moon. True?",
            "great-wall-of-china-visible-from-moon",
        ),
        ("Was there a Christmas truce in WW1?", "world-war-i-christmas-truce"),
        ("Is cancer really caused by the noise of windmills?", "trump-windmill-noise-cancer"),
        (
            "Trump told Jay-Z that it's HIS policies that got Black joblessness to a record low. Is it so?",
            "trump-my-policies-black-unemployment",
        ),
        ("47% of the population pays no income tax, right?", "romney-47-percent-no-income-tax"),
        (
            "PENNSYLVANIA LISTEN UP: Joe Biden's policy is to ban fracking outright",
            "biden-policy-ban-fracking-outright",
        ),
        ("Obama told Putin, via Medvedev, he'd have more flexibility", "obama-more-flexibility-russia"),
        (
            "Is this from Obama, my uncle in Manila posted it: After my election I have more flexibility?",
            "obama-more-flexibility-russia",
        ),
        (
            "someone says Obama told Medvedev he'd have more flexibility, 4,000 likes, and I owe him $20",
            "obama-more-flexibility-russia",
        ),
        (
            "Phone at 4%, quick: Obama said he'd have more flexibility, true?",
            "obama-more-flexibility-russia",
        ),
        (
            "I can picture it: Obama telling Medvedev he'd have more flexibility. Real?",
            "obama-more-flexibility-russia",
        ),
    ],
)
def test_what_people_add_or_leave_out_does_not_differ(question: str, claim: str) -> None:
    assert _differ(question, STARTER[claim]) == []


def test_whom_a_share_is_of_is_shown_as_it_is_written() -> None:
    asked = "Do 47 percent of American companies pay no income tax?"
    assert _differ(asked, STARTER["romney-47-percent-no-income-tax"]) == [
        Difference("unsure", "companies", "Americans")
    ]


def test_whoever_a_claim_is_about_may_be_exchanged_in_a_long_text_though_others_stay() -> None:
    claim = Claim(
        "lead",
        'Donald Trump criticized President Barack Obama during the shutdown for failing to "lead" and to '
        '"get everyone in a room".',
        (),
    )
    post = (
        "Remember when {} lectured President Obama about how to negotiate a deal to prevent a government "
        "shutdown, saying the president has to lead? You have to get everybody in a room, as it is good for "
        "all of the country, he said at the time."
    )
    knows = _knowing("trump", "obama", "donald", "barack", common=["room", "deal"])

    def found(post: str) -> list[Difference]:
        message = Reading(post, knows, "en")
        return message_differences(message, message, ClaimReading(claim, knows), author=None, date=None)

    assert [(d.kind, d.asked, d.claim) for d in found(post.format("Rutte"))] == [
        ("speaker", "Rutte", "Donald Trump")
    ]
    assert not found(post.format("Trump"))
    assert not found(post.format("Trump").replace("of the country", "of us here in Dayton"))


def test_a_common_noun_after_a_possessive_says_nothing() -> None:
    assert speakers('My physio says "be flexible like Obama".', lambda word: True) == []
    assert speakers("physio says so", lambda word: True) == [("physio",)]


@pytest.mark.parametrize(
    ("question", "claim", "asked", "told"),
    [
        ("Does garlic raise blood pressure?", "garlic-lowers-high-blood-pressure", "raise", "lower"),
        ("Did Trump support the Iraq war?", "trump-totally-against-iraq-war", "support", "against"),
        ("Did Dominion add votes for Trump?", "dominion-deleted-trump-votes", "add", "delete"),
        ("Is Obama's birth certificate genuine?", "obama-birth-certificate-forgery", "genuine", "forged"),
    ],
)
def test_the_opposite_of_a_claims_text_differs_although_it_is_among_what_else_is_told(
    question: str, claim: str, asked: str, told: str
) -> None:
    assert [(each.asked, each.claim) for each in _differ(question, STARTER[claim])] == [(asked, told)]


def test_no_word_is_said_to_be_the_claims_that_is_only_told_beside_it() -> None:
    (found,) = _differ(
        "Was Lincoln praised for the Gettysburg address?", STARTER["trump-gettysburg-address-ridiculed"]
    )
    assert (found.asked, found.claim) == ("praised", "ridiculed")
    told = replace(SEOUL, text="Obama went to Seoul.", keywords=("insulted",))
    assert [(each.asked, each.claim) for each in _differ("Was Obama praised in Seoul?", told)] == [
        ("praised", "")
    ]


@pytest.mark.parametrize(
    ("question", "claim"),
    [
        ("Did Trump double the national debt?", "trump-obama-doubled-debt"),
        ("Was Trump ridiculed for the Gettysburg address?", "trump-gettysburg-address-ridiculed"),
    ],
)
def test_who_made_a_claim_did_not_do_what_it_tells_of_another(question: str, claim: str) -> None:
    assert "speaker" in _kinds(question, STARTER[claim])
    right = question.replace("Trump", "Obama" if "debt" in question else "Lincoln")
    assert "speaker" not in _kinds(right, STARTER[claim])


def test_the_headline_of_a_check_denies_nothing_for_a_question_in_another_language() -> None:
    claim = STARTER["putin-predijo-11-s-entrevista-1998"]
    asked = Reading(clean("Did Putin predict 9/11 in a 1998 interview?"), language="en")
    assert "negation" not in {each.kind for each in differences(asked, ClaimReading(claim))}


@pytest.mark.parametrize(
    ("asked", "differs"),
    [
        ("Did Bush take 92 vacation days?", ("speaker", "Bush", "Barack Obama")),
        ("Did Obama take 92 vacation days?", None),
        ("Did Bush take 367 vacation days?", None),
    ],
)
def test_half_of_what_two_are_told_to_have_is_of_the_right_one(
    asked: str, differs: tuple[str, str, str] | None
) -> None:
    claim = ClaimReading(
        Claim("c", "Barack Obama has taken 92 vacation days, against 367 for George W. Bush.", ())
    )
    found = [
        (each.kind, each.asked, each.claim) for each in differences(Reading(asked, language="en"), claim)
    ]
    assert found == ([differs] if differs else [])


def test_whoever_only_made_a_claim_is_not_whom_it_is_about() -> None:
    claim = ClaimReading(Claim("c", "Windmills kill hundreds of eagles.", (), "Jane Doe"))
    found = differences(Reading("Did John Roe say that windmills kill eagles?", language="en"), claim)
    assert [(each.asked, each.claim) for each in found] == [("John Roe", "Jane Doe")]
    found = differences(Reading("Do the windmills of John Roe kill eagles?", language="en"), claim)
    assert [(each.asked, each.claim) for each in found] == [("John Roe", "")]


@pytest.mark.parametrize(
    ("asked", "differs"),
    [
        ("Jane Doe said the bank was robbed by John Roe", False),
        ("Jane Doe was robbed by John Roe", True),
        ("Jane Doe said she was robbed by John Roe", True),
    ],
)
def test_what_somebody_says_was_done_by_another_is_not_done_to_who_says_it(asked: str, differs: bool) -> None:
    claim = ClaimReading(Claim("c", "Jane Doe robbed John Roe.", ()))
    found = [each.asked for each in differences(Reading(asked, language="en"), claim)]
    assert ("John Roe" in found) is differs


@pytest.mark.parametrize(
    ("asked", "differs"),
    [
        ("Did horses cost more than cows then?", False),
        ("Did cows cost more than horses then?", True),
        ("Horses were worse than cows, which cost more. True?", False),
    ],
)
def test_two_are_compared_within_their_clause(asked: str, differs: bool) -> None:
    claim = ClaimReading(Claim("c", "Horses cost more than cows, which were worse.", ()))
    assert bool(differences(Reading(asked, language="en"), claim)) is differs


@pytest.mark.parametrize(
    ("asked", "claim", "differs"),
    [
        # Nothing but its own kind stands in the place of something: else the claim does not mention it.
        ("Are 65 of the seniors asked to pay?", "Seniors are asked to pay $12,500.", ("number", "65", "")),
        ("Is the debt headed for 40 trillion?", "The debt is headed for $30 trillion.", ("number", "40 trillion", "")),
        ("Was the zoo sold in Ohio?", "The zoo was sold in Italy.", ("place", "Ohio", "")),
        ("Was the zoo sold in France?", "The zoo was sold in Italy.", ("place", "France", "Italy")),
        ("Did Pepsi ever contain cocaine?", "Coca-Cola contained cocaine.", ("speaker", "Pepsi", "Coca Cola")),
        ("A woman said Obama's wife told Medvedev that he lost", SEOUL.text, ("speaker", "Obama's wife", "Barack Obama")),
        ("Did the Russian president tell Obama so?", f"{SEOUL.text} Russia.", ("speaker", "the Russian president", "Barack Obama")),
    ],
)  # fmt: skip
def test_what_differs_is_named_beside_what_it_stands_for(
    asked: str, claim: str, differs: tuple[str, str, str]
) -> None:
    found = _differ(
        asked, replace(SEOUL, text=claim) if claim.startswith(SEOUL.text) else Claim("c", claim, ())
    )
    assert Difference(*differs) in found, found  # type: ignore[arg-type]

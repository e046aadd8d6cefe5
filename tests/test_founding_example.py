"""The founding example must always work, in every wording a person might use, and never for anybody
else's words."""

import pytest

from benchmarks import wordings
from benchmarks.near_misses import is_answered
from bot.engine import Engine
from bot.model import Message

CLAIM = "obama-more-flexibility-russia"

ASKED = [
    "Did Obama say he'd have more flexibility?",
    "<b>Did Obama say he'd have <i>more flexibility</i>?</b>",
    "did obama say hed have more flexibility",
    "DID OBAMA SAY HE'D HAVE MORE FLEXIBILITY?",
    "Did Obama say he’d have “more flexibility”?",
    "Did Obama say he would have more flexibility after the election",
    "Obama more flexibility",
    "obama flexibility hot mic",
    "obama hot mic medvedev",
    "obama medvedev flexibility",
    "Did Obma say he'd have more flexibility?",
    "did obama say he'd have more flexability",
    "Did Barack Obama say he'd have more flexibility?",
    "Did President Obama tell Medvedev he would have more flexibility?",
    "Did Obama tell the Russian president that he'd have more flexibility after his election?",
    "Did Obama tell the Russians he'd be more flexible after the election?",
    "Was Obama caught on a hot mic telling Medvedev he'd have more flexibility?",
    "Was Obama overheard saying he'd have more flexibility?",
    "Is it true that Obama said he would have more flexibility after the 2012 election?",
    'Obama said "After my election I have more flexibility"',
    '"This is my last election. After my election, I have more flexibility."',
    "After my election I have more flexibility",
    "I will have more flexibility after my election",
    '"I\'ll have more flexibility after the election"',
    'obama "more flexibility" russia',
    "What did Obama say to Medvedev on the hot mic?",
    "What did Obama tell Medvedev?",
    "who said I'll have more flexibility after my election",
    "Did Obama really promise Russia more flexibility on missile defense?",
    "Obama told Medvedev he'd have more flexibility 😱😱",
    "Obama open mic Seoul 2012 flexibility",
    "Did Obama say in 2012 that he'd have more flexibility?",
    "Didn't Obama say he'd have more flexibility after the election?",
    "Has Obama ever said he'd have more flexibility?",
    "hey bot, did obama say he'd have more flexibility??",
    "Obama: I'll have more flexibility after the election. True or false?",
    "did obama say that he will have more flexibility with russia",
    "obama caught on live microphone more flexibility",
    "Did Obama whisper to Medvedev about having more flexibility?",
    "Can you check whether Obama said he'd have more flexibility",
    "I heard Obama told Medvedev that he would have more flexibility after his election, is that right?",
    "barack obama flexibility quote",
    "Obama's flexibility remark to Medvedev",
    "Did Obama say he had more flexibility after the election?",
    "Obama flexibility Medvedev microphone",
    'Did Obama say "I\'ll have more flexibility"?',
    "fact check: Obama more flexibility",
    "#Obama said he'd have #MoreFlexibility",
    "Did @BarackObama say he'd have more flexibility?",
    "Did Obama ask Medvedev for space until after the election?",
    "Is it false that Obama said he'd have more flexibility?",
    "Did Obama say he’d have more flexibility to negotiate on missile defence after the election?",
    "Did Obama say he'd have more flexibility after November?",
    "Did Obama tell Medvedev he'd enjoy more flexibility after his final election?",
    "Did Obama tell Medvedev he'd have more elbow room after the vote?",
    "Who told Medvedev he'd have more flexibility after the election?",
    "Did Barrack Hussain Obama say he'd have more flexibility?",
    'obama "more flexibility" site:snopes.com',
    '"Obama: I\'ll have more flexibility after my election" (CNN)',
    "did obama say hed have more flex with russia",
    "Did Barak Obama say he'd have more flexability after da election",
    "obama overheard by reporters telling medvedev about flexibility",
    "Obama told Medvedev he'd have more flexibility. Is that not true?",
    "Obama told Medvedev in March 2012 that he would have more flexibility after his election",
    'real quote? "after my election i have more flexibility" - b. obama',
    'My physio says "be flexible like Obama". Apparently he told the Russian president, mic on, that he\'d have '
    "more flexibility after his election?",
    "RT @patriot: Obama told Medvedev he'd have MORE FLEXIBILITY after the election!!! Share this",
    "Obama said hed have more flexibilty after election to Medvedev",
    "Is it true or false that Obama said he'd have more flexibility?",
    "Isn't it true that Obama said he'd have more flexibility?",
    "Did Barack tell Medvedev he'd have more flexibility?",
    "Did Obama say in Seoul that he'd have more flexibility?",
    "did @BarackObama tell medvedev hed have more flexibility",
    "Did Obama say on 26 March 2012 he'd have more flexibility?",
    "the former president Obama said he'd have more flexibility",
    "Did US President Barack Obama say he'd have more flexibility",
    "When did Obama say he'd have more flexibility?",
    "what's the deal with obama and more flexibility",
    "remember when obama said he'd have more flexibility after the election",
    'WAKE UP!! Obama told Russia he\'d have "more flexibility" after the election!!! Share before they delete this',
    "According to CNN, Obama said he'd have more flexibility",
    "Was Medvedev told by Obama that he'd have more flexibility?",
    "The hot mic caught Obama saying he'd have more flexibility",
    "B. Obama said hed hav more flexibilty",
    "¿Dijo Obama que tendría más flexibilidad?",
    "dijo obama que tendria mas flexibilidad",
    "Obama a-t-il dit qu'il aurait plus de flexibilité ?",
    "Obama disse que teria mais flexibilidade?",
    "Hat Obama gesagt, dass er mehr Flexibilität hätte?",
    "Did Barack Hussein Obama say he'd have more flexibility?",
    "barack hussein obama said he'd have more flexibility",
    "Mr Obama said he'd have more flexibility",
    "Did Obama say he'd have greater flexibility?",
    "Did Obama say he'd have a lot more flexibility?",
    "Did Obama say he´d have more flexibility?",
    "Did Obama state he'd have more flexibility?",
    "Did Obama mention having more flexibility?",
    "Did Obama talk about having more flexibility?",
    "did obma say hed hav mor flexibilty",
    "Did Obama tell Dmitry about more flexibility?",
    "Did Obama tell the Kremlin he'd have more flexibility?",
    "Q: Did Obama say he'd have more flexibility?",
    "I saw a video where Obama says he'll have more flexibility after the election. Real?",
    "need a fact check on obama more flexibility quote",
    "is this legit?? obama tells russia hell have more flexibility after election",
    "My dad says Obama told the Russians he'd have more flexibility after he got reelected",
    'Who said "after my election I have more flexibility"?',
    "Who did Obama tell he'd have more flexibility?",
    "What did Obama say about flexibility?",
    "How come Obama said he'd have more flexibility?",
    '"This is my last election"',
    "I will transmit this information to Vladimir",
    "Not sure if this is true but Obama said he'd have more flexibility",
    "Am I crazy or did Obama say he'd have more flexibility?",
    "Nobody talks about how Obama told Medvedev he would have more flexibility",
    "Snopes says Obama said he'd have more flexibility",
    "Video of Obama saying he'd have more flexibility",
    "What about Obama telling Medvedev he'd have more flexibility?",
    "Obama told Medvedev to tell Vladimir he'd have more flexibility",
    "Obama vows more flexibility to Russia",
    "obama say flexibility yes?",
    "Did Obama admit he'd have more flexibility after the election?",
    "Is there proof Obama said he'd have more flexibility?",
    "Where can I find the Obama flexibility quote?",
    "Give me the quote where Obama says he'd have more flexibility",
    "Obama's exact words about flexibility?",
    "Was Obama lying when he said he'd have more flexibility?",
    "I doubt Obama said he'd have more flexibility",
    "Was the Obama flexibility comment taken out of context?",
    "Did Obama's hot mic comment really happen?",
    "obama-medvedev hot-mic",
    'lol did obama rly get caught on hot mic telling russia "chill till after the election"',
    "Hello bot. Trump keeps saying Obama told Russia he'd have more flexibility after the election. Did he?",
    "Donald Trump tweeted that Obama was caught on a hot mic telling the Russians he'd have more flexibility "
    "after the election. Is Trump right about what Obama said?",
    "Didn't Obama get caught on a hot mic promising Medvedev flexibility?",
    "Obama: more flexibility after my election. To the Russian president. 2012. T/F",
    "In Poland we remember Obama promising to Medvedev flexibility on the missile shield after election. "
    "Was it really said like this?",
    "for my history homework: did president obama tell the russian president he would have more flexibility "
    "after the 2012 election. need answer by 3rd period",
    "Meme: Obama leaning towards Medvedev. Caption: \"Tell Vlad I'll have more flexibility after the "
    'election." True story?',
    "Can you confirm or deny that Obama told Medvedev he'd have more flexibility?",
    "no cap did obama tell medvedev he'd be more flexible after election",
    "Top 10 hot mic gaffes list includes Obama telling Medvedev he'd have more flexibility. Legit entry?",
    "us missile shield obama medvedev promise after election hot mic",
    "How accurate is it that Obama got caught telling Medvedev to pass a message to Putin about having more "
    "flexibility?",
    "Who remembers the hot mic moment with Obama & Medvedev? Was it genuine or was it edited?",
    'BHO told Medvedev "tell Vladimir I\'ll have more flexibility". Is that real',
    "DID OBAMA SAY TO MEDVEDEV THIS IS MY LAST ELECTION. SORRY FOR CAPS MY KEYBOARD IS STUCK",
    "Word is that Barack told Medvedev he'd have more room to maneuver on missile defense once the election "
    "was behind him. Accurate?",
    "obama dmitri medvedev 26.03.2012 seoul microphone",
    "did obama say this is my last election",
    'saw a clip on tiktok at like 2am, obama leaning over to medvedev saying "after my election i have more '
    'flexibility". is that legit or one of those deepfakes everyones talking about lol',
    "Good morning from Lagos! My colleague says President Obama was caught on a microphone promising Medvedev "
    "flexibility on missile defence after elections. I am a big Obama fan and it pains me. True?",
    'A woman on the plane from Denver to Boston talked my ear off about Obama\'s "flexibility" comment to '
    "Medvedev picked up by a microphone. I nodded for four hours. Was any of it true?",
    "You fact check everything right? ok: obama, seoul, nuclear summit, mic left on, tells medvedev more "
    "flexibility after my election. my buddy tyrone says facts, i say cap",
    "Bonjour, a friend in Lyon says that Obama was trapped by an open microphone while saying to Medvedev he'd "
    "have more flexibility after the election. She is a journalist but she also believes in astrology.",
    "Is Obama's Medvedev whisper authentic?",
    "Remember when everyone said Trump was Putin's puppet? My cousin Dale replies each time with Obama's hot "
    'mic, "after my election i have more flexibility". Is Dale quoting it right?',
    "My dad won't shut up about Obama telling Medvedev he'd have \"more flexibility\" after the election. Did "
    "that happen or not",
    "Romney attacked Obama for telling Medvedev he'd have more flexibility after the election. Is it so?",
    "i dont beleive obama said he would be flexible with russia after the elction",
    "Did Obama really tell a Russian president to wait till after the election because he'd be more flexible?",
    "Did then-president Obama tell then-president Medvedev he'd have more flexibility following the election?",
    "obama didnt know mic was on, told medvedev more flexibility after the election",
    "obama medvedev hotmic",
    "obama medwedew flexibility",
    "I will transmit this information to Vladimir - real quote?",
    'Has it been confirmed that Obama made the "more flexibility" comment to Russia\'s president?',
    "obama to putin via medvedev: flexibility after election - true/false?",
    "OBAMA PROMISED PUTIN FLEXIBILITY VIA MEDVEDEV, CAUGHT ON MIC",
    "What's the verdict on the Obama/Medvedev open-mic flexibility remark?",
    "Romney was hammering Obama back then over some remark to the Russian president about flexibility after the "
    "election. Was the remark itself real?",
    'Is it true that Medvedev answered "I will transmit this information to Vladimir" when Obama told him he\'d be '
    "more flexible after the election?",
    "Is the Obama-Medvedev clip authentic or has someone edited it?",
    "Did Obama not know he was being recorded when he told Medvedev he would have more flexibility after the "
    "election, or is the entire thing fabricated?",
    'Is this quote from Obama correct, my uncle in Manila posted it: "This is my last election. After my election '
    'I have more flexibility"?',
    "Did Obamaa say he'd have more flexibility?",
    "Did Obama say he'd have more flexibility after the american elections?",
    "Did Obama say he'd have more flexibility after the U.S. presidential election?",
    "Did Obama tell Medvedev he'd have more flexibility after the election in November?",
    "Did Obama tell Medvedev he'd have more flexibility than before?",
    "Did Obama say to the Russian leader that he would have more flexibility?",
    "Btw Obama told Medvedev he'd have more flexibility after the election",
    "did obama say smth about flexibility to russia",
    "Did Obama tell Medvedev he'd have more flexibility if he won?",
    "Obama said Russia should wait for his reelection, mic caught it",
    "Was Obama caught on a hot mic promising Medvedev flexibility?",
    'my roommate says obama told medvedev "after my election i have more flexibility" and now i owe him $20 '
    "unless it's fake. is it fake",
    "Did Obama himself say he'd have more flexibility?",
    "Was it Obama himself who told Medvedev he'd have more flexibility?",
    "Obama was picked up by a hot microphone telling Medvedev that after his re-election he would have "
    "greater freedom to negotiate?",
    "verify obama seoul 26 march 2012 medvedev remark flexibility",
    "russia reset hot mic quote obama - did he say it",
    "Obama Medvedev whisper flexibility",
    "Honest question from a non-American: the remark about flexibility after elections to Medvedev, Obama said it?",
    "I don't believe for one second that Obama told Medvedev he'd have more flexibility after the election. "
    "Prove me wrong, bot.",
    "Is there any truth to Obama's supposed open-mic remark about having more flexibility with Russia "
    "post-election?",
    "i heard obama promised russia flexibility when he thought no one was listening",
    "obama asked medvedev 4 space til after election bc hed have more flexibility?? is dat true",
    "Wasn't it Obama who told Medvedev he'd have more flexibility?",
    "yo did obama rlly get caught on mic w the russian president saying he'd be more flexible after he wins",
    "On 26.03.2012 Obama told Medvedev he'd have more flexibility?",
    "obamas hot mic moment",
    "You're gonna tell me that Obama didn't say that to Medvedev, right? The flexibility line?",
    'uhh is the obama "more flexibility" video fake',
    "Serious q: obama was filmed telling Medvedev (then Russian president) he would be more flexible after the "
    "vote in Seoul in 2012 - true?",
    'Trump claims that Obama, the US president, confided to Medvedev of Russia he will have "more flexibility" '
    "once the election was over about missile defense on 26 March 2012, right?",
    "According to Republicans, Mr. Obama told Medvedev he would gain more flexibility if re-elected on nuclear "
    "issues ahead of a press conference. Fake?",
    "Fox says obama told the Kremlin he'd enjoy more flexibility following the election to deal with Russia not "
    "knowing the mic was on. Thanks!",
    "My dad says BHO hinted to the Kremlin he'd have greater flexibility about missile defense years ago. Source?",
    "Open Mic Catches Obama Promising Medvedev Flexibility",
    'Obama Mic Slip: "More Flexibility" Post-Election',
    "March 26, 2012: Obama caught on hot mic telling Medvedev of post-election flexibility. Verify.",
    "Was Obama overheard in Seoul saying to Medvedev he'd be more flexible once his election was behind him?",
    "What about Obama being picked up by a mic telling Medvedev he'd have more flexibility after the election?",
    "Did journalists really hear Obama through an open mic telling Medvedev that he'd have more flexibility?",
    "my mom doesnt believe me that obama was caught on a hot mic telling medvedev hed have more flexibility",
    "was Obama recorded w/o knowing when he told Medvedev he'd have more flexibility after the election?",
    "no bc why did obama tell medvedev he'd have more flexibility after the election, pls say its real",
    "yo did obama fr get caught on a hot mic telling medvedev he'd be more flexible after the election or is that cap",
    "Did Obama promise Dmitry greater flexibility, unaware mics ran?",
    "Obama had told Medvedev he'd have more flexibility. Did he say so by accident?",
]

NEAR_MISSES = [
    "Legit question: is it right that a senator got caught telling Russian President Medvedev he was going to "
    "have more flexibility after the US election about missile defense. True?",
    "I read that the Russian ambassador was recorded telling Medvedev of Russia he was going to have more "
    "flexibility when the election is over on missile defence in Seoul??",
    "My dad says the British prime minister assured Dmitri Medvedev that he would have more flexibility if "
    "re-elected with Russia, is that true?",
    "hey bot Medvedev's aide once told Dmitry Medvedev he could be more flexible once he was re-elected on the "
    "missile shield ahead of a press conference. Source?",
    "People claim that President Barack H. Obama had told the Pope he'd have more flexibility after the 2012 "
    "election in Seoul in 2012, correct?",
    "Is it true that Pres. Obama whispered to donors he was going to have more flexibility once he was "
    "re-elected with Russia into a live mic - true?",
    "I read that Obama confided to Israel that there would be more flexibility after the election to deal with "
    "Russia in Seoul. Did he?",
    "I read that Obama, the US president, was recorded telling Medvedev of Russia they'd have more flexibility "
    "when the election is over in Seoul??",
    "People claim that Pres. Obama hinted to Medvedev (then Russian president) he wanted a bribe as soon as the "
    "election was over in March 2012 or is it fake?",
    "My dad says Obama told the president of Russia Romney would have more flexibility when the election is over",
    "Was Obama overheard telling Medvedev that he likes vodka?",
    "Is it true President Barack H. Obama was caught on a hot mic telling Russia's Medvedev he'd have more votes "
    "after the 2012 election in Korea, no?",
    "Remember when President Obama was picked up on an open mic telling Putin's stand-in Medvedev he'd give them "
    "Alaska after he won when he thought nobody was listening. Really?",
    "Snopes says Mr. Obama was caught on a hot mic telling his Russian counterpart he'd have less flexibility as "
    "soon as the election was over when the mic was on, right?",
    "Did Putin himself say he'd have more flexibility?",
    "Wasn't it Putin who told Medvedev he'd have more flexibility?",
    "Medvedev pleaded with Obama: give me space until Putin is sworn in. Caught on the mic. Yes?",
    'I read that Obama whispered to gay rights leaders in 2012 "after my election I have more flexibility"',
    "Did Obama tell Medvedev he plans to cut all aid to Poland after the election?",
    "On 27/3/2015 Obama told Medvedev he'd have more flexibility?",
    'obama said on the open mic "dont expect any flexibility from me after my election"',
    "Did Putin say he'd have more flexibility?",
    "did putin say he'd have more flexibility",
    "Did Trump say he'd have more flexibility?",
    "Did Medvedev say he'd have more flexibility?",
    "Did Biden say he'd have more flexibility after the election?",
    "Did Romney say he'd have more flexibility?",
    "Did Michelle Obama say she'd have more flexibility?",
    "Did Vladimir Putin tell Obama he'd have more flexibility?",
    "Did Medvedev tell Obama he'd have more flexibility after the election?",
    "Obama never said he'd have more flexibility",
    "Obama did not say he would have more flexibility",
    "Did Obama say he'd have less flexibility?",
    "Did Obama say he'd have more flexibility in 2015?",
    "Did Obama say in 2009 that he'd have more flexibility?",
    "Did Obama tell Putin he'd have more flexibility?",
    "Did Obama tell China he'd have more flexibility?",
    "Did Obama tell Kim Jong Un he'd have more flexibility?",
    "Putin said he'd have more flexibility after the election",
    "Hillary Clinton said she would have more flexibility after the election",
    "putin more flexibility",
    'Trump: "After my election, I have more flexibility"',
    "Was Trump caught on a hot mic telling Putin he'd have more flexibility?",
    "Did Merkel say she'd have more flexibility?",
    "did xi jinping say he'd have more flexibility",
    "PUTIN SAID HE'D HAVE MORE FLEXIBILITY",
    "According to Putin, he'd have more flexibility after the election",
    "Did Obama say in Berlin that he'd have more flexibility?",
    "did obama say in berlin that he'd have more flexibility",
    "Did Obama never say he'd have more flexibility?",
    "Did Boris Johnson say he'd have more flexibility?",
    "did jfk say he'd have more flexibility",
    "Did @realDonaldTrump say he'd have more flexibility?",
    "Did Obama deny saying he'd have more flexibility?",
    "Did Obama tell the Iranians he'd have more flexibility?",
    "Did Osama say he'd have more flexibility?",
    "Did Obama say on March 27, 2012 that he'd have more flexibility?",
    "a hot mic caught merkel saying she'd have more flexibility",
    "merkel said hed have more flexibility",
    "ZELENSKY SAID HE'D HAVE MORE FLEXIBILITY",
    "When did Putin say he'd have more flexibility?",
    "Who said he'd have more flexibility after the election?",
    "Obama said Medvedev would have more flexibility",
    "Was Obama told by Medvedev that he'd have more flexibility?",
    "Was Medvedev told by Putin that he'd have more flexibility?",
    "¿Dijo Putin que tendría más flexibilidad?",
    "¿Dijo Obama que no tendría más flexibilidad?",
    "Obama nunca dijo flexibilidad",
    "¿Dijo Medvedev que Obama tendría más flexibilidad?",
    "¿Dijo Obama a Merkel que tendría más flexibilidad?",
    "Putin a-t-il dit qu'il aurait plus de flexibilité ?",
    "Obama n'a jamais dit qu'il aurait plus de flexibilité",
    "Hat Merkel gesagt, dass sie mehr Flexibilität hätte?",
    "Obama hat nie gesagt, dass er mehr Flexibilität hätte",
    "Did Macron get caught on a hot mic saying he'd have more flexibility?",
    "Macron more flexibility hot mic",
    "macron more flexibility hot mic",
    "Was Macron's hot mic comment about more flexibility real?",
    "Zelensky hot mic medvedev flexibility",
    "Did Obama say Medvedev had more flexibility?",
    "Obama refused to tell Medvedev he'd have more flexibility",
    "Did Obama say he'd have more time?",
    'Did Obama say "I will transmit this information to Vladimir"?',
    'Did Putin say "After my election, I have more flexibility"?',
    'Did Trump say "This is my last election"?',
    "Did Obama tell Vladimir Putin face to face on a hot mic that he'd have more flexibility after the election?",
    "Did Obama tell Medvedev in Moscow on a hot mic that he'd have more flexibility after the election?",
    "at the White House, Obama was overheard telling Medvedev he'd have more flexibility after the election",
    "did obama say it to medvedev inside the kremlin, the flexibility after election stuff",
    'fact check: Obama told Medvedev "After my election, I have no flexibility at all"',
    "The live microphone caught Obama saying he'd have reduced flexibility in a second term. Please check.",
    "medvedev to obama hot mic more flexibility",
    'fact check: Obama said "I will transmit this information to Vladimir"',
    "did obama say i will transmit this information to vladimir",
    "Please verify: President Medvedev informed President Obama that Russia would have more flexibility after "
    "its election.",
    "Obama told Medvedev that Romney would have more flexibility after the election, true?",
    "Did Obama tell Medvedev he'd have more flexibility on taxes after the election?",
    "Is it true Obama said on a hot mic he'd have more flexibility on gay marriage after his last election?",
    "Did Obama tell Medvedev on a hot mic that he'd have more money for Russia after the election?",
    "Is it true Obama denied ever telling Medvedev that he'd have more flexibility?",
    "fact check: Obama was impeached for telling Medvedev he'd have more flexibility",
    "obama apologised for medvedev hot mic flexibility remark",
    "congress investigated obama medvedev hot mic",
    "Was the microphone that caught Obama and Medvedev planted by the FBI?",
    "Did Obama write to Medvedev in a letter that he'd have more flexibility after his election?",
    'Is it true that Obama tweeted at Medvedev "After my election, I have more flexibility"?',
    "Did Obama tell Medvedev by fax that he would have more flexibility after his last election?",
    "obama wrote it in his book a promised land that he told medvedev more flexiblity after election, in 2012",
    "Did the Russian president promise Obama more flexibility after the election?",
    "russian president to obama: this is my last election. after my election i have more flexibility",
    "obama said to medvedev he'd be tougher on russia after the election, hot mic seoul?",
    "Did Obama write Medvedev a letter saying he'd have more flexibility after his election?",
    "Hot mic in Prague during the START treaty signing: Obama tells Medvedev he'll have more flexibility after "
    "election. Verify pls",
    "obama medvedev geneva hot mic more flexibility",
    "Obama told Medvedev there'd be flexibility after the French election, on a live mic. True?",
    "Was Obama caught on a hot mic at a climate summit telling Medvedev he'd have more flexibility?",
    "Obama told Medvedev at Chavez's funeral he'd have more flexibility after the election, caught on mic",
    'Obama caught on live mic in Seoul telling Medvedev "Americans are too stupid to notice"',
    "Did Obama bow to Medvedev at the summit in Seoul?",
    "Did Obama order the press to delete the hot mic tape with Medvedev?",
    "obama swore on the bible to medvedev that he'd be more flexible after the election",
    "Medvedev was fired after Obama told him he'd have more flexibility, true?",
    "Obama told Medvedev that after the election he would lift all sanctions. Did he?",
    "Did Obama promise Medvedev on a hot mic to dissolve NATO after his election?",
    "is it true that obama promised medvedev money after the election on a hot mic",
    "Did Obama lose votes because of the hot mic with Medvedev?",
    "Obama told Medvedev in Seoul that he couldn't offer him any flexibility after the election, correct?",
    "Was Obama overheard refusing Medvedev any flexibility after the election?",
    "Is it true that no microphone ever caught Obama saying anything on flexibility to Medvedev?",
    "Did a leaked email show Obama telling Medvedev he'd have more flexibility after his election?",
    "At the G20, was Obama caught on a hot mic telling Medvedev he'd have more flexibility?",
    "Was Obama's remark to Medvedev about having more flexibility on gay marriage?",
    "Is Obama the only president ever caught on a hot mic?",
    "Did Obama scrap the Polish and Czech missile shield simply because Planck asked him to?",
    "Did Medvedev state that he'd have more flexibility after the election?",
    "Medvedev let slip that he would have more flexibility after the election",
    "Was Obama caught in an email telling Medvedev he'd have more flexibility?",
    "Obama told Medvedev in April 2012 that he would have more flexibility after his election",
    "Did Obama tell voters he'd have more flexibility?",
    "Was Obama caught on a hot mic telling reporters he'd have more flexibility?",
    "Did Obama tell Medvedev he'd have more missiles after the election?",
    "Did Obama tell Medvedev he'd have more flexibility after the war?",
    "Did Obama tell Medvedev he'd have more votes after the election?",
    "Did Obama say he'd have more flexibility until the election?",
    "Did Obama tell Medvedev he'd have more flexibility than Putin after the election?",
    "Did Obama say they would have more flexibility after the election?",
    "Did Obama tell Medvedev that we'd have more flexibility after the election?",
    "Did Obama tell Medvedev to be more flexible after the election?",
    "Was Obama caught on a hot mic insulting Medvedev?",
    "did obama's hot mic catch him calling medvedev an idiot",
    "Did Obama tell Medvedev he is a fool on a hot mic?",
    "Did Obama say Russia would have more flexibility?",
    "did obama tell medvedev russia will have more flexibility after the election",
    "Did Obama tell Medvedev he'd have more flexibility if Romney won?",
    "Did Obama tell Medvedev he'd have more flexibility if he lost the election?",
    "Did Obama tell Medvedev he'd have more flexibility next week?",
    "Did Obama ask Medvedev for more flexibility?",
    "Did Obama accuse Medvedev of lacking flexibility?",
    "Was Obama filmed handing Medvedev the nuclear codes at the Seoul summit?",
    "Is it true that the Obama/Medvedev hot mic came the day after Obama won re-election in November 2012?",
    "Did Obama tell Medvedev he'd have little flexibility after the election?",
    "Obama told Medvedev at Camp David that he would have more flexibility after his election",
    "Trump, on hot mic, tells Putin he'll have 'more flexibility' after November election",
    "#PutinFlexibility",
    "PUTIN TO MEDVEDEV: AFTER MY ELECTION I HAVE MORE FLEXIBILITY",
    "According to the Russian president, he'd have more flexibility after the election",
    '"After my election I have more flexibility" - the Russian president',
    "Was the Russian president overheard telling Medvedev he'd have more flexibility?",
    "Did Obama's wife tell Medvedev he'd have more flexibility?",
    "did Obama's press secretary say he'd have more flexibility after the election",
    "an Obama official told Medvedev that Obama would have more flexibility after the election",
    "Was a Russian spy caught on a hot mic telling Medvedev he'd have more flexibility?",
    "did Mrs. Obama say he'd have more flexibility after the election",
    "Obama told Medvedev that his successor would have more flexibility after the election",
    'the obama "more flexibility" hot mic is fake, he never said it',
    'Was it the Russian president who told Obama "after my election I have more flexibility"?',
    'so medvedev goes to obama "this is my last election, i will have more flexibility" and the mic catches it',
    "Was Obama's hot mic remark to Medvedev part of a deal so that Russia would help him win reelection?",
    "the obama medvedev hot mic is what made russia enter syria, true?",
    "Snowden got asylum in Russia as payback for Obama's promise of flexibility to Medvedev",
    "Did Obama tell Medvedev on a hot mic that he'd have unlimited flexibility after the election?",
    "In the State of the Union Obama told Medvedev he'd have more flexibility after re-election. Is it true?",
    "Not on any mic, but later, Obama told Medvedev that he'd have more flexibility after the election. Right?",
    "Kremlin: Obama's Offer of Flexibility to Medvedev Was Put in Writing",
    "Obama was caught on a hot mic telling Medvedev he'd have more flexibility after the election and was impeached for it.",
    "obama later admitted that he had lied to medvedev about having more flexibility after election, verify",
    "Will Obama be caught again telling Medvedev he'd have more flexibility after an election?",
    "Obama told Medvedev on the hot mic he'd have more flexibility to sell them uranium after the election. Correct?",
    "On the open mic Obama threatened Medvedev with more missiles once he was reelected??",
    "was it smart of obama to say hed have more flexibility to medvedev near a microphone",
    "how long is the full recording of obama telling medvedev about more flexibility",
    "A lawyer said that Obama told Medvedev he'd have more flexibility after the election. Was a grand jury convened?",
    "Obama told Medvedev he'd have more flexibility after the election. Did he issue a written apology for it?",
    "obama made the same flexibility promise to medvedev twice",
    "Which news agency's microphone was it that caught Obama telling Medvedev he would have more flexibility?",
    "both parties cheered when obama was caught on a hot mic telling medvedev he would have more flexibility",
]


# Every verb with which somebody may be said to have said it, and what is said around it.
VERBS = [
    "say", "tell Medvedev", "whisper to Medvedev", "mutter", "murmur to Medvedev", "mumble", "blurt out",
    "remark", "comment", "mention to Medvedev", "state", "declare", "announce", "admit", "reveal",
    "confide in Medvedev", "disclose", "acknowledge", "concede", "let slip", "utter", "express", "voice",
    "indicate", "hint", "suggest", "signal", "imply", "assure Medvedev", "promise", "inform Medvedev",
    "let Medvedev know", "argue", "allege", "brag", "confess", "note", "observe", "explain to Medvedev",
    "convey to Medvedev", "communicate", "pledge", "vow", "assert", "insist", "reassure Medvedev", "divulge", "relay to Medvedev",
]  # fmt: skip
AROUND = [
    "Did {who} {verb} that he'd have more flexibility?",
    "did {who} {verb} that he would have more flexibility after the election",
]
# The claim's own person and no other: what he said, however it is put.
PATTERNS = [
    "{who} caught on hot mic saying he'd have more flexibility after the election",
    "hot mic: {who} says he'd have more flexibility",
    "{who}'s hot mic flexibility comment to Medvedev",
    "was it {who} who said he'd have more flexibility?",
    "{who} on a hot mic: more flexibility after the election",
    'Did {who} say "After my election I have more flexibility"?',
    '"After my election I have more flexibility" - {who}',
    'Is the quote "after my election I have more flexibility" from {who}?',
    "who said he'd have more flexibility after the election, {who}?",
    "{who} leaned over and told Medvedev he'd have more flexibility",
    "Did {who} say he'd have more flexibility, unaware that the mic was on?",
    "Did {who} tell Medvedev he'd have way more flexibility, without realizing the mic was live?",
    "Did {who} say he'd have more flexibility upon reelection?",
]
OTHERS = ["Putin", "putin", "Vladimir Putin", "Trump", "Hillary Clinton", "Bush", "Macron", "Michelle Obama"]


@pytest.mark.parametrize("pattern", PATTERNS)
def test_it_is_answered_for_obama_and_nobody_else_however_it_is_put(engine: Engine, pattern: str) -> None:
    told = {who: engine.ask(Message(pattern.format(who=who))).outcome for who in ["Obama", "obama", *OTHERS]}
    assert [who for who, outcome in told.items() if outcome == "match"] == ["Obama", "obama"]


@pytest.mark.parametrize("word", ["Did", "Obama", "say", "he'd", "have", "more", "flexibility"])
def test_a_slip_of_the_pen_in_any_word_costs_it_nothing(engine: Engine, word: str) -> None:
    slips = {word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :] for at in range(len(word))}
    slips |= {word[:at] + word[at] + word[at:] for at in range(len(word))}
    # Finnish, a name, and two that have the stem all the same.
    slips -= {word, "Obamaa", "moore", "moree", "havee"}
    for slip in sorted(slips):
        text = "Did Obama say he'd have more flexibility?".replace(word, slip)
        assert engine.ask(Message(text)).outcome == "match", text


@pytest.mark.parametrize("verb", VERBS)
def test_it_is_answered_for_obama_and_nobody_else_by_any_verb_of_saying(engine: Engine, verb: str) -> None:
    for around in AROUND:
        assert engine.ask(Message(around.format(who="Obama", verb=verb))).outcome == "match"
    for at, who in enumerate([*OTHERS, "the Russian president"]):
        around = AROUND[at % len(AROUND)]
        assert engine.ask(Message(around.format(who=who, verb=verb))).outcome != "match", who


@pytest.mark.parametrize("text", ASKED)
def test_every_wording_of_the_founding_question_is_answered_true(engine: Engine, text: str) -> None:
    finding = engine.ask(Message(text)).findings[0]
    assert finding.outcome == "match"
    assert finding.claim is not None
    assert finding.claim.id == CLAIM
    assert finding.claim.verdict == "true"


@pytest.mark.parametrize("text", NEAR_MISSES)
def test_no_other_speaker_listener_date_place_or_denial_is_answered(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome != "match"


def test_putins_words_are_told_apart_by_their_speaker(engine: Engine) -> None:
    finding = engine.ask(Message("Did Putin say he'd have more flexibility?")).findings[0]
    assert finding.outcome == "related"
    assert ("speaker", "Putin", "Barack Obama") in [(d.kind, d.asked, d.claim) for d in finding.differs]


def test_the_answer_carries_the_quote_the_context_and_the_source(engine: Engine) -> None:
    claim = engine.ask(Message("Did Obama say he'd have more flexibility?")).findings[0].claim
    assert claim is not None
    assert claim.quotes[0].text == "This is my last election. After my election, I have more flexibility."
    assert claim.quotes[0].speaker == "Barack Obama"
    assert (claim.date, claim.place) == ("2012-03-26", "Seoul, South Korea")
    assert "May 2016" in claim.context
    assert [review.url for review in claim.reviews] == [
        "https://www.snopes.com/fact-check/obama-more-flexibility-russia/"
    ]


@pytest.mark.parametrize("author", ["Barack Obama", "Patriot News", None])
@pytest.mark.parametrize("date", ["2012-03-26", "2012-04-03", "2016-12-12", None])
@pytest.mark.parametrize(
    "text",
    [
        "After my election, I have more flexibility.",
        "“This is my last election. After my election, I have more flexibility.”",
        "Obama to Medvedev on an open mic: after my election I have more flexibility",
    ],
)
def test_the_words_themselves_are_answered_true_whoever_posts_them_and_whenever(
    engine: Engine, text: str, author: str | None, date: str | None
) -> None:
    finding = engine.ask(Message(text, author=author, date=date, forwarded=True)).findings[0]
    assert finding.claim is not None
    assert finding.claim.id == CLAIM or finding.outcome != "match"
    if author == "Barack Obama":
        assert finding.outcome == "match"


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Did Obama say he'd have more flexibility in 2015?", "date"),
        ("Did Obama never say he'd have more flexibility?", "negation"),
        ("Did Medvedev say he'd have more flexibility?", "speaker"),
    ],
)
def test_a_near_miss_is_related_with_what_differs(engine: Engine, question: str, kind: str) -> None:
    finding = engine.ask(Message(question)).findings[0]
    assert finding.outcome == "related"
    assert finding.claim
    assert finding.claim.id == CLAIM
    assert finding.differs[0].kind == kind


def test_a_question_beside_it_must_be_surer_to_be_about_something_else(engine: Engine) -> None:
    post = (
        'Posted in our neighborhood group by Rick: "All you Obama lovers want to talk about traitors? '
        "Your boy got caught on a hot mic in Seoul telling Medvedev, quote, 'This is my last election. "
        "After my election I have more flexibility.' Flexibility to do WHAT exactly, sell out our allies"
        " in Poland and the Czech Republic? I'll wait.\" There are 140 comments already and half of them "
        "say the tape is fake. Admin asked me to check, so: is the quote real?"
    )
    findings = engine.ask(Message(post)).findings
    assert [finding.claim.id for finding in findings if finding.claim] == [CLAIM]
    assert findings[0].outcome == "match"


def test_of_each_kind_of_question_put_together_from_parts_the_first_is_answered_rightly(
    engine: Engine,
) -> None:
    firsts = {what: (claim, right, text) for what, claim, right, text in reversed(list(wordings.questions()))}
    assert len(firsts) > 10
    for claim, right, text in firsts.values():
        assert is_answered(engine, Message(text), claim) is right, text


@pytest.mark.parametrize(
    "text",
    [
        "I wish Obama had told Medvedev he'd have more flexibility after the election",
        "Obama will tell Medvedev that he'll have more flexibility after the election",
        "Obama should have told Medvedev he'd have more flexibility after the election",
        "Did Obama ask Medvedev if he would have more flexibility?",
        "Will Obama have more flexibility after the election?",
        "Obama asked whether he'd have more flexibility after the election",
        "Would Obama have told Medvedev he'd have more flexibility if he knew the mic was on?",
        "Obama almost told Medvedev he'd have more flexibility after the election",
        "Obama told the South Korean president in Seoul he would have more flexibility after the election",
        "Obama told Medvedev's wife he'd have more flexibility after the election",
        "Obama and Biden both told Medvedev they'd have more flexibility after the election",
        "Obama kept his promise of more flexibility to Medvedev after the election",
        "Obama was caught on a hot mic twice telling Medvedev he'd have more flexibility",
        "In July 2012 Obama told Medvedev he'd have more flexibility after the election",
    ],
)
def test_what_was_not_said_so_or_to_another_is_not_answered(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "related"


@pytest.mark.parametrize(
    "text",
    [
        "Would Obama say he'd have more flexibility?",
        "Obama told the Russian president he'd have more flexibility after the election",
        "Was the 44th US president caught telling his Russian counterpart that the coming election would be his "
        "last and that he'd be more flexible thereafter?",
    ],
)
def test_what_was_said_so_is_answered(engine: Engine, text: str) -> None:
    assert engine.ask(Message(text)).outcome == "match"

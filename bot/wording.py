"""The sentences that people read, on every platform, without markup."""

import datetime
from collections.abc import Sequence

from .model import Answer, Claim, Difference, Finding, Quote, Review, Verdict

VERDICTS: dict[Verdict, tuple[str, str]] = {
    "true": ("✔", "True"),
    "mostly-true": ("✔", "Mostly true"),
    "mixed": ("◐", "Partly true, partly false"),
    "mostly-false": ("✘", "Mostly false"),
    "false": ("✘", "False"),
    "misleading": ("▲", "Misleading"),
    "satire": ("☺", "Satire"),
    "scam": ("▲", "Scam"),
    "unproven": ("?", "Unproven"),
    "outdated": ("○", "Outdated"),
    "other": ("•", "Rated by the publisher in its own way"),
}

RELATED = "Not the same claim, but related"
NONE = "Nothing found"
NONE_MEANS = "No published fact-check in this database matches that. Not found does not mean that it is true."
TIPS = (
    "Look for the first source: who said it, where and when? Search for the exact words in quotation marks.",
    "See whether news outlets that you trust report it, and whether the date and the place are right.",
    "Search the Google Fact Check Explorer (toolbox.google.com/factcheck): it knows many more fact-checks.",
)
EMPTY = "There is nothing in that to check. Send a question or the text of a post."
SHORT = "That is too short to go by. Send a whole question, or the sentence that you wonder about."
TRUNCATED = "Only the first 20,000 characters were read. Send the part that you wonder about by itself."
OTHERS = "Did you mean another claim?"
OLD_YEARS = 5


def verdict(value: Verdict) -> str:
    """A verdict as a symbol and words: "✔ True"."""
    return " ".join(VERDICTS[value])


def headline(finding: Finding) -> str:
    """The first line of what we say. Only a match has a verdict in it."""
    if finding.outcome == "none" or finding.claim is None:
        return NONE
    return RELATED if finding.outcome == "related" else verdict(finding.claim.verdict)


def note(answer: Answer) -> str:
    """What was special about the message, "" if nothing was."""
    return {"empty": EMPTY, "short": SHORT, "truncated": TRUNCATED, None: ""}[answer.note]


def difference(found: Difference) -> str:
    """One sentence on what is not the same."""
    if found.kind == "unsure":
        return "It looks similar, but it may not be what you asked about."
    if found.kind == "negation":
        if "not" in (found.asked, found.claim):
            return "One of them says the opposite of the other."
        return f"You said “{found.asked}”; this claim says “{found.claim}”."
    if not found.claim:
        return f"You asked about {found.asked}, which this claim does not mention."
    return f"You asked about {found.asked}; this claim is about {found.claim}."


def quoted(quote: Quote) -> str:
    """A quote's words in quotation marks, once."""
    return "“" + quote.text.strip('“”"') + "”"


def attribution(quote: Quote) -> str:
    """Whose words a quote is: speaker, date, place and source; "attributed to X" stays so."""
    said = ", ".join(part for part in (quote.speaker, quote.date and day(quote.date), quote.place) if part)
    return " ".join(part for part in (said, f"({quote.source})" if quote.source else "") if part)


def claimed(claim: Claim) -> str:
    """Who made the claim, when and where; "" if that is not known."""
    return ", ".join(part for part in (claim.claimant, claim.date and day(claim.date), claim.place) if part)


def checked(review: Review) -> str:
    """Who checked it, when, and the publisher's own label: "Snopes, 13 December 2016: True"."""
    return f"{published(review)}: {review.label}"


def published(review: Review) -> str:
    """Who checked it and when: "Snopes, 13 December 2016"."""
    return f"{review.publisher}, {day(review.date)}" if review.date else review.publisher


def age(claim: Claim, today: datetime.date) -> str:
    """A warning when the newest check is old, else ""."""
    newest = claim.reviews[0].date if claim.reviews else None
    years = today.year - int(newest[:4]) if newest else 0
    return f"Checked {years} years ago; things may have changed since." if years >= OLD_YEARS else ""


def disputed(claim: Claim) -> str:
    """A warning when publishers disagree, else ""."""
    return "The publishers that checked this do not agree." if claim.disputed else ""


def day(date: str) -> str:
    """An ISO date, possibly shortened, as people write it: "26 March 2012"; anything else unchanged."""
    for pattern, shown in (("%Y-%m-%d", "%d %B %Y"), ("%Y-%m", "%B %Y")):
        try:
            return datetime.datetime.strptime(date, pattern).strftime(shown).lstrip("0")
        except ValueError:
            continue
    return date


def sources(found: Sequence[tuple[str, int, str | None]]) -> list[str]:
    """A line for each publisher: how many reviews, the newest."""
    return [
        f"{name}: {count:,} fact-check{'s' if count != 1 else ''}"
        + (f", the newest of {day(newest)}" if newest else "")
        for name, count, newest in found
    ]

"""What can go wrong, as one tree; every message is a sentence that says what to do.

FactCheckError
├── UsageError          the person asked for something that does not make sense (exit status 2)
│   └── BadAnswer       an editor's answer that cannot be saved; `field` says where
├── BadClaim            a record that is not a usable claim
├── BadData             labelled data that cannot be evaluated on
├── DatabaseError       the claim database cannot be used
│   ├── DatabaseBusy    another program holds it
│   ├── DatabaseFull    there is no room for what was to be written
│   ├── DatabaseTooNew  it was made by a newer version
│   └── DatabaseReadOnly
├── MissingSettings     settings that this command needs are not set
├── ServiceError        a chat platform cannot be reached or refuses us
├── FetchFailed         an address could not be fetched
├── SealBroken          something was encrypted with another secret
├── TooLate             another editor was first
├── StaleButton         a button whose answer is not remembered any more
└── NotYours            a button of somebody else's answer
"""


class FactCheckError(Exception):
    """Anything that this program explains in one sentence; where an editor in a chat can meet it, `phrase`
    with its `values` says it in the editor's own language, and without the commands of a terminal."""

    def __init__(self, sentence: str, phrase: str = "", **values: object) -> None:
        super().__init__(sentence)
        self.phrase = phrase
        self.values = values


class UsageError(FactCheckError):
    pass


class BadAnswer(UsageError):
    def __init__(self, sentence: str, phrase: str = "", *, field: str = "", **values: object) -> None:
        super().__init__(sentence, phrase, **values)
        self.field = field


class BadClaim(FactCheckError):
    pass


class BadData(FactCheckError):
    pass


class DatabaseError(FactCheckError):
    pass


class DatabaseBusy(DatabaseError):
    pass


class DatabaseFull(DatabaseError):
    pass


class DatabaseTooNew(DatabaseError):
    pass


class DatabaseReadOnly(DatabaseError):
    pass


class MissingSettings(FactCheckError):
    pass


class ServiceError(FactCheckError):
    pass


class FetchFailed(FactCheckError):
    """`reason` says it without the address, to follow "left out because"; `status` is HTTP's, if any."""

    def __init__(self, message: str, reason: str = "", *, status: int = 0) -> None:
        super().__init__(message)
        self.reason = reason or message.rstrip(".")
        self.status = status


class SealBroken(FactCheckError):
    pass


class TooLate(FactCheckError):
    pass


class StaleButton(FactCheckError):
    pass


class NotYours(FactCheckError):
    pass

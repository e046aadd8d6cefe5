"""The database's shape, as numbered steps that are only ever appended, never edited."""

import secrets

from sqlite_utils import Database, Migrations

migrations = Migrations("factcheck")


@migrations()
def m001_claims(db: Database) -> None:
    db.table("claimants").create({"id": int, "name": str}, pk="id", not_null={"name"})
    db.table("claimants").create_index(["name"], unique=True)
    db.table("sources").create({"id": int, "name": str}, pk="id", not_null={"name"})
    db.table("sources").create_index(["name"], unique=True)
    db.table("claims").create(
        {
            "id": str,
            "text": str,
            "claimant": int,
            "date": str,
            "place": str,
            "language": str,
            "context": str,
            "keywords": str,
        },
        pk="id",
        not_null={"text", "language", "context", "keywords"},
        foreign_keys=[("claimant", "claimants", "id")],
    )
    db.table("reviews").create(
        {
            "id": int,
            "claim": str,
            "source": int,
            "url": str,
            "title": str,
            "rating": str,
            "verdict": str,
            "date": str,
        },
        pk="id",
        not_null={"claim", "source", "url", "rating", "verdict"},
        foreign_keys=[("claim", "claims", "id"), ("source", "sources", "id")],
    )
    db.table("reviews").create_index(["claim", "url"], unique=True)
    db.table("reviews").create_index(["source"])
    db.table("quotes").create(
        {
            "id": int,
            "claim": str,
            "position": int,
            "text": str,
            "speaker": str,
            "date": str,
            "place": str,
            "source": str,
        },
        pk="id",
        not_null={"claim", "position", "text"},
        foreign_keys=[("claim", "claims", "id")],
    )
    db.table("quotes").create_index(["claim", "position"], unique=True)


@migrations()
def m002_changes(db: Database) -> None:
    """One row a claim, with a revision that grows at every change to it, whoever makes it:
    what the index reads to catch up. A claim that is gone keeps its row."""
    db.execute(
        "CREATE TABLE changes (revision INTEGER PRIMARY KEY AUTOINCREMENT, claim TEXT NOT NULL UNIQUE)"
    )
    for table, column in (("claims", "id"), ("reviews", "claim"), ("quotes", "claim")):
        for event, rows in (("INSERT", ["new"]), ("UPDATE", ["old", "new"]), ("DELETE", ["old"])):
            note = " ".join(
                f"DELETE FROM changes WHERE claim = {row}.{column};"  # noqa: S608 - our own names
                f" INSERT INTO changes (claim) VALUES ({row}.{column});"
                for row in rows
            )
            db.execute(f"CREATE TRIGGER {table}_{event.lower()} AFTER {event} ON {table} BEGIN {note} END")
    for table, claims in (
        ("claimants", "SELECT id FROM claims WHERE claimant = new.id"),
        ("sources", "SELECT claim FROM reviews WHERE source = new.id"),
    ):
        note = f"DELETE FROM changes WHERE claim IN ({claims}); INSERT INTO changes (claim) {claims};"  # noqa: S608
        db.execute(f"CREATE TRIGGER {table}_update AFTER UPDATE ON {table} BEGIN {note} END")


@migrations()
def m003_writes(db: Database) -> None:
    """The last transactions that wrote claims, each with a random token: where an index has stopped
    reading is only a point in this database's history if its token is here."""
    db.execute("CREATE TABLE writes (id INTEGER PRIMARY KEY AUTOINCREMENT, token TEXT NOT NULL)")


@migrations()
def m004_starter(db: Database) -> None:
    """What the package last wrote of each starter claim, and the revision that the claim had then: a
    later one means that the operator has changed or removed it. And small facts about the database."""
    db.table("starter").create(
        {"claim": str, "digest": str, "revision": int}, pk="claim", not_null={"digest", "revision"}
    )
    db.table("state").create({"key": str, "value": str}, pk="key", not_null={"value"})
    db.table("state").insert({"key": "database", "value": secrets.token_hex(8)})


@migrations()
def m005_ledger(db: Database) -> None:
    """What chats need to be remembered: deliveries (each answered once), chats and their settings, what
    was shown (so that its buttons work later), and questions that people agreed to pass on. People and
    chats are keyed hashes; no text is kept but that of passed-on questions."""
    db.execute(
        "CREATE TABLE deliveries (platform TEXT NOT NULL, key TEXT NOT NULL, owner TEXT NOT NULL,"
        " at REAL NOT NULL, done INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (platform, key)) WITHOUT ROWID"
    )
    db.execute("CREATE INDEX deliveries_at ON deliveries (at)")
    db.execute(
        "CREATE TABLE chats (platform TEXT NOT NULL, chat TEXT NOT NULL, settings TEXT NOT NULL DEFAULT '{}',"
        " blocked INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (platform, chat)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE shown (id TEXT PRIMARY KEY, platform TEXT NOT NULL, person TEXT NOT NULL,"
        " chat TEXT NOT NULL, at REAL NOT NULL, language TEXT NOT NULL, outcome TEXT NOT NULL,"
        " milliseconds REAL NOT NULL, claims TEXT NOT NULL, others TEXT NOT NULL, feedback TEXT, chosen TEXT)"
        " WITHOUT ROWID"
    )
    db.execute("CREATE INDEX shown_person ON shown (person)")
    db.execute("CREATE INDEX shown_at ON shown (at)")
    db.execute(
        "CREATE TABLE questions (id INTEGER PRIMARY KEY, shown TEXT UNIQUE, platform TEXT NOT NULL,"
        " person TEXT NOT NULL, chat TEXT NOT NULL, at REAL NOT NULL, language TEXT NOT NULL,"
        " text TEXT NOT NULL, near TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'open')"
    )
    db.execute("CREATE INDEX questions_person ON questions (person)")


@migrations()
def m006_replies(db: Database) -> None:
    """Which message of ours answers which message of theirs, so that an edited question's answer is
    edited, not repeated. Their message is a keyed hash of chat and message id."""
    db.execute(
        "CREATE TABLE replies (message TEXT PRIMARY KEY, person TEXT NOT NULL, answer INTEGER NOT NULL,"
        " at REAL NOT NULL) WITHOUT ROWID"
    )
    db.execute("CREATE INDEX replies_person ON replies (person)")
    db.execute("CREATE INDEX replies_at ON replies (at)")


@migrations()
def m007_jobs_and_installations(db: Database) -> None:
    """Work that was acknowledged before it was done, sealed, until it is done; the workspaces in which the
    bot is installed, sealed; and the states of installations that have begun, each good for one use."""
    db.execute(
        "CREATE TABLE jobs (platform TEXT NOT NULL, key TEXT NOT NULL, at REAL NOT NULL,"
        " sealed BLOB NOT NULL, PRIMARY KEY (platform, key)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE installations (platform TEXT NOT NULL, workspace TEXT NOT NULL, at REAL NOT NULL,"
        " sealed BLOB NOT NULL, PRIMARY KEY (platform, workspace)) WITHOUT ROWID"
    )
    db.execute("CREATE TABLE states (state TEXT PRIMARY KEY, until REAL NOT NULL) WITHOUT ROWID")


@migrations()
def m010_imports(db: Database) -> None:
    """What imports need to be repeatable: `imported`, which version of which item was read into which
    claim; `claim_keys`, digests under which a claim can be found again (text, addresses); `merges`, what
    was put together and why; `removed` and `edited`, the operator's own doing; `feeds`, what to fetch."""
    db.execute(
        "CREATE TABLE imported (key TEXT NOT NULL, digest TEXT NOT NULL, claim TEXT NOT NULL,"
        " run INTEGER NOT NULL, PRIMARY KEY (key, digest)) WITHOUT ROWID"
    )
    db.execute("CREATE INDEX imported_claim ON imported (claim)")
    db.execute(
        "CREATE TABLE claim_keys (key TEXT NOT NULL, claim TEXT NOT NULL, PRIMARY KEY (key, claim))"
        " WITHOUT ROWID"
    )
    db.execute("CREATE INDEX claim_keys_claim ON claim_keys (claim)")
    db.execute(
        "CREATE TABLE merges (id INTEGER PRIMARY KEY, claim TEXT NOT NULL, publisher TEXT NOT NULL,"
        " url TEXT NOT NULL, reason TEXT NOT NULL, original TEXT NOT NULL, at TEXT NOT NULL,"
        " split INTEGER NOT NULL DEFAULT 0)"
    )
    db.execute("CREATE INDEX merges_url ON merges (url)")
    db.execute("CREATE TABLE removed (claim TEXT PRIMARY KEY, record TEXT NOT NULL, at TEXT NOT NULL)")
    db.execute("CREATE TABLE edited (claim TEXT PRIMARY KEY)")
    db.execute(
        "CREATE TABLE feeds (id INTEGER PRIMARY KEY, address TEXT NOT NULL UNIQUE, publisher TEXT NOT NULL,"
        " language TEXT NOT NULL, etag TEXT, modified TEXT, checked TEXT, problem TEXT)"
    )
    db.execute("CREATE INDEX reviews_url ON reviews (url)")


@migrations()
def m011_pages(db: Database) -> None:
    """What the pages of a feed or a sitemap said of their version when they were read: what has not
    changed since is not fetched again."""
    db.execute(
        "CREATE TABLE pages (address TEXT NOT NULL, feed INTEGER NOT NULL, etag TEXT, modified TEXT,"
        " changed TEXT, PRIMARY KEY (address, feed)) WITHOUT ROWID"
    )


@migrations()
def m020_inbox(db: Database) -> None:
    """The inbox: `topics`, groups of questions that are the same in other words; `topic_words`, keyed hashes
    of their words, and `topic_prints`, keyed hashes of their whole texts, by which a group is found again;
    `demand`, how often a text without a match was asked on a day, by such a hash; `acts`, what editors did,
    with what is needed to undo it; `banned`, people from whom no question is taken. A question has the
    sealed address of its asker only while that person wants to hear, and what they were told."""
    for column in ("topic INTEGER", "address BLOB", "told_claim TEXT", "told_verdict TEXT"):
        db.execute(f"ALTER TABLE questions ADD COLUMN {column}")
    for columns in ("topic", "chat, at", "at", "told_claim"):
        db.execute(f"CREATE INDEX questions_{columns.split(',')[0]} ON questions ({columns})")
    db.execute(
        "CREATE TABLE topics (id INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT NOT NULL, state TEXT NOT NULL,"
        " version INTEGER NOT NULL, changed INTEGER NOT NULL, first_at REAL NOT NULL, last_at REAL NOT NULL,"
        " demand INTEGER NOT NULL, assigned TEXT, claim TEXT)"
    )
    db.execute("CREATE INDEX topics_version ON topics (version)")
    db.execute("CREATE INDEX topics_demand ON topics (state, demand, last_at)")
    db.execute(
        "CREATE TABLE topic_words (word INTEGER NOT NULL, topic INTEGER NOT NULL, PRIMARY KEY (word, topic))"
        " WITHOUT ROWID"
    )
    db.execute("CREATE INDEX topic_words_topic ON topic_words (topic)")
    db.execute(
        "CREATE TABLE topic_prints (print TEXT PRIMARY KEY, topic INTEGER NOT NULL) WITHOUT ROWID",
    )
    db.execute("CREATE INDEX topic_prints_topic ON topic_prints (topic)")
    db.execute(
        "CREATE TABLE demand (print TEXT NOT NULL, day INTEGER NOT NULL, count INTEGER NOT NULL,"
        " PRIMARY KEY (print, day)) WITHOUT ROWID"
    )
    db.execute("CREATE INDEX demand_day ON demand (day)")
    db.execute(
        "CREATE TABLE acts (id INTEGER PRIMARY KEY AUTOINCREMENT, topic INTEGER NOT NULL, what TEXT NOT NULL,"
        " platform TEXT NOT NULL, who TEXT NOT NULL, at REAL NOT NULL, detail TEXT NOT NULL,"
        " told INTEGER NOT NULL DEFAULT 0, before TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0)"
    )
    db.execute("CREATE INDEX acts_topic ON acts (topic)")
    db.execute("CREATE TABLE banned (person TEXT PRIMARY KEY, at REAL NOT NULL) WITHOUT ROWID")
    # Questions from before there were groups are groups of their own.
    db.execute(
        "INSERT INTO topics (id, text, state, version, changed, first_at, last_at, demand)"
        " SELECT id, text, 'open', id, id, at, at, 1 FROM questions"
    )
    db.execute("UPDATE questions SET topic = id")
    db.execute("INSERT INTO state (key, value) SELECT 'inbox', coalesce(max(id), 0) FROM questions")


@migrations()
def m021_outbox(db: Database) -> None:
    """What is to be sent to whom, recorded before it is sent and marked after; the address is that of the
    question. And who sends: one process at a time."""
    db.execute(
        "CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, question INTEGER NOT NULL,"
        " platform TEXT NOT NULL, act INTEGER, kind TEXT NOT NULL, claim TEXT, was TEXT,"
        " state TEXT NOT NULL DEFAULT 'waiting', due REAL NOT NULL, tries INTEGER NOT NULL DEFAULT 0)"
    )
    db.execute("CREATE INDEX outbox_due ON outbox (state, platform, due)")
    db.execute("CREATE INDEX outbox_question ON outbox (question)")
    db.execute("CREATE INDEX outbox_act ON outbox (act)")
    db.execute(
        "CREATE TABLE leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, at REAL NOT NULL) WITHOUT ROWID"
    )


@migrations()
def m022_feedback(db: Database) -> None:
    """The text and the date of what somebody said of an answer, so that it can be learnt from: written when
    one of the buttons for it is pressed, never before."""
    for column in ("text", "date"):
        db.execute(f"ALTER TABLE shown ADD COLUMN {column} TEXT")
    db.execute("CREATE INDEX shown_feedback ON shown (at) WHERE text NOT NULL")


@migrations()
def m040_editors(db: Database) -> None:
    """Editors' chats: which message shows which group of questions, what is being filled in there, and
    up to where changes and digests have been sent. No asker's data; editors as hashes."""
    db.execute(
        "CREATE TABLE editors_chats (platform TEXT NOT NULL, chat TEXT NOT NULL, seen INTEGER NOT NULL,"
        " digest TEXT NOT NULL, PRIMARY KEY (platform, chat)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE cards (platform TEXT NOT NULL, chat TEXT NOT NULL, topic INTEGER NOT NULL,"
        " message TEXT NOT NULL, version INTEGER NOT NULL, at REAL NOT NULL, taken REAL NOT NULL,"
        " PRIMARY KEY (platform, chat, topic)) WITHOUT ROWID"
    )
    db.execute(
        "CREATE TABLE drafts (platform TEXT NOT NULL, chat TEXT NOT NULL, person TEXT NOT NULL,"
        " topic INTEGER NOT NULL, version INTEGER NOT NULL, act TEXT NOT NULL, step TEXT NOT NULL,"
        " prompt INTEGER NOT NULL, given TEXT NOT NULL, at REAL NOT NULL,"
        " PRIMARY KEY (platform, chat, person)) WITHOUT ROWID"
    )


@migrations()
def m041_digests(db: Database) -> None:
    """Since when somebody has had a digest in hand (0: nobody), and the day of one that was sent again
    because whoever had it in hand died."""
    db.execute("ALTER TABLE editors_chats ADD COLUMN sending REAL NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE editors_chats ADD COLUMN resumed TEXT NOT NULL DEFAULT ''")


@migrations()
def m042_editors_of_acts(db: Database) -> None:
    """Which editor did something, as a keyed hash, so that whoever wants to be forgotten can be."""
    db.execute("ALTER TABLE acts ADD COLUMN person TEXT")
    db.execute("CREATE INDEX acts_person ON acts (person) WHERE person NOT NULL")


@migrations()
def m050_translations(db: Database) -> None:
    """Claims are also told in other languages: a list of objects as JSON, found without reading those
    that have none."""
    db.execute("ALTER TABLE claims ADD COLUMN translations TEXT NOT NULL DEFAULT '[]'")
    db.execute("CREATE INDEX claims_translated ON claims (id) WHERE translations != '[]'")


@migrations()
def m051_pages_read(db: Database) -> None:
    """When a page of a feed was read last, so that a sync that was stopped goes on behind it."""
    db.execute("ALTER TABLE pages ADD COLUMN read TEXT")


@migrations()
def m052_edited_reviews(db: Database) -> None:
    """Which reviews of a claim the operator has changed, by the addresses that they had and have."""
    db.execute(
        "CREATE TABLE edited_reviews (claim TEXT NOT NULL, url TEXT NOT NULL, PRIMARY KEY (claim, url))"
        " WITHOUT ROWID"
    )


@migrations()
def m053_essentials(db: Database) -> None:
    """What nobody who asks about a claim leaves out: a list as JSON."""
    db.execute("ALTER TABLE claims ADD COLUMN essentials TEXT NOT NULL DEFAULT '[]'")


@migrations()
def m054_shut_out(db: Database) -> None:
    """Nothing depends on which chats have shut the bot out: that is no longer kept."""
    db.execute(
        "CREATE TABLE kept_chats (platform TEXT NOT NULL, chat TEXT NOT NULL,"
        " settings TEXT NOT NULL DEFAULT '{}', PRIMARY KEY (platform, chat)) WITHOUT ROWID"
    )
    db.execute("INSERT INTO kept_chats SELECT platform, chat, settings FROM chats WHERE settings != '{}'")
    db.execute("DROP TABLE chats")
    db.execute("ALTER TABLE kept_chats RENAME TO chats")


@migrations()
def m055_edits(db: Database) -> None:
    """How a claim stood before and after each change by the operator, and whether it was the first."""
    db.execute(
        "CREATE TABLE edits (id INTEGER PRIMARY KEY, claim TEXT NOT NULL, first INTEGER NOT NULL,"
        " before TEXT NOT NULL, after TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX idx_edits_claim ON edits (claim)")

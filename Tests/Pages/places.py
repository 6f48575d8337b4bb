"""Every page that there is, and who looks at it."""

from service import JANUARY, REAL, YEAR

CYCLE = "cycles/ash-evidence"
FORM = f"{CYCLE}/interruptions/new?visit=vis-1"

# Log, person, path, status.
PLACES = [
    (None, None, "/", 200),
    (None, None, f"/{YEAR}/sign-in", 200),
    (None, None, f"/{REAL}/sign-in", 200),
    *[
        (YEAR, person, f"/{YEAR}{path}", 200)
        for person in ("ash-lead", "co-1", "bir-lead")
        for path in ("", f"/{CYCLE}", f"/{CYCLE}?as_at=2026-01-25", "/judgements/ash-evidence:11.2")
    ],
    (YEAR, "ash-lead", f"/{YEAR}/{CYCLE}?as_at=2025-10-01", 200),
    (YEAR, "ash-lead", f"/{YEAR}/cycles/bir-funding", 200),
    (YEAR, "ash-lead", f"/{YEAR}/interruptions/int-1", 200),
    (YEAR, "bir-lead", f"/{YEAR}/interruptions/int-2", 200),
    (YEAR, "ash-lead", f"/{YEAR}/evidence/a4", 200),
    (YEAR, "ash-lead", f"/{YEAR}/evidence/a5", 200),
    (YEAR, "co-1", f"/{YEAR}/evidence/a1", 200),
    (YEAR, "ash-lead", f"/{YEAR}/judgements/ash-evidence:11.2/revise", 200),
    (YEAR, "ash-off", f"/{YEAR}/judgements/ash-evidence:11.2/record-dissent", 200),
    (YEAR, "ash-dec", f"/{YEAR}/judgements/ash-evidence:11.2/confirm", 200),
    (YEAR, "ash-lead", f"/{YEAR}/interruptions/int-1/answer", 200),
    (JANUARY, "bir-lead", f"/{JANUARY}", 200),
    (JANUARY, "bir-lead", f"/{JANUARY}/{CYCLE}", 200),
    (JANUARY, "bir-lead", f"/{JANUARY}/{FORM}", 200),
    (JANUARY, "ash-off", f"/{JANUARY}/{FORM}", 200),
    (YEAR, "ash-lead", f"/{YEAR}/evidence/none", 404),
    (YEAR, "fer-lead", f"/{YEAR}/{FORM}", 403),
    (YEAR, "ash-lead", f"/{YEAR}/{CYCLE}?as_at=2026-02-30", 422),
    (None, None, "/nowhere/at/all", 404),
]

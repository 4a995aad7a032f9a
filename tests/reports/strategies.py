"""Hypothesis strategies for results: any text anywhere, lone surrogates and control characters too."""

from __future__ import annotations

from hypothesis import strategies as st

from cartcheck.claims.claim import Basis, Claim
from cartcheck.claims.stand import State
from cartcheck.findings.finding import Evidence, Finding, Level
from cartcheck.reports.result import Item, Outcome, Result, StoreFacts
from cartcheck.transport.shown import Shown

TEXT = st.text(st.characters(), max_size=12)
TEXTS = st.lists(TEXT, max_size=2).map(tuple)
NUMBER = st.integers(0, 10**6)
SECONDS = st.floats(0, 10**6, allow_nan=False)
HEADERS = st.lists(st.tuples(TEXT, TEXT), max_size=2).map(tuple)
EVIDENCE = st.lists(st.builds(Evidence, TEXT, st.integers(0, 3)), max_size=2).map(tuple)

FINDINGS = st.builds(
    Finding,
    id=TEXT,
    level=st.sampled_from(Level),
    summary=TEXT,
    cause=TEXT,
    remedy=TEXTS,
    evidence=EVIDENCE,
    confidence=st.floats(0, 1),
    alternatives=TEXTS,
    versions=TEXT,
    source=TEXT,
    operation=TEXT,
    count=NUMBER,
    precedence=NUMBER,
    rerun=TEXT,
    accepted=st.just("") | TEXT,
)
ITEMS = st.builds(
    Item,
    TEXT,
    TEXT,
    TEXT,
    st.sampled_from(Outcome),
    SECONDS,
    TEXT,
    TEXTS,
    st.lists(st.tuples(TEXT, NUMBER), max_size=2).map(tuple),
)
EXCHANGES = st.builds(
    Shown,
    number=st.integers(1, 3),
    purpose=TEXT,
    started=TEXT,
    source=TEXT,
    method=TEXT,
    url=TEXT,
    request_headers=HEADERS,
    request_body=TEXT,
    status=st.integers(0, 599),
    reply_headers=HEADERS,
    reply_body=TEXT,
    milliseconds=SECONDS,
    failure=TEXT,
    curl=TEXT,
    before=TEXT,
    notice=TEXT,
)
CLAIMS = st.builds(
    Claim,
    id=TEXT,
    subject=TEXT,
    call=TEXT,
    promise=TEXT,
    state=st.sampled_from(State),
    does=TEXT,
    remedy=TEXT,
    basis=st.sampled_from(Basis),
    exchange=NUMBER,
)
RESULTS = st.builds(
    Result,
    cartcheck=TEXT,
    command=TEXT,
    started=TEXT | st.just("2026-11-22T09:14:01Z"),
    seconds=SECONDS,
    store=st.builds(StoreFacts, TEXT, TEXT, TEXT, TEXTS, TEXT),
    findings=st.lists(FINDINGS, max_size=3).map(tuple),
    items=st.lists(ITEMS, max_size=3).map(tuple),
    exchanges=st.lists(EXCHANGES, max_size=2).map(tuple),
    sent=NUMBER,
    budget=NUMBER,
    fail_on=st.sampled_from(Level),
    problems=TEXTS,
    seed=NUMBER,
    examined=st.booleans(),
    claims=st.lists(CLAIMS, max_size=3).map(tuple),
    idle=TEXTS,
    part=st.just("") | TEXT,
)

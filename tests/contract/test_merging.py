"""One cause is one finding, however many calls show it; another cause is another one."""

from cartcheck.contract.failure import REFUSES, SEVERAL, Failure, FailureKind, by_cause
from cartcheck.contract.merging import one_per_cause
from cartcheck.findings.finding import Evidence, Finding, Level


def finding(name: str, summary: str, operation: str = "", number: int = 1) -> Finding:
    shown = (Evidence(f"{operation} {number}", number), Evidence(f"{operation} {number + 1}", number + 1))
    return Finding(name, Level.WARNING, summary, "cause", ("Do.",), shown, operation=operation, count=2)


def failure(kind: FailureKind, cause: str, size: int = 1) -> Failure:
    return Failure(kind, cause, f"{cause} {size}", size, size, {"field": cause})


def test_the_same_words_over_several_calls_are_one_finding():
    same = [
        finding("contract.media-type", "html", name, number) for number, name in enumerate(("a", "b", "c"))
    ]
    (merged,) = one_per_cause([*same])
    assert (merged.operation, merged.count) == ("a, b, c", 6)
    assert [piece.text for piece in merged.evidence][:3] == ["a 0", "b 1", "c 2"]
    assert len(merged.evidence) == 5


def test_other_words_are_another_finding():
    assert (
        len(
            one_per_cause(
                [finding("x.y", "one", "a"), finding("x.y", "two", "a"), finding("x.z", "one", "a")]
            )
        )
        == 3
    )


def test_findings_of_no_call_stay_as_they_are():
    told = [finding("login.silent-no", "one")]
    assert one_per_cause(told) == told


def test_what_a_diagnosis_explains_is_not_told_again():
    symptom, cause = finding("contract.php-message", "m", "a"), finding("store.prints-php-messages", "p")
    assert one_per_cause([symptom, cause]) == [cause]
    assert len(one_per_cause([symptom])) == 1


def test_where_several_fields_are_treated_alike_single_ones_belong_to_it():
    some = [finding("i.a", "accepts: currency.", "a"), finding("i.a", f"accepts: {SEVERAL}.", "b")]
    (merged,) = one_per_cause(some)
    assert SEVERAL in merged.summary
    assert merged.operation == "a, b"


def test_failures_are_grouped_smallest_first():
    (group,) = by_cause([failure(FailureKind.BROKEN, "html", 9), failure(FailureKind.BROKEN, "html", 2)])
    assert (group.count, group.failures[0].size) == (2, 2)


def test_three_fields_alike_are_one_cause():
    told = [failure(FailureKind.INVALID_ACCEPTED, name) for name in ("a", "b", "c")]
    (group,) = by_cause(told)
    assert (group.cause, group.count, group.facts["field"]) == (SEVERAL, 3, SEVERAL)
    assert len(by_cause(told[:2])) == 2


def test_a_field_that_is_not_looked_at_is_not_named_either():
    kinds = (FailureKind.INVALID_ACCEPTED, FailureKind.NOT_NAMED)
    assert [group.kind for group in by_cause([failure(kind, "a") for kind in kinds])] == [kinds[0]]


def test_a_call_that_refuses_nothing_and_refuses_right_data_is_one_cause():
    mismatch, refused = failure(FailureKind.MISMATCH, REFUSES), failure(FailureKind.VALID_REFUSED, "")
    other = failure(FailureKind.MISMATCH, "`success` is missing")
    told = [group.kind for group in by_cause([mismatch, refused])]
    assert told == [FailureKind.VALID_REFUSED]
    assert [group.cause for group in by_cause([mismatch, other])] == [mismatch.cause, other.cause]
    assert len(by_cause([refused, other])) == 2
